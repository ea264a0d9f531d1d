package io.corspolicy.autoconfigure;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

import io.corspolicy.registry.CorsPolicyRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Asks at an interval whether policies have changed, on a daemon thread of its own: the
 * schedulers of an application often have a single thread, which a slow source would
 * block. The thread ends with the context, or when a source that blocks returns: it is
 * interrupted.
 * <p>
 * The first check is made after a random part of the interval, and each further one after
 * 80 to 100 % of it, counted from the end of the one before: instances that were started
 * together do not ask together, and a change is seen within the interval.
 */
final class IntervalRefresh implements SmartLifecycle {

	/** The name of the thread. */
	static final String THREAD = "cors-refresh";

	private static final double JITTER = 0.2;

	private final CorsPolicyRegistry registry;

	private final @Nullable Duration interval;

	private final RefreshLog log;

	private final Pause pause;

	private final DoubleSupplier random;

	private @Nullable Worker worker;

	/**
	 * Create a refresh that is not started.
	 * @param registry knows the policies
	 * @param interval how often it is asked, or {@code null} for never
	 * @param log reports failures
	 * @param pause waits
	 * @param random chooses numbers from 0 to 1
	 */
	IntervalRefresh(CorsPolicyRegistry registry, @Nullable Duration interval, RefreshLog log, Pause pause,
			DoubleSupplier random) {
		this.registry = registry;
		this.interval = interval;
		this.log = log;
		this.pause = pause;
		this.random = random;
	}

	@Override
	public synchronized void start() {
		if (this.interval != null && this.worker == null) {
			Worker started = new Worker(this.interval);
			started.setName(THREAD);
			started.setDaemon(true);
			this.worker = started;
			started.start();
		}
	}

	@Override
	public synchronized void stop() {
		Worker running = this.worker;
		if (running != null) {
			this.worker = null;
			running.end();
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.worker != null;
	}

	/**
	 * Waits.
	 */
	@FunctionalInterface
	interface Pause {

		/** Waits as the system does. */
		Pause SLEEP = (duration) -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

		/**
		 * Wait.
		 * @param duration how long
		 * @throws InterruptedException if the thread is interrupted meanwhile
		 */
		void sleep(Duration duration) throws InterruptedException;

	}

	private final class Worker extends Thread {

		private final Duration interval;

		private volatile boolean ended;

		Worker(Duration interval) {
			this.interval = interval;
		}

		void end() {
			this.ended = true;
			interrupt();
		}

		@Override
		public void run() {
			double part = random();
			while (!this.ended) {
				if (sleep(part)) {
					check();
					part = 1 - JITTER * random();
				}
			}
		}

		private double random() {
			return IntervalRefresh.this.random.getAsDouble();
		}

		/** Whether the time is over. */
		private boolean sleep(double part) {
			// An interrupt that a source left behind does not end the thread.
			if (Thread.interrupted() && this.ended) {
				return false;
			}
			try {
				IntervalRefresh.this.pause.sleep(Duration.ofNanos((long) (this.interval.toNanos() * part)));
				return !this.ended;
			}
			catch (InterruptedException ex) {
				return false;
			}
		}

		private void check() {
			try {
				if (!isRefreshing()) {
					IntervalRefresh.this.registry.refreshIfChanged();
					IntervalRefresh.this.log.succeeded();
				}
			}
			catch (Throwable ex) {
				// Whatever failed, the next check may succeed.
				if (!this.ended) {
					IntervalRefresh.this.log.failed(ex);
				}
			}
		}

		/**
		 * Whether another thread is refreshing, and is not stuck.
		 */
		private boolean isRefreshing() {
			Duration running = IntervalRefresh.this.registry.refreshState().running();
			return running != null && running.compareTo(this.interval) < 0;
		}

	}

}
