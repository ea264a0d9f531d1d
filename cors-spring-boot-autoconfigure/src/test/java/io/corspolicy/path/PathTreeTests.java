package io.corspolicy.path;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PathTree}: it finds what trying every entry finds, in order.
 */
class PathTreeTests {

	private static final List<String> SEGMENTS = List.of("a", "b", "A", "*", "{x}", "{x:[ab]+}", "a*");

	private static final List<String> ENDS = List.of("", "", "/", "/**", "/{*rest}", "/*");

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void findsWhatTryingEveryEntryFinds(boolean caseSensitive) {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(caseSensitive);
		Random random = new Random(20261121);
		int found = 0;
		for (int round = 0; round < 200; round++) {
			List<Entry> entries = entries(random, parser);
			PathTree<Entry> tree = new PathTree<>(entries, ParsedPaths.of(caseSensitive));
			for (int i = 0; i < 20; i++) {
				PathContainer path = PathContainer.parsePath(path(random));
				List<Entry> matching = entries.stream().filter((entry) -> entry.pattern().matches(path)).toList();
				assertThat(tree.all(path)).as("%s in %s", path, entries)
					.containsExactlyInAnyOrderElementsOf(matching)
					.isSortedAccordingTo(Comparator.comparingInt(RankedPattern::rank));
				int best = matching.isEmpty() ? 0 : matching.get(0).rank();
				assertThat(tree.mostSpecific(path)).as("%s in %s", path, entries)
					.containsExactlyInAnyOrderElementsOf(
							matching.stream().filter((entry) -> entry.rank() == best).toList());
				found += matching.size();
			}
		}
		assertThat(found).isGreaterThan(2000);
	}

