package io.corspolicy.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Warms a benchmark up by processor time, before JMH does so by the clock: on a machine
 * that has much else to do the clock tells nothing of what was compiled.
 */
public final class WarmUp {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private static final long NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(300);

	private WarmUp() {
	}

	/**
	 * Run something many times.
	 * @param benchmark what is run
	 * @throws Exception if it fails
	 */
	public static void run(Callable<?> benchmark) throws Exception {
		long end = THREADS.getCurrentThreadCpuTime() + NANOSECONDS;
		while (THREADS.getCurrentThreadCpuTime() < end) {
			benchmark.call();
		}
	}

}
