package io.corspolicy.handlers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.handler.HandlerSource;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random mappings and random requests: the policy that answers is the one declared on the
 * handler that Spring's own dispatcher runs, for preflights the one of the method asked
 * for.
 */
abstract class DifferentialTests {

	/** How many requests are sent. Run with -Drequests=... to send more. */
	private static final int REQUESTS = Integer.getInteger("requests", 6000);

	static final List<String> POLICIES = List.of("path", "one", "two");

	private static final List<String> PATTERN_SEGMENTS = List.of("a", "b", "A", "*", "{x}", "{y}", "{x:[ab]+}", "a*",
			"?", "**", "{*rest}", "b.txt", "{x}.txt");

	private static final List<String> PATH_SEGMENTS = List.of("a", "b", "A", "ab", "b.txt", "%61", "a%2Fb", "a;v=1", "",
			"c");

	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");

	/** What a handler writes to say that it ran, and under which declaration. */
	static final String RAN = "X-Ran";

	abstract HandlerSource handlers();

	abstract void map(List<Mapping> mappings);

	abstract Answer send(String method, String path, Map<String, String> headers) throws Exception;

	CorsPolicyRegistry registry() {
		return new CorsPolicyRegistry(List.of(() -> POLICIES.stream().map(DifferentialTests::definition).toList()),
				() -> PathPatternParser.defaultInstance, PolicySpec::empty, () -> handlers().routers(), List::of);
	}

	/** A policy that tells its name by what it exposes and allows. */
	private static PolicyDefinition definition(String name) {
		PolicySpec spec = PolicySpec.empty()
			.with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com"))
			.with(Attribute.EXPOSED_HEADERS, List.of(name))
			.with(Attribute.ALLOWED_HEADERS, List.of(name));
		return new PolicyDefinition(name, name.equals("path") ? List.of("/a/**", "/b", "/{x}.txt") : List.of(), spec);
	}

	abstract CorsPolicyRegistry currentRegistry();

	@Test
	void theHandlerThatRunsDecides() throws Exception {
		// Run with -Dseed=... to try others.
		long seed = Long.getLong("seed", 20261121L);
		Random random = new Random(seed);
		int accepted = 0;
		int requests = 0;
		int decided = 0;
		int byHandler = 0;
		while (requests < REQUESTS) {
			List<Mapping> mappings = mappings(random);
			try {
				map(mappings);
				currentRegistry().refresh();
			}
			catch (InvalidPolicyException ex) {
				continue;
			}
			catch (IllegalStateException ex) {
				// Spring itself refuses two mappings that are the same.
				continue;
			}
			accepted++;
			for (int i = 0; i < 20; i++) {
				requests++;
				String path = path(random, mappings);
				String method = METHODS.get(random.nextInt(METHODS.size()));
				String type = random.nextBoolean() ? "application/json" : "text/plain";
				String description = "seed %d: %s %s (%s) in %s".formatted(seed, method, path, type, mappings);
				Answer actual = send(method, path, Map.of("Origin", "https://app.example.com", "Content-Type", type));
				if (actual.ran() == null) {
					continue;
				}
				decided++;
				String expected = expected(actual.ran(), path);
				String answered = actual.headers().get("Access-Control-Expose-Headers");
				boolean nothingElse = actual.ran().equals("none") && expected == null;
				if (!(nothingElse && mappings.stream().anyMatch(Mapping::conditional))) {
					assertThat(answered).as(description).isEqualTo(expected);
					assertThat(actual.headers().get("Vary") != null).as(description).isEqualTo(expected != null);
					byHandler += actual.ran().equals("none") ? 0 : 1;
				}
				if (method.equals("OPTIONS")) {
					// A mapping without methods serves it, and does not count as if it
					// did.
					continue;
				}
				checkPreflight(method, path, type, expected, nothingElse, mappings, description);
			}
		}
		System.out.printf("%s: %d sets of mappings, %d requests, %d of them ran a handler, %d an annotated one%n",
				getClass().getSimpleName(), accepted, requests, decided, byHandler);
		assertThat(decided).isGreaterThan(REQUESTS / 3);
		assertThat(byHandler).isGreaterThan(REQUESTS / 6);
	}