	/**
	 * Characters that are one letter to {@code PathPattern}, though not in lower case.
	 */
	@Test
	void foldsCaseAsPatternsDo() {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(false);
		for (char letter = 'a'; letter <= 'z'; letter++) {
			PathPattern pattern = parser.parse("/" + letter);
			String folded = PathShape.fold(String.valueOf(letter));
			for (int other = 0; other <= Character.MAX_VALUE; other++) {
				if (Character.isLetter(other) && !Character.isSurrogate((char) other)) {
					String text = Character.toString(other);
					boolean matches = pattern.matches(PathContainer.parsePath("/" + text));
					assertThat(PathShape.fold(text).equals(folded)).as(text).isEqualTo(matches);
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void findsWhatEveryEntryMeets(boolean caseSensitive) {
		Random random = new Random(20261121);
		ParsedPaths matching = ParsedPaths.of(caseSensitive);
		UnaryOperator<String> key = caseSensitive ? UnaryOperator.identity() : PathShape::fold;
		int meetings = 0;
		for (int round = 0; round < 200; round++) {
			List<Entry> entries = entries(random, matching.parser());
			PathTree<Entry> tree = new PathTree<>(entries, matching);
			for (Entry entry : entries) {
				List<Entry> expected = entries.stream()
					.filter((other) -> other != entry && entry.shape().overlaps(other.shape(), key))
					.toList();
				assertThat(tree.overlapping(entry)).as("%s in %s", entry, entries)
					.containsExactlyInAnyOrderElementsOf(expected);
				assertThat(tree.crossing(entry)).as("%s in %s", entry, entries)
					.containsExactlyInAnyOrderElementsOf(
							expected.stream().filter((other) -> other.rank() == entry.rank()).toList());
				meetings += expected.size();
			}
		}
		assertThat(meetings).isGreaterThan(500);
	}

	/** What two shapes have in common is a pattern that both take in. */
	@ParameterizedTest
	@CsvSource({ "/a, /a, true, /a", "/a, /b, false, ", "/a, /*, true, /a", "/{x}, /*, true, /*",
			"/a/{x}, /*/b, true, /a/b", "/a/**, /a/b, true, /a/b", "/a/**, /a, true, /a", "/a, /a/**, true, /a",
			"/a/**, /*/b/**, true, /a/b/**", "/a/**, /a/{*rest}, true, /a/**", "/a/b, /a, false, ",
			"/a/{x:[ab]}, /a/{y:[ab]}, true, '/a/{:[ab]}'", "/a/{x:[ab]}, /a/{y:[bc]}, false, ",
			"/a/{x:[ab]}, /a/b, false, ", "/**, /x*, false, ", "/x*, /x, false, ", "/a//b, /a/b, true, /a/b",
			"/a/{*rest}, /a/b/c, true, /a/b/c", "/{a}/y/*, /x/{b}, false, " })
	void shapesMeetWhereAPathIsCertainToMatchBoth(String one, String other, boolean overlap, String common) {
		PathShape first = PathShape.of(one);
		PathShape second = PathShape.of(other);
		assertThat(first.overlaps(second, UnaryOperator.identity())).isEqualTo(overlap);
		assertThat(second.overlaps(first, UnaryOperator.identity())).isEqualTo(overlap);
		if (overlap) {
			assertThat(first.common(second)).isEqualTo(common);
			assertThat(second.common(first)).isEqualTo(common);
		}
	}

	@ParameterizedTest
	@CsvSource({ "/a, /A, true", "/a/{x}, /A/*, true", "/a/**, /A, true", "/a, /B, false",
			"/a/{x:\\d}, /A/{x:\\d}, true", "/{x:\\d}, /{x:\\D}, false" })
	void shapesMeetInAnyCaseWhereThePatternsDo(String one, String other, boolean overlap) {
		assertThat(PathShape.of(one).overlaps(PathShape.of(other), PathShape::fold)).isEqualTo(overlap);
	}

	@ParameterizedTest
	@CsvSource({ "/actuator/**, /actuator, true", "/actuator, /actuator, true", "/actuator/health, /actuator, true",
			"/**, /actuator, false", "/act*/**, /actuator, false", "/{x}/health, /actuator, false",
			"/actuators, /actuator, false", "/a, /a/b, false", "/a/b/c, /a/b, true", "/x, '', true" })
	void beginsWithLiteralSegmentsOnly(String pattern, String base, boolean begins) {
		assertThat(PathShape.of(pattern).beginsWith(PathShape.of(base))).isEqualTo(begins);
	}

	/** Sorted, and equally specific ones in groups. */
	private static List<Entry> entries(Random random, PathPatternParser parser) {
		Set<String> patterns = new HashSet<>();
		for (int i = 0; i < 8; i++) {
			patterns.add(IntStream.range(0, random.nextInt(4))
				.mapToObj((segment) -> "/" + SEGMENTS.get(random.nextInt(SEGMENTS.size())).replace("x", "x" + segment))
				.collect(Collectors.joining("", "", ENDS.get(random.nextInt(ENDS.size())))));
		}
		List<PathPattern> sorted = patterns.stream()
			.sorted()
			.map(parser::parse)
			.sorted(PathPattern.SPECIFICITY_COMPARATOR)
			.toList();
		return IntStream.range(0, sorted.size())
			.mapToObj((i) -> new Entry(sorted.get(i),
					(int) sorted.subList(0, i)
						.stream()
						.filter((other) -> PathPattern.SPECIFICITY_COMPARATOR.compare(other, sorted.get(i)) != 0)
						.count()))
			.toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/\u0131nternal", "/INTERNAL", "/\u0130nternal", "/internal" })
	void leavesToThePatternWhichCharactersAreOneInAnyCase(String path) {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(false);
		List<Entry> entries = List.of(new Entry(parser.parse("/internal"), 0));
		PathContainer parsed = PathContainer.parsePath(path);
		assertThat(new PathTree<>(entries, new ParsedPaths(parser)).all(parsed))
			.hasSize(entries.get(0).pattern().matches(parsed) ? 1 : 0);
	}

	private static String path(Random random) {
		return IntStream.range(0, random.nextInt(4))
			.mapToObj((i) -> "/" + List.of("a", "b", "A", "c", "").get(random.nextInt(5)))
			.collect(Collectors.joining("", "", (random.nextInt(4) == 0) ? "/" : ""));
	}

	/**
	 * A pattern in its place.
	 */
	private static final class Entry extends RankedPattern {

		Entry(PathPattern pattern, int rank) {
			super(pattern, PathShape.of(pattern.getPatternString()), rank);
		}

		@Override
		public String toString() {
			return pattern() + " at " + rank();
		}

	}

}
