package io.corspolicy.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.text.SafeText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which refreshes began, and how they ended.
 */
final class RefreshHistory {

	private static final Log logger = LogFactory.getLog(RefreshHistory.class);

	private final InstantSource clock;

	private final LongSupplier nanoTime;

	private final long created;

	private final AtomicLong order = new AtomicLong();

	private final Map<Long, Long> running = new ConcurrentHashMap<>();

	private final AtomicReference<@Nullable Failed> lastFailure = new AtomicReference<>();

	private final List<RefreshListener> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Create a history.
	 * @param clock the clock
	 * @param nanoTime a monotonic clock, in nanoseconds
	 */
	RefreshHistory(InstantSource clock, LongSupplier nanoTime) {
		this.clock = clock;
		this.nanoTime = nanoTime;
		this.created = nanoTime.getAsLong();
	}

	/** The next moment: of two, the later one has the higher order. */
	Moment now() {
		return new Moment(this.order.incrementAndGet(), this.clock.instant(), this.nanoTime.getAsLong());
	}

	Moment begin() {
		Moment moment = now();
		this.running.put(moment.order(), moment.nanos());
		return moment;
	}

	void succeeded(Moment began, RefreshOutcome outcome) {
		this.running.remove(began.order());
		tell(outcome);
	}

	void failed(Moment began, Throwable failure) {
		this.running.remove(began.order());
		Failed failed = new Failed(began.order(), new RefreshState.Failure(this.clock.instant(), sentence(failure)));
		this.lastFailure.accumulateAndGet(failed,
				(one, other) -> (one != null && other != null && one.order() > other.order()) ? one : other);
		tell(RefreshOutcome.FAILED);
	}

	private void tell(RefreshOutcome outcome) {
		for (RefreshListener listener : this.listeners) {
			try {
				listener.refreshed(outcome);
			}
			catch (RuntimeException | LinkageError ex) {
				logger.warn("A listener to refreshes failed: " + listener.getClass().getName(), ex);
			}
		}
	}

	void add(RefreshListener listener) {
		this.listeners.add(listener);
	}

	RefreshState state(@Nullable CurrentPolicies inForce, List<RefreshState.Source> sources) {
		Failed failed = this.lastFailure.get();
		long now = this.nanoTime.getAsLong();
		Moment began = (inForce != null && !inForce.reading().isIncomplete()) ? inForce.checked() : null;
		boolean failing = failed != null && (inForce == null || failed.order() >= inForce.checked().order());
		return new RefreshState((began != null) ? began.time() : null,
				since((began != null) ? began.nanos() : this.created, now), (failed != null) ? failed.failure() : null,
				failing,
				this.running.values().stream().map((start) -> since(start, now)).max(Duration::compareTo).orElse(null),
				sources);
	}

	private static Duration since(long nanos, long now) {
		return Duration.ofNanos(Math.max(0, now - nanos));
	}

	private static String sentence(Throwable failure) {
		if (failure instanceof InvalidPolicyException invalid) {
			return "The policies are invalid: " + PolicySourceException.describe(invalid);
		}
		if (failure instanceof PolicySourceException) {
			return String.valueOf(failure.getMessage());
		}
		return "The refresh failed: " + failure.getClass().getName()
				+ ((failure.getMessage() != null) ? " " + SafeText.quoted(failure.getMessage()) : "") + ".";
	}

	/**
	 * A moment.
	 *
	 * @param order its place among all moments
	 * @param time the time
	 * @param nanos the time by a monotonic clock
	 */
	record Moment(long order, Instant time, long nanos) {

	}

	/**
	 * A refresh that failed.
	 *
	 * @param order when it began
	 * @param failure its description
	 */
	private record Failed(long order, RefreshState.Failure failure) {

	}

}
