package io.corspolicy.path;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.corspolicy.engine.table.OpenAddressing;
import io.corspolicy.registry.DeepPatterns;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PathAutomaton}: what it says is what {@link PathPattern} says.
 */
class PathAutomatonTests {

	private static final long SLOTS_OF_ONE = OpenAddressing.size(1);

	private static final long SLOTS_OF_THREE = OpenAddressing.size(3);

	private static final PathPatternParser PARSER = PathPatternParser.defaultInstance;

	private static final List<String> SIMPLE = List.of("a", "b", "A", "Aa", "BB", "*", "{x}", "{y}", "a.b", "a b", "ä",
			"a%20b", "a;b", ".", "..", "");

	/** "Aa" and "BB" have the same hash. */
	private static final List<String> SEGMENTS = List.of("a", "b", "A", "Aa", "BB", "a.b", "...", "a-_~!$&'()*+,=:@",
			"c");

	private static final List<String> ODD = List.of("%61", "a;v=1", ".", "..", "", "a%20b", "ä", "a b");

	@Test
	void saysWhatTryingEveryPatternSays() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		int plain = 0;
		int matching = 0;
		for (int round = 0; round < 2000; round++) {
			boolean odd = random.nextInt(4) == 0;
			List<List<Entry>> lists = List.of(entries(random, odd), entries(random, false));
			PathAutomaton<List<Set<PathPattern>>> automaton = automaton(lists, true);
			for (int i = 0; i < 40; i++) {
				String path = path(random);
				List<Set<PathPattern>> found = automaton.find(path, 0);
				if (found != null) {
					plain++;
					List<Set<PathPattern>> expected = lists.stream().map((list) -> matching(list, path)).toList();
					assertThat(found).as("seed %d: %s in %s", seed, path, lists).isEqualTo(expected);
					matching += expected.stream().mapToInt(Set::size).sum();
				}
			}
		}
		assertThat(plain).isGreaterThan(40_000);
		assertThat(matching).isGreaterThan(20_000);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "//", "/a//b", "/a//", "/%61", "/a;v=1", "/./a", "/a/.", "/..", "/a/../b", "/ä",
			"/a b", "/a\t", "/a\u007f", "*" })
	void leavesToTheParserWhatIsNotPlain(String path) {
		List<Entry> entries = List.of(entry("/a/*/*/*", 0), entry("/*/*/*/*", 1), entry("/**", 2));
		assertThat(automaton(List.of(entries), true).find(path, 0)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/a//b", "/a//", "/a/%61", "/a/b;v=1", "/a/./b", "/a/.", "/a/..", "/a/../b", "/a/\u00e4",
			"/a/", "/a/b/c" })
	void doesNotMindWhatFollowsAPrefixThatTakesInAnything(String path) {
		List<Entry> entries = List.of(entry("/b/c", 0), entry("/a/**", 1), entry("/*/c/**", 2));
		PathAutomaton<List<Set<PathPattern>>> automaton = automaton(List.of(List.of(entries.get(0), entries.get(1))),
				true);
		assertThat(automaton.find("/a/b" + path, 0)).containsExactly(matching(entries, "/a/b" + path));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "//", "//b", "/%61", "/%2F", "/;v=1", "/b;v=1", "/.", "/./b", "/..", "/../b",
			"/\u00e4", "/b" })
	void doesNotMindTheFirstSegmentBehindThePrefixEither(String path) {
		List<Entry> entries = List.of(entry("/a/**", 0), entry("/a", 1), entry("/a/", 2), entry("/b/*", 3));
		for (List<Entry> some : List.of(entries, entries.subList(0, 1), entries.subList(0, 2))) {
			List<Set<PathPattern>> found = automaton(List.of(some), true).find("/a" + path, 0);
			if (some == entries && !path.isEmpty() && !path.equals("/") && !path.equals("/b")) {
				// A segment that leads on stands in the way.
				assertThat(found).isNull();
			}
			else {
				assertThat(found).containsExactly(matching(some, "/a" + path));
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "/a/x*, /a/b, false", "/a/x*, /b/b, true", "/a/x*, /a, false", "/{x:[a-z]+}/b, /c/b, false",
			"/**/b, /c/b, false", "/a/?, /a/b/c, false" })
	void leavesToTheParserWhatOnlyItUnderstands(String pattern, String path, boolean found) {
		assertThat(automaton(List.of(List.of(entry(pattern, 0))), true).find(path, 0) != null).isEqualTo(found);
	}

	@Test
	void leavesToTheParserWhatIsMatchedInAnyCase() {
		assertThat(automaton(List.of(List.of(entry("/a", 0))), false).find("/a", 0)).isNull();
	}

	@Test
	void beginsWhereItIsTold() {
		List<List<Entry>> lists = List.of(List.of(entry("/a", 0)));
		assertThat(automaton(lists, true).find("/app/a", 4)).first().satisfies((set) -> assertThat(set).hasSize(1));
		assertThat(automaton(lists, true).find("/app/a", 3)).isNull();
		assertThat(automaton(lists, true).find("/app", 4)).isNull();
	}

	/**
	 * Patterns that could make any number of states make a bounded one, and nothing is
	 * found wrong beyond it.
	 */
	@Test
	@Tag("long")
	void isBounded() {
		List<Entry> entries = new ArrayList<>();
		for (int i = 0; i < 14; i++) {
			for (String name : List.of("a", "b")) {
				String pattern = "/*".repeat(i) + "/" + name + "/**";
				entries.add(entry(pattern, entries.size()));
			}
		}
		List<List<Entry>> lists = List.of(entries);
		PathAutomaton<List<Set<PathPattern>>> automaton = automaton(lists, true);
		Random random = new Random(1);
		int lost = 0;
		for (int i = 0; i < 60_000; i++) {
			String path = IntStream.range(0, 14)
				.mapToObj((segment) -> "/" + "abc".charAt(random.nextInt(3)))
				.collect(Collectors.joining());
			List<Set<PathPattern>> found = automaton.find(path, 0);
			lost += (found != null) ? 0 : 1;
			if (i % 100 == 0 && found != null) {
				assertThat(found).containsExactly(matching(entries, path));
			}
		}
		assertThat(lost).isPositive();
		assertThat(automaton.bytes()).isLessThanOrEqualTo(automaton.maxBytes()).isPositive();
	}

	/**
	 * What is remembered of paths, and of policies that meet on them, has a bound in
	 * bytes.
	 */
	@Test
	@Tag("process")
	void deepPatternsFitIntoLittleMemory() throws Exception {
		long seed = new Random().nextLong();
		Path log = Files.createTempFile("deep-patterns", ".log");
		Process program = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-cp", System.getProperty("java.class.path"), DeepPatterns.class.getName(),
				String.valueOf(seed), "100000")
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			assertThat(program.waitFor(120, TimeUnit.SECONDS)).isTrue();
			assertThat(program.exitValue()).as("seed %d: %s", seed, Files.readString(log)).isZero();
		}
		finally {
			program.destroyForcibly();
			Files.delete(log);
		}
	}

	/**
	 * What is said of a state is compared with the patterns themselves: here they are
	 * others than their text and their parser's options let expect.
	 */
	@Test
	void doesNotUseWhatThePatternsDoNotSay() {
		PathPatternParser other = new PathPatternParser();
		other.setPathOptions(PathContainer.Options.MESSAGE_ROUTE);
		List<Entry> entries = List.of(new Entry(other.parse("/a.b"), 0), entry("/a", 1), entry("/b/*", 2));
		PathAutomaton<List<Set<PathPattern>>> automaton = automaton(List.of(entries), true);
		assertThat(matching(entries, "/a.b")).isEmpty();
		assertThat(automaton.find("/a.b", 0)).isNull();
		assertThat(automaton.find("/a.b", 0)).isNull();
		for (String path : List.of("/a", "/b/x", "/c", "/a")) {
			assertThat(automaton.find(path, 0)).containsExactly(matching(entries, path));
		}
	}

	@Test
	void theSizeOfStatesIsCountedOnce() {
		List<Entry> entries = List.of(entry("/a/b", 0), entry("/a/c", 1), entry("/d", 2), entry("/*/e", 3),
				entry("/f/**", 4));
		PathAutomaton<List<Set<PathPattern>>> automaton = automaton(List.of(entries), true);
		// A state has a node, or several, what matches any rest, and slots for literals.
		long start = 400 + 12 + 24 * SLOTS_OF_THREE;
		assertThat(automaton.bytes()).isEqualTo(start);
		automaton.find("/a", 0);
		long behindA = start + 400 + 2 * 12 + 24 * SLOTS_OF_THREE;
		assertThat(automaton.bytes()).isEqualTo(behindA);
		automaton.find("/a", 0);
		assertThat(automaton.bytes()).isEqualTo(behindA);
		automaton.find("/f", 0);
		assertThat(automaton.bytes()).isEqualTo(behindA + 400 + 3 * 12 + 24 * SLOTS_OF_ONE);
		assertThat(automaton.maxBytes()).isEqualTo(8_000_000 + 700 * 8)
			.isGreaterThan(automaton(List.of(List.of(entry("/a", 0))), true).maxBytes());
	}

	@Test
	void knowsTheOptionsOfEveryParserThatHasNone() {
		for (PathPatternParser parser : List.of(PathPatternParser.defaultInstance, new PathPatternParser())) {
			PathTree<Entry> tree = new PathTree<>(List.of(new Entry(parser.parse("/a"), 0)), new ParsedPaths(parser));
			assertThat(tree.matching()).isEqualTo(ParsedPaths.DEFAULT);
			assertThat(new PathAutomaton<>(List.of(tree), PathSegments.of(List.of(tree), PathSegments.NONE),
					(matching) -> "")
				.find("/a", 0)).isNotNull();
		}
	}

	@Test
	void leavesToTheParserWhatHasOtherOptions() {
		PathPatternParser other = new PathPatternParser();
		other.setPathOptions(PathContainer.Options.create('/', false));
		PathTree<Entry> tree = new PathTree<>(List.of(new Entry(other.parse("/a b"), 0)), new ParsedPaths(other));
		assertThat(
				new PathAutomaton<>(List.of(tree), PathSegments.of(List.of(tree), PathSegments.NONE), (matching) -> "")
					.find("/c", 0))
			.isNull();
	}

	private static PathAutomaton<List<Set<PathPattern>>> automaton(List<List<Entry>> lists, boolean caseSensitive) {
		List<PathTree<Entry>> trees = lists.stream()
			.map((entries) -> new PathTree<>(entries, ParsedPaths.of(caseSensitive)))
			.toList();
		return new PathAutomaton<>(trees, PathSegments.of(trees, PathSegments.NONE), (matching) -> {
			assertThat(matching).allSatisfy(
					(list) -> assertThat(list).isSortedAccordingTo(Comparator.comparingInt(RankedPattern::rank)));
			return matching.stream()
				.map((list) -> list.stream().map(RankedPattern::pattern).collect(Collectors.toSet()))
				.toList();
		});
	}

	private static Set<PathPattern> matching(List<Entry> entries, String path) {
		PathContainer parsed = PathContainer.parsePath(path);
		return entries.stream()
			.map(Entry::pattern)
			.filter((pattern) -> pattern.matches(parsed))
			.collect(Collectors.toSet());
	}

	private static List<Entry> entries(Random random, boolean odd) {
		Set<PathPattern> patterns = new HashSet<>();
		for (int i = 0; i < 6; i++) {
			PathPattern pattern = pattern(random, odd);
			if (pattern != null) {
				patterns.add(pattern);
			}
		}
		List<PathPattern> sorted = patterns.stream().sorted(PathPattern.SPECIFICITY_COMPARATOR).toList();
		return IntStream.range(0, sorted.size()).mapToObj((i) -> new Entry(sorted.get(i), i)).toList();
	}

	private static @Nullable PathPattern pattern(Random random, boolean odd) {
		StringBuilder text = new StringBuilder();
		int segments = random.nextInt(4);
		for (int i = 0; i < segments; i++) {
			text.append('/').append(SIMPLE.get(random.nextInt(SIMPLE.size())));
		}
		text.append(switch (random.nextInt(odd ? 8 : 5)) {
			case 0 -> "/**";
			case 1 -> "/{*rest}";
			case 2 -> "/";
			case 5 -> "/a*";
			case 6 -> "/{x:[ab]+}";
			case 7 -> "/?/b";
			default -> "";
		});
		try {
			return PARSER.parse(text.toString());
		}
		catch (PatternParseException | IllegalStateException ex) {
			// A variable stands there twice.
			return null;
		}
	}

	private static String path(Random random) {
		StringBuilder path = new StringBuilder();
		int segments = random.nextInt(5);
		for (int i = 0; i < segments; i++) {
			List<String> from = (random.nextInt(12) == 0) ? ODD : SEGMENTS;
			path.append('/').append(from.get(random.nextInt(from.size())));
		}
		return path.append((random.nextInt(4) == 0) ? "/" : "").toString();
	}

	private static Entry entry(String pattern, int rank) {
		return new Entry(PARSER.parse(pattern), rank);
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
