package io.corspolicy.fleet;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the guide says of a thousand instances that ask one database for a version. They
 * are simulated: each asks for the first time after a random part of the interval, and
 * then after 80 to 100 % of it.
 */
class PollingLoadTests {

	private static final int INSTANCES = 1000;

	private static final int INTERVAL = 30;

	private static final int SECONDS = 3600;

	@Test
	void aThousandInstancesThatStartTogetherDoNotAskTogether() {
		int[] questions = simulate(new Random(1));
		double mean = Arrays.stream(questions).average().orElseThrow();
		double deviation = Math
			.sqrt(Arrays.stream(questions).mapToDouble((second) -> Math.pow(second - mean, 2)).average().orElseThrow());
		assertThat(mean).isBetween(36.5, 37.5);
		assertThat(deviation).isLessThan(1.1 * Math.sqrt(mean));
		assertThat(Arrays.stream(questions).max().orElseThrow()).isLessThan(75);
	}

	/** How many instances ask in each second. */
	private static int[] simulate(Random random) {
		int[] questions = new int[SECONDS];
		for (int instance = 0; instance < INSTANCES; instance++) {
			for (double time = INTERVAL * random.nextDouble(); time < SECONDS; time += INTERVAL
					* (1 - 0.2 * random.nextDouble())) {
				questions[(int) time]++;
			}
		}
		return questions;
	}

}
