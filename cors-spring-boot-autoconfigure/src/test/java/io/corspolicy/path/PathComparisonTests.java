package io.corspolicy.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyLookup;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.RegisteredPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PathComparison} and what {@link CorsPolicyRegistry#overlapping} makes
 * of it.
 */
class PathComparisonTests {

	private static final List<String> SEGMENTS = List.of("a", "b", "*", "{x}", "{x:[ab]}", "**");

	/** All paths of up to four segments. */
	private static final List<PathContainer> PATHS = paths();

	@ParameterizedTest
	@CsvSource({ "/api/items/{id}, /api/**", "/**, /api/v1/items", "/api/{*rest}, /api", "/{a}/x, /b/*",
			"/items/{id:[0-9]+}, /items/*", "/items/{id:[0-9]+}, /items/7", "/{a:[0-9]{3}}, /{b:[0-9]{3}}",
			"/x/*.html, /x/index.html", "api/**, /api/x", "/**/x, /api/**", "/, /*", "/**/x, /a/b/x", "/**/x, /x" })
	void overlap(String one, String other) {
		assertThat(overlap(one, other, PathPatternParser.defaultInstance)).isTrue();
		assertThat(overlap(other, one, PathPatternParser.defaultInstance)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/api/items, /feed/**", "/api, /api/*", "/items/{id:[0-9]+}, /items/special", "/x, /x/",
			"/{a}, /b/{c}", "/{a:[0-9]{3}}, /{b:[0-9]{4}}", "/x/*.html, /x/index.htm", "/API, /api",
			"/{not a pattern, /x", "/**/x, /a/b", "/**/x, /y", "/a/**, /b/**/c" })
	void doNotOverlap(String one, String other) {
		assertThat(overlap(one, other, PathPatternParser.defaultInstance)).isFalse();
		assertThat(overlap(other, one, PathPatternParser.defaultInstance)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "/a, /a", "/*, /a", "/*, /{x}", "/*, /{x:[ab]}", "/{x}, /a*", "/{x:[ab]}, /a", "/**, /a/b",
			"/a/**, /a", "/a/**, /a/b/{c}", "/a/**, /a/**", "/a/{*rest}, /a/b/**" })
	void covers(String one, String other) {
		assertThat(coversAll(one, other)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/a, /b", "/a, /a/b", "/a/b, /a", "/a, /*", "/*, /**", "/*, /a/b", "/{x:[ab]}, /c", "/{x:[ab]}, /{y}",
			"/**/a, /b/a", "/a/**, /b/c", "/a/**, /**" })
	void doesNotCover(String one, String other) {
		assertThat(coversAll(one, other)).isFalse();
	}

	@Test
	void caseMattersWhereItDoesForTheRouter() {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(false);
		assertThat(overlap("/API/{x}", "/api/Y", parser)).isTrue();
		assertThat(overlap("/A*", "/a*", parser)).isTrue();
		assertThat(overlap("/{x:[A-Z]+}", "/{y:[a-z]+}", parser)).isTrue();
		assertThat(overlap("/{x:\\d+}", "/{y:\\d+}", parser)).isTrue();
		assertThat(overlap("/{x:\\D+}", "/{y:\\d+}", parser)).isFalse();
	}

	@Test
	void namesWhoeverAnswersAndNobodyElse() {
		long seed = new Random().nextLong();
		Random random = new Random(seed);
		for (int round = 0; round < 200; round++) {
			List<String> patterns = IntStream.range(0, 6).mapToObj((i) -> pattern(random)).distinct().toList();
			CorsPolicyRegistry registry = registry(patterns);
			String pattern = pattern(random);
			Set<String> named = registry.overlapping(pattern);
			String description = "seed %d: %s beside %s".formatted(seed, pattern, patterns);
			assertThat(named).as(description).containsAll(answering(registry, pattern));
			assertThat(matching(patterns, pattern)).as(description).containsAll(named);
		}
	}

	private static Set<String> answering(CorsPolicyRegistry registry, String pattern) {
		PathPattern parsed = PathPatternParser.defaultInstance.parse(pattern);
		Set<String> names = new TreeSet<>();
		for (PathContainer path : PATHS) {
			@Nullable PolicySet policies = parsed.matches(path) ? PolicyLookup.find(registry, path) : null;
			if (policies != null) {
				names.addAll(policies.names());
			}
		}
		return names;
	}

	private static Set<String> matching(List<String> patterns, String pattern) {
		PathPattern parsed = PathPatternParser.defaultInstance.parse(pattern);
		List<PathContainer> paths = PATHS.stream().filter(parsed::matches).toList();
		return IntStream.range(0, patterns.size())
			.filter((i) -> paths.stream().anyMatch(PathPatternParser.defaultInstance.parse(patterns.get(i))::matches))
			.mapToObj((i) -> "p" + i)
			.collect(Collectors.toSet());
	}

	private static String pattern(Random random) {
		StringBuilder pattern = new StringBuilder();
		int length = 1 + random.nextInt(3);
		for (int i = 0; i < length; i++) {
			String segment = SEGMENTS.get(random.nextInt((i == length - 1) ? SEGMENTS.size() : SEGMENTS.size() - 1));
			pattern.append('/').append(segment.replace("x", "x" + i));
		}
		return pattern.toString();
	}

	private static CorsPolicyRegistry registry(List<String> patterns) {
		List<PolicyDefinition> definitions = IntStream.range(0, patterns.size())
			.mapToObj((i) -> new PolicyDefinition("p" + i, List.of(patterns.get(i)),
					PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://p" + i + ".example"))))
			.toList();
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> definitions),
				() -> PathPatternParser.defaultInstance);
		assertThat(registry.policies()).extracting(RegisteredPolicy::name, RegisteredPolicy::paths)
			.containsExactlyElementsOf(definitions.stream()
				.map((definition) -> org.assertj.core.groups.Tuple.tuple(definition.name(), definition.paths()))
				.toList());
		return registry;
	}

	private static List<PathContainer> paths() {
		List<String> paths = new ArrayList<>(List.of(""));
		for (int start = 0, depth = 0; depth < 4; depth++) {
			int end = paths.size();
			for (String path : List.copyOf(paths.subList(start, end))) {
				List.of("a", "b", "c", "ac").forEach((segment) -> paths.add(path + "/" + segment));
			}
			start = end;
		}
		return paths.stream().map(PathContainer::parsePath).toList();
	}

	private static boolean overlap(String one, String other, PathPatternParser parser) {
		return new PathComparison(new ParsedPaths(parser)).overlap(PathShape.of(one), PathShape.of(other));
	}

	private static boolean coversAll(String one, String other) {
		return new PathComparison(ParsedPaths.DEFAULT).covers(PathShape.of(one), PathShape.of(other));
	}

}
