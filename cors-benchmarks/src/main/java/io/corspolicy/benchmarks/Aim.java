package io.corspolicy.benchmarks;

import java.util.EnumMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What one of the requests of every day is to cost. Whatever has no aim is
 * {@linkplain Double#NaN not a number}.
 *
 * @param timesBareFloor at most so many times the bare floor
 * @param timesFasterThanSpring at least so many times faster than Spring
 * @param bytes at most so many bytes
 * @param nanoseconds at most so many nanoseconds
 */
record Aim(double timesBareFloor, double timesFasterThanSpring, double bytes, double nanoseconds) {

	private static final double NONE = Double.NaN;

	/** Over the bare floor: what a whole application may allocate more. */
	private static final double SERVLET_BYTES = 200;

	private static final Map<EverydayRow, Aim> SERVLET = new EnumMap<>(EverydayRow.class);

	private static final Map<EverydayRow, Aim> REACTIVE = new EnumMap<>(EverydayRow.class);

	static {
		SERVLET.put(EverydayRow.NO_ORIGIN, servlet(2.5, 6));
		SERVLET.put(EverydayRow.SAME_ORIGIN, servlet(2.5, 6));
		SERVLET.put(EverydayRow.ACTUAL_ALLOWED, servlet(2.2, 15));
		SERVLET.put(EverydayRow.ACTUAL_REFUSED, servlet(3, NONE));
		SERVLET.put(EverydayRow.ACTUAL_REJECTED, new Aim(NONE, 5, NONE, NONE));
		SERVLET.put(EverydayRow.PREFLIGHT_ALLOWED, servlet(3, 6));
		SERVLET.put(EverydayRow.PREFLIGHT_REFUSED, servlet(2.5, 5));
		SERVLET.put(EverydayRow.HEADERS_30, servlet(2.2, 15));
		REACTIVE.put(EverydayRow.NO_ORIGIN, new Aim(3, 1, 200, NONE));
		REACTIVE.put(EverydayRow.SAME_ORIGIN, new Aim(3, 1, 200, NONE));
		REACTIVE.put(EverydayRow.ACTUAL_ALLOWED, new Aim(2.2, 5, 320, NONE));
		REACTIVE.put(EverydayRow.ACTUAL_REFUSED, new Aim(NONE, NONE, 320, 450));
		REACTIVE.put(EverydayRow.ACTUAL_REJECTED, new Aim(NONE, 2, 320, NONE));
		REACTIVE.put(EverydayRow.PREFLIGHT_ALLOWED, new Aim(NONE, 3, 320, NONE));
		REACTIVE.put(EverydayRow.PREFLIGHT_REFUSED, new Aim(NONE, 2, 320, NONE));
		REACTIVE.put(EverydayRow.HEADERS_30, new Aim(2.2, 5, 320, NONE));
	}

	private static Aim servlet(double timesBareFloor, double timesFasterThanSpring) {
		return new Aim(timesBareFloor, timesFasterThanSpring, SERVLET_BYTES, NONE);
	}

	/** The aim of a row, if it has one. */
	static @Nullable Aim of(Stack stack, Row row) {
		if (!(row instanceof EverydayRow everyday)) {
			return null;
		}
		return switch (stack) {
			case SERVLET -> SERVLET.get(everyday);
			case REACTIVE -> REACTIVE.get(everyday);
			case ENGINE -> null;
		};
	}

}
