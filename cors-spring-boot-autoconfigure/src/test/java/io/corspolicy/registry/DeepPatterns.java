package io.corspolicy.registry;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Patterns that meet in as many ways as there are sets of them, and paths that go through
 * all of those: one pattern for each place of a path, which has a literal there and
 * {@code *} everywhere else. Started as a program of its own with little memory.
 */
public final class DeepPatterns {

	private static final int DEPTH = 16;

	private static final int SLOW_WAY = 1000;

	private final PlainPathReader reader = new PlainPathReader();

	private final Random random;

	private final Snapshot snapshot;

	DeepPatterns(long seed) {
		this.random = new Random(seed);
		this.snapshot = TestCompiler.create(PathPatternParser.defaultInstance)
			.compile(IntStream.range(0, DEPTH).mapToObj(DeepPatterns::definition).toList(), PolicySpec.empty(),
					List.of());
	}

	private static PolicyDefinition definition(int place) {
		String pattern = IntStream.range(0, DEPTH)
			.mapToObj((i) -> (i == place) ? "/a" : "/*")
			.collect(Collectors.joining());
		return new PolicyDefinition("policy-" + place, List.of(pattern),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://app-" + place + ".example.com")));
	}

	/** Sends requests, and compares a few of them with what the slow way says. */
	void send(int requests) {
		for (int i = 0; i < requests; i++) {
			String path = IntStream.range(0, DEPTH)
				.mapToObj((place) -> this.random.nextBoolean() ? "/a" : "/b")
				.collect(Collectors.joining());
			PolicySet found = this.snapshot.find(path, this.reader, "GET");
			if (i % SLOW_WAY == 0) {
				PolicySet expected = this.snapshot.find(PathContainer.parsePath(path));
				if (found == null || expected == null || !found.names().equals(expected.names())) {
					throw new IllegalStateException(path + " has " + found + ", not " + expected);
				}
			}
		}
	}

	public static void main(String[] args) {
		new DeepPatterns(Long.parseLong(args[0])).send(Integer.parseInt(args[1]));
	}

}
