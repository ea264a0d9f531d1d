package io.corspolicy.path;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link OutlineIndex}: compared with a look at each outline.
 */
class OutlineIndexTests {

	private static final List<String> SEGMENTS = List.of("a", "b", "*", "**", "{x}", "{x:[ab]}", "a?", "");

	@Test
	void findsAllThatOverlap() {
		List<PathOutline> all = new ArrayList<>();
		for (String one : SEGMENTS) {
			all.add(outline("/" + one));
			for (String two : SEGMENTS) {
				all.add(outline("/" + one + "/" + two));
				SEGMENTS.forEach((three) -> all.add(outline("/" + one + "/" + two + "/" + three)));
			}
		}
		OutlineIndex index = new OutlineIndex(all);
		for (PathOutline outline : all) {
			int[] found = index.candidates(outline);
			assertThat(found).isSorted().doesNotHaveDuplicates();
			assertThat(IntStream.of(found).filter((i) -> all.get(i).overlaps(outline)).boxed().toList())
				.isEqualTo(IntStream.range(0, all.size()).filter((i) -> all.get(i).overlaps(outline)).boxed().toList());
		}
		assertThat(index.candidates(outline("/a/b/a"))).hasSizeLessThan(all.size() * 3 / 4);
	}

	private static PathOutline outline(String pattern) {
		return PathOutline.of(pattern, PathPatternParser.defaultInstance);
	}

}
