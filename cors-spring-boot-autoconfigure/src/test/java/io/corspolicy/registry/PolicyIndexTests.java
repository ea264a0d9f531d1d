package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PolicyIndex} and what compiles it.
 */
class PolicyIndexTests {

	private static final List<String> PATTERN_SEGMENTS = List.of("a", "b", "A", "*", "{x}", "{y}", "{x:[ab]+}", "a*",
			"?", "**", "{*rest}", "b.txt", "{x}.txt", "a b");

	private static final List<String> PATH_SEGMENTS = List.of("a", "b", "A", "ab", "b.txt", "%61", "a%2Fb", "a;v=1", "",
			"%41", "a%20b", "..", ".");

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void findsWhatTryingEveryPatternFinds(boolean caseSensitive) {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(caseSensitive);
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		int found = 0;
		for (int round = 0; round < 300; round++) {
			List<PathPattern> patterns = patterns(random, parser);
			PolicyIndex index = index(patterns, parser);
			for (int i = 0; i < 30; i++) {
				PathContainer path = PathContainer.parsePath(path(random));
				Set<String> expected = naive(patterns, path);
				assertThat(names(index.find(path))).as("seed %d: %s in %s", seed, path, patterns).isEqualTo(expected);
				found += expected.isEmpty() ? 0 : 1;
			}
		}
		assertThat(found).isGreaterThan(1000);
	}

	private static List<PathPattern> patterns(Random random, PathPatternParser parser) {
		List<PathPattern> patterns = new ArrayList<>();
		while (patterns.size() < 8) {
			try {
				PathPattern pattern = parser.parse(join(random, PATTERN_SEGMENTS));
				if (!patterns.contains(pattern)) {
					patterns.add(pattern);
				}
			}
			catch (PatternParseException ex) {
				// Not every combination is a pattern.
			}
		}
		return patterns;
	}

	private static String path(Random random) {
		return join(random, PATH_SEGMENTS);
	}

	private static String join(Random random, List<String> segments) {
		String text = IntStream.range(0, random.nextInt(5))
			.mapToObj((i) -> "/" + segments.get(random.nextInt(segments.size())))
			.collect(Collectors.joining());
		return (text.isEmpty() || random.nextInt(8) == 0) ? text + "/" : text;
	}

	/**
	 * Every pattern is tried; all of the most specific ones that match answer.
	 */
	private static Set<String> naive(List<PathPattern> patterns, PathContainer path) {
		List<PathPattern> matching = patterns.stream().filter((pattern) -> pattern.matches(path)).toList();
		@Nullable PathPattern best = matching.stream().min(PathPattern.SPECIFICITY_COMPARATOR).orElse(null);
		return matching.stream()
			.filter((pattern) -> PathPattern.SPECIFICITY_COMPARATOR.compare(pattern, best) == 0)
			.map((pattern) -> "p" + patterns.indexOf(pattern))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	static Set<String> names(@Nullable PolicySet policies) {
		return (policies != null) ? new TreeSet<>(policies.names()) : Set.of();
	}

	private static PolicyIndex index(List<PathPattern> patterns, PathPatternParser parser) {
		List<PolicyDefinition> definitions = IntStream.range(0, patterns.size())
			.mapToObj((i) -> definition("p" + i, "https://p" + i + ".example", patterns.get(i).getPatternString()))
			.toList();
		return TestCompiler.compile(parser, definitions);
	}

	private static PolicyDefinition definition(String name, String origin, String... paths) {
		return new PolicyDefinition(name, Arrays.asList(paths),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(origin)));
	}

	@ParameterizedTest
	@CsvSource({ "/items/{id}, /items/{name}", "/api/**, /api/{*rest}", "/{a:[0-9]+}/x, /{b:[0-9]+}/x",
			"/{a}/y, /x/{b}", "/a/*, /a/*" })
	void patternsThatAreTheSameContradictEachOther(String one, String other) {
		assertThatExceptionOfType(InvalidPolicyException.class)
			.isThrownBy(() -> compile(definition("one", "https://a.example", one),
					definition("other", "https://a.example", other)))
			.satisfies((ex) -> assertThat(ex.problems()).singleElement()
				.extracting(PolicyProblem::code, PolicyProblem::policy, PolicyProblem::field, PolicyProblem::value)
				.containsExactly(ProblemCode.CONFLICTING_POLICIES, "other", "allowed-origins", "https://a.example"));
	}

