package io.corspolicy.benchmarks;

import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How long everything is measured.
 *
 * @param rounds how often everything is gone through, each time in new virtual machines
 * @param warmups iterations before the measurement
 * @param warmup the length of one of them
 * @param iterations iterations of the measurement
 * @param iteration the length of one of them
 * @param all whether all variants are measured, or few
 */
record Pace(int rounds, int warmups, TimeValue warmup, int iterations, TimeValue iteration, boolean all) {

	/** Under four minutes, without the build. */
	static final Pace SHORT = new Pace(1, 1, TimeValue.milliseconds(100), 12, TimeValue.milliseconds(30), false);

	/** Under half an hour. */
	static final Pace LONG = new Pace(1, 2, TimeValue.milliseconds(100), 12, TimeValue.milliseconds(60), true);

}