	private void checkPreflight(String method, String path, String type, @Nullable String expected, boolean nothingElse,
			List<Mapping> mappings, String description) throws Exception {
		Answer preflight = send("OPTIONS", path, Map.of("Origin", "https://app.example.com",
				"Access-Control-Request-Method", method, "Access-Control-Request-Headers", "content-type"));
		Answer named = send("OPTIONS", path,
				Map.of("Origin", "https://app.example.com", "Access-Control-Request-Method", method,
						"Access-Control-Request-Headers", (expected != null) ? expected : "x"));
		String allowed = named.headers().get("Access-Control-Allow-Headers");
		if (nothingElse && mappings.stream().anyMatch(Mapping::conditional)) {
			return;
		}
		assertThat(allowed).as("preflight, " + description).isEqualTo(expected);
		assertThat(preflight.headers().get("Access-Control-Allow-Origin")).isNull();
		if (expected == null || mappings.stream().anyMatch(Mapping::conditional)) {
			return;
		}
		// What is listed is served, and under this policy.
		List<String> methods = Arrays
			.asList(named.headers().getOrDefault("Access-Control-Allow-Methods", "").split(", "));
		assertThat(methods).as(description).contains(method);
		for (String other : METHODS) {
			Answer answer = send(other, path, Map.of("Origin", "https://app.example.com", "Content-Type", type));
			boolean listed = methods.contains(other);
			if (other.equals("OPTIONS") || (answer.ran() == null && answer.status() != 405 && answer.status() != 404)) {
				continue;
			}
			boolean served = answer.ran() != null && expected.equals(expected(answer.ran(), path));
			assertThat(listed).as("listed %s of %s, %s", other, methods, description).isEqualTo(served);
		}
	}

	private static @Nullable String expected(String ran, String path) {
		return switch (ran) {
			case "off" -> null;
			case "none" -> pathPolicy(path);
			default -> ran;
		};
	}

	private static @Nullable String pathPolicy(String path) {
		PathPatternParser parser = PathPatternParser.defaultInstance;
		org.springframework.http.server.PathContainer parsed = org.springframework.http.server.PathContainer
			.parsePath(path);
		return List.of("/a/**", "/b", "/{x}.txt").stream().anyMatch((pattern) -> parser.parse(pattern).matches(parsed))
				? "path" : null;
	}

	private List<Mapping> mappings(Random random) {
		List<Mapping> mappings = new ArrayList<>();
		int size = 2 + random.nextInt(5);
		boolean conditions = random.nextInt(4) == 0;
		while (mappings.size() < size) {
			String pattern = join(random, PATTERN_SEGMENTS, 4);
			try {
				if (conditions && pattern.matches(".*(:|\\?|a\\*|}\\.txt|\\*\\*/|\\{\\*rest}/).*")) {
					// Within a segment, or behind any number of them, who meets whom
					// can't be foreseen at start-up.
					continue;
				}
				PathPatternParser.defaultInstance.parse(pattern);
			}
			catch (PatternParseException ex) {
				continue;
			}
			Set<String> methods = random.nextInt(4) == 0 ? Set.of()
					: random.ints(1 + random.nextInt(2), 0, METHODS.size())
						.mapToObj(METHODS::get)
						.collect(Collectors.toSet());
			String declaration = List.of("none", "one", "two", "off").get(random.nextInt(4));
			boolean conditional = conditions && random.nextInt(3) == 0;
			mappings.add(new Mapping(pattern, methods, conditional, declaration, random.nextInt(4) == 0));
		}
		return mappings;
	}

	private static String path(Random random, List<Mapping> mappings) {
		if (random.nextInt(3) == 0) {
			return join(random, PATH_SEGMENTS, 4);
		}
		// Along some pattern, so that handlers are often met.
		String pattern = mappings.get(random.nextInt(mappings.size())).pattern();
		return Arrays.stream(pattern.substring(1).split("/", -1))
			.map((segment) -> PATH_SEGMENTS.contains(segment) ? segment
					: PATH_SEGMENTS.get(random.nextInt(PATH_SEGMENTS.size())))
			.collect(Collectors.joining("/", "/", ""));
	}

	private static String join(Random random, List<String> segments, int max) {
		String text = IntStream.range(0, 1 + random.nextInt(max - 1))
			.mapToObj((i) -> "/" + segments.get(random.nextInt(segments.size())))
			.collect(Collectors.joining());
		return (random.nextInt(8) == 0) ? text + "/" : text;
	}

	static Map<String, String> firstValues(Map<String, ? extends List<String>> headers) {
		Map<String, String> values = new LinkedHashMap<>();
		headers.forEach((name, list) -> values.put(name, list.get(0)));
		return values;
	}

	/**
	 * A mapping to be.
	 *
	 * @param pattern the path
	 * @param methods the methods, none for any
	 * @param conditional whether it takes JSON only
	 * @param declaration the policy, none, or off
	 * @param functional whether it is a route, if it can be
	 */
	record Mapping(String pattern, Set<String> methods, boolean conditional, String declaration, boolean functional) {

		boolean isRoute() {
			return this.functional && !this.declaration.equals("off");
		}

	}

	/**
	 * What came back.
	 *
	 * @param status the status
	 * @param ran which handler ran, if any
	 * @param headers the first value of each header field
	 */
	record Answer(int status, @Nullable String ran, Map<String, String> headers) {
	}

	/**
	 * Handlers with every declaration.
	 */
	static class Handlers {

		void none() {
		}

		@CorsPolicy("one")
		void one() {
		}

		@CorsPolicy("two")
		void two() {
		}

		@CorsPolicy(enabled = false)
		void off() {
		}

	}

}