	@ParameterizedTest
	@CsvSource({ "/items/{id}, /items/*", "/api/**, /api/v1/**", "/{a:[0-9]+}/x, /{b:[a-z]+}/x", "/a/{x}, /b/{x}",
			"/a, /a/" })
	void patternsThatAreNotTheSameDoNotContradictEachOther(String one, String other) {
		PolicyIndex index = compile(definition("one", "https://a.example", one),
				definition("other", "https://a.example", other));
		assertThat(index).isNotNull();
	}

	@Test
	void policiesOnOnePathTakeTurnsByOriginOrMethod() {
		PolicyDefinition reader = definition("reader", "https://a.example", "/x");
		PolicyDefinition writer = definition("writer", "https://a.example", "/x");
		reader = new PolicyDefinition("reader", reader.paths(),
				reader.spec().with(Attribute.ALLOWED_METHODS, List.of("GET")));
		writer = new PolicyDefinition("writer", writer.paths(),
				writer.spec().with(Attribute.ALLOWED_METHODS, List.of("PUT")));
		PolicyIndex index = compile(reader, writer, definition("other", "https://b.example", "/x"));
		assertThat(names(index.find(PathContainer.parsePath("/x")))).containsExactly("other", "reader", "writer");
	}

	@Test
	void everyProblemOfEveryPolicyIsReported() {
		assertThatExceptionOfType(InvalidPolicyException.class)
			.isThrownBy(() -> compile(definition("My Policy", "https://a.example/", "x", "/{", "/y", "/y"),
					definition("other", "", "/x"), definition("other", "https://b.example", "/z")))
			.satisfies((ex) -> assertThat(ex.problems())
				.extracting((problem) -> problem.policy() + "." + problem.field())
				.containsExactlyInAnyOrder("My Policy.name", "My Policy.allowed-origins[0]", "My Policy.paths[0]",
						"My Policy.paths[1]", "My Policy.paths[3]", "other.allowed-origins[0]", "other.name"));
	}

	@Test
	void aPolicyWithoutPathsGovernsNothing() {
		assertThat(compile(definition("idle", "https://a.example")).find(PathContainer.parsePath("/"))).isNull();
	}

	@Test
	void caseMattersWhereItDoesForTheRouter() {
		PathPatternParser anyCase = new PathPatternParser();
		anyCase.setCaseSensitive(false);
		for (PathPatternParser parser : List.of(anyCase, PathPatternParser.defaultInstance)) {
			CorsPolicyRegistry registry = new CorsPolicyRegistry(
					List.of(() -> List.of(definition("api", "https://a.example", "/api/*"))), () -> parser);
			Set<String> expected = (parser == anyCase) ? Set.of("api") : Set.of();
			assertThat(registry.overlapping("/API/x")).isEqualTo(expected);
			assertThat(names(PolicyLookup.find(registry, PathContainer.parsePath("/API/x")))).isEqualTo(expected);
		}
	}

	@Test
	void aRefusedRefreshKeepsTheOldPolicies() {
		List<PolicyDefinition> definitions = new ArrayList<>(List.of(definition("old", "https://a.example", "/x")));
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.copyOf(definitions)),
				() -> PathPatternParser.defaultInstance);
		PathContainer path = PathContainer.parsePath("/x");
		assertThat(names(PolicyLookup.find(registry, path))).containsExactly("old");
		definitions.set(0, definition("new", "not an origin", "/x"));
		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(registry::refresh);
		assertThat(names(PolicyLookup.find(registry, path))).containsExactly("old");
		definitions.set(0, definition("new", "https://a.example", "/x"));
		registry.refresh();
		assertThat(names(PolicyLookup.find(registry, path))).containsExactly("new");
	}

	private static PolicyIndex compile(PolicyDefinition... definitions) {
		List<PolicyDefinition> shuffled = new ArrayList<>(Arrays.asList(definitions));
		shuffled.sort(Comparator.comparing(PolicyDefinition::name));
		return TestCompiler.compile(shuffled);
	}

}
