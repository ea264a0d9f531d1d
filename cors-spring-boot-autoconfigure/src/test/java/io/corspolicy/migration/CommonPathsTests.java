package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tree finds what comparing all patterns two by two finds.
 */
class CommonPathsTests {

	private static final List<String> SEGMENTS = List.of("a", "b", "A", "", "*", "{x}", "{y}", "**", "{*rest}",
			"{x:[0-9]+}", "a*", "a?");

	private final long seed = new Random().nextLong();

	@RepeatedTest(20)
	void findsWhatComparingTwoByTwoFinds() {
		Random random = new Random(this.seed);
		Set<String> texts = new TreeSet<>();
		for (int i = 0; i < 60; i++) {
			texts.add(pattern(random));
		}
		List<List<String>> patterns = texts.stream().map(SamplePath::segments).toList();
		CommonPaths common = new CommonPaths(patterns);
		Set<String> twoByTwo = new TreeSet<>();
		for (int i = 0; i < patterns.size(); i++) {
			for (int j = i + 1; j < patterns.size(); j++) {
				String both = (SamplePath.isWild(patterns.get(i)) || SamplePath.isWild(patterns.get(j)))
						? SamplePath.common(patterns.get(i), patterns.get(j)) : null;
				if (both != null) {
					twoByTwo.add(both);
				}
			}
		}
		assertThat(common.all()).as("seed %d", this.seed).isEqualTo(twoByTwo);
		for (int i = 0; i < 20; i++) {
			List<String> one = SamplePath.segments(pattern(random));
			assertThat(common.with(one)).as("%s, seed %d", one, this.seed)
				.containsExactlyElementsOf(IntStream.range(0, patterns.size())
					.filter((other) -> SamplePath.common(one, patterns.get(other)) != null)
					.boxed()
					.toList());
		}
	}

	@Test
	void plainPathsHaveNothingInCommon() {
		assertThat(new CommonPaths(List.of(List.of("a", "b"), List.of("a", "b"), List.of("a"))).all()).isEmpty();
	}

	private static String pattern(Random random) {
		List<String> segments = new ArrayList<>();
		int length = 1 + random.nextInt(3);
		for (int i = 0; i < length; i++) {
			segments.add(SEGMENTS.get(random.nextInt(SEGMENTS.size())));
		}
		return (random.nextInt(10) == 0 ? "" : "/") + String.join("/", segments);
	}

}
