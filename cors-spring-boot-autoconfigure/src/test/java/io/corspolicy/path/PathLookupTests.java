package io.corspolicy.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is found is what trying every pattern finds, whatever parser it is from.
 */
class PathLookupTests {

	private static final List<String> PATTERN_SEGMENTS = List.of("a", "A", "b", "", "*", "{x}", "**", "{*rest}",
			"{x:[0-9]+}", "a*", "a.b", "\u0130", "\u017F");

	private static final List<String> PATH_SEGMENTS = List.of("a", "A", "b", "", "7", "ab", "a.b", "a;v=1", "%61", "i",
			"s", "S", "\u0131");

	private final long seed = new Random().nextLong();

	@RepeatedTest(20)
	void findsWhatTryingEveryPatternFinds() {
		Random random = new Random(this.seed);
		List<PathPatternParser> parsers = parsers();
		List<PathPattern> patterns = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			try {
				patterns.add(parsers.get(random.nextInt(parsers.size())).parse(text(PATTERN_SEGMENTS, random)));
			}
			catch (PatternParseException ex) {
				// Such as one with something behind what matches all the rest.
			}
		}
		PathLookup<PathPattern> lookup = new PathLookup<>(patterns, (pattern) -> pattern);
		for (int i = 0; i < 200; i++) {
			PathContainer path = PathContainer.parsePath(text(PATH_SEGMENTS, random));
			assertThat(lookup.find(path)).as("%s, seed %d", path, this.seed)
				.containsExactlyElementsOf(patterns.stream().filter((pattern) -> pattern.matches(path)).toList());
		}
	}

	@Test
	void findsPatternsWithAnotherSeparator() {
		PathPattern pattern = parsers().get(2).parse(".a.*");
		assertThat(pattern.matches(PathContainer.parsePath("/a/b"))).isTrue();
		assertThat(new PathLookup<>(List.of(pattern), (one) -> one).find(PathContainer.parsePath("/a/b")))
			.containsExactly(pattern);
	}

	private static List<PathPatternParser> parsers() {
		PathPatternParser anyCase = new PathPatternParser();
		anyCase.setCaseSensitive(false);
		PathPatternParser dots = new PathPatternParser();
		dots.setPathOptions(PathContainer.Options.MESSAGE_ROUTE);
		return List.of(PathPatternParser.defaultInstance, anyCase, dots);
	}

	private static String text(List<String> segments, Random random) {
		StringBuilder text = new StringBuilder();
		int length = random.nextInt(4);
		for (int i = 0; i < length; i++) {
			text.append('/').append(segments.get(random.nextInt(segments.size())));
		}
		return text.toString();
	}

}
