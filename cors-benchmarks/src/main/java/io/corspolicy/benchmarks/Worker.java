package io.corspolicy.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import com.sun.management.ThreadMXBean;

/**
 * Makes requests of one row to one filter, in a virtual machine of its own: as many as it
 * is told to, each time it is told.
 */
public final class Worker {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private final Measured measured;

	/** Depends on all answers, so that none of the work can be left out. */
	private int answers;

	private Worker(Measured measured) {
		this.measured = measured;
	}

	/**
	 * Prepare, and make requests until the input ends.
	 * @param arguments the names of the stack, the row and the variant
	 * @throws Exception if the filter does not give the answer that is measured
	 */
	public static void main(String[] arguments) throws Exception {
		Measured measured = Stack.valueOf(arguments[0]).measured(Row.of(arguments[1]), Variant.valueOf(arguments[2]));
		measured.prepare();
		Worker worker = new Worker(measured);
		worker.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII)));
		System.out.println(worker.answers);
	}

	private void obey(BufferedReader input) throws Exception {
		for (String line = input.readLine(); line != null; line = input.readLine()) {
			System.out.println(slice(Integer.parseInt(line)).line());
		}
	}

	private Slice slice(int requests) throws Exception {
		long bytes = THREADS.getCurrentThreadAllocatedBytes();
		long start = THREADS.getCurrentThreadCpuTime();
		run(requests);
		double time = THREADS.getCurrentThreadCpuTime() - start;
		double allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
		return new Slice(time / requests, allocated / requests);
	}

	private void run(int requests) throws Exception {
		for (int i = 0; i < requests; i++) {
			this.answers += this.measured.request();
		}
	}

}
