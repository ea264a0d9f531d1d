package io.corspolicy.path;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ShapeIndex}: compared with a look at each pattern.
 */
class ShapeIndexTests {

	private static final List<String> SEGMENTS = List.of("a", "b", "*", "**", "{x}", "{x:[ab]}", "a?", "");

	private static final PathComparison COMPARISON = new PathComparison(ParsedPaths.DEFAULT);

	@Test
	void findsAllThatOverlap() {
		List<PathShape> all = new ArrayList<>();
		for (String one : SEGMENTS) {
			all.add(PathShape.of("/" + one));
			for (String two : SEGMENTS) {
				all.add(PathShape.of("/" + one + "/" + two));
				SEGMENTS.forEach((three) -> all.add(PathShape.of("/" + one + "/" + two + "/" + three)));
			}
		}
		ShapeIndex index = new ShapeIndex(all, COMPARISON);
		for (PathShape shape : all) {
			int[] found = index.candidates(shape);
			assertThat(found).isSorted().doesNotHaveDuplicates();
			assertThat(IntStream.of(found).filter((i) -> COMPARISON.overlap(all.get(i), shape)).boxed().toList())
				.isEqualTo(IntStream.range(0, all.size())
					.filter((i) -> COMPARISON.overlap(all.get(i), shape))
					.boxed()
					.toList());
		}
		assertThat(index.candidates(PathShape.of("/a/b/a"))).hasSizeLessThan(all.size() * 3 / 4);
	}

}
