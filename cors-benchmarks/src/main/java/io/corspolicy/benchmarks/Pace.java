package io.corspolicy.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * How long everything is measured, in nanoseconds of processor time.
 *
 * @param warmUp how long each filter is warmed up at least
 * @param slices how often each filter is measured
 * @param slice the length of one slice
 * @param all whether all variants are measured, or few
 */
record Pace(long warmUp, int slices, long slice, boolean all) {

	/** Under four minutes, without the build. */
	static final Pace SHORT = new Pace(TimeUnit.MILLISECONDS.toNanos(300), 30, TimeUnit.MILLISECONDS.toNanos(4), false);

	/** Under half an hour. */
	static final Pace LONG = new Pace(TimeUnit.MILLISECONDS.toNanos(1200), 80, TimeUnit.MILLISECONDS.toNanos(6), true);

}
