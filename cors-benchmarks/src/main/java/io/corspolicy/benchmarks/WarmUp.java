package io.corspolicy.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Warms a benchmark up by calls and processor time, before JMH does so by the clock: on a
 * machine that has much else to do the clock tells nothing of what was compiled.
 */
public final class WarmUp {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	/** Enough for all that is called once a request to be compiled. */
	private static final int CALLS = 50_000;

	private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(300);

	private static final long MOST = TimeUnit.SECONDS.toNanos(2);

	private WarmUp() {
	}

	/**
	 * Run something many times.
	 * @param benchmark what is run
	 * @throws Exception if it fails
	 */
	public static void run(Callable<?> benchmark) throws Exception {
		long start = THREADS.getCurrentThreadCpuTime();
		long time = 0;
		for (int calls = 0; time < LEAST || (time < MOST && calls < CALLS); calls++) {
			benchmark.call();
			time = THREADS.getCurrentThreadCpuTime() - start;
		}
	}

}
