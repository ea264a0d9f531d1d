package io.corspolicy.benchmarks;

import java.util.concurrent.TimeUnit;

/**
 * How long everything is measured, in nanoseconds of processor time.
 *
 * @param warmUp how long each filter is warmed up at least
 * @param slices how often each filter is measured
 * @param webProcesses among how many virtual machines, one after the other, these slices
 * of a web filter are divided
 * @param slice the length of one slice
 * @param all whether all variants are measured, or few
 */
record Pace(long warmUp, int slices, int webProcesses, long slice, boolean all) {

	/** Under four minutes, without the build. */
	static final Pace SHORT = new Pace(TimeUnit.MILLISECONDS.toNanos(300), 30, 1, TimeUnit.MILLISECONDS.toNanos(4),
			false);

	/** 25 to 35 minutes. */
	static final Pace LONG = new Pace(TimeUnit.MILLISECONDS.toNanos(1200), 80, 4, TimeUnit.MILLISECONDS.toNanos(6),
			true);

	/**
	 * How many virtual machines each filter of a stack has, one after the other. How a
	 * reactive chain is compiled differs from one to the next by more than most filters
	 * cost.
	 */
	int processes(Stack stack) {
		return (stack == Stack.REACTIVE) ? this.webProcesses : 1;
	}

}
