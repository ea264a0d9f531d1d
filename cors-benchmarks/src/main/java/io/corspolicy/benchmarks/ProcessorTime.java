package io.corspolicy.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Measures the processor time of the thread that runs a benchmark. On a machine that has
 * nothing else to do it is the time that goes by; on any other it still is what the
 * benchmark costs.
 */
public final class ProcessorTime implements InternalProfiler {

	/** The name of the result. */
	static final String NAME = "cpu";

	/** As JMH names its threads. */
	private static final String WORKER = "jmh-worker";

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private long start;

	@Override
	public String getDescription() {
		return "Processor time of the benchmark's thread";
	}

	@Override
	public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
		this.start = processorTime();
	}

	@Override
	public Collection<? extends Result<?>> afterIteration(BenchmarkParams benchmark, IterationParams iteration,
			IterationResult result) {
		double time = processorTime() - this.start;
		return List.of(new ScalarResult(NAME, time / result.getMetadata().getAllOps(), "ns/op", AggregationPolicy.AVG));
	}

	private static long processorTime() {
		long time = 0;
		for (ThreadInfo thread : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
			if (thread != null && thread.getThreadName().contains(WORKER)) {
				time += THREADS.getThreadCpuTime(thread.getThreadId());
			}
		}
		return time;
	}

}
