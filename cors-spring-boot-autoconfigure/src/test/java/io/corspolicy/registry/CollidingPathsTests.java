package io.corspolicy.registry;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.WorkMeter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tenants choose their names, and may choose such that have one hash. Counted, not timed.
 */
class CollidingPathsTests {

	private static final int COUNT = 1 << 9;

	private final WorkMeter meter = new WorkMeter();

	@ParameterizedTest
	@ValueSource(strings = { "/tenants/%s/**", "/tenants/%s", "/%s/*/items", "/{x}/%s", "/a/*/%s/**" })
	void patternsWithOneHashCostWhatOthersCost(String form) {
		checkColliding(Compiling.class, form);
		checkColliding(Finding.class, form);
	}

	private <T extends Consumer<String>> void checkColliding(Class<T> work, String form) {
		List<String> colliding = IntStream.range(0, COUNT).mapToObj(CollidingPathsTests::colliding).toList();
		assertThat(colliding).doesNotHaveDuplicates()
			.allMatch((name) -> name.hashCode() == colliding.get(0).hashCode());
		List<String> ordinary = IntStream.range(0, COUNT).mapToObj("ordinary-name-of-%011d"::formatted).toList();
		long cost = this.meter.measure(work, String.join("\n", ordinary.stream().map(form::formatted).toList()));
		assertThat(this.meter.measure(work, String.join("\n", colliding.stream().map(form::formatted).toList())))
			.isLessThan(2 * cost + 200);
	}

	/** One of many names with the same {@link String#hashCode()}. */
	private static String colliding(int number) {
		StringBuilder name = new StringBuilder();
		for (int bit = 0; bit < 17; bit++) {
			name.append(((number >> bit & 1) == 0) ? "an" : "c0");
		}
		return name.toString();
	}

	private static Snapshot compile(String[] patterns) {
		List<PolicyDefinition> definitions = IntStream.range(0, patterns.length)
			.mapToObj((i) -> new PolicyDefinition(patterns[i].replaceAll("[^a-z0-9]", "") + i, List.of(patterns[i]),
					PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com"))))
			.toList();
		return TestCompiler.create(PathPatternParser.defaultInstance)
			.compile(definitions, PolicySpec.empty(), List.of());
	}

	/**
	 * Compiles policies with a pattern on each line.
	 */
	static final class Compiling implements Consumer<String> {

		@Override
		public void accept(String patterns) {
			compile(patterns.replace("https://", "/").split("\n"));
		}

	}

	/**
	 * Looks up paths of some of them, the fast way and the slow one.
	 */
	static final class Finding implements Consumer<String> {

		@Override
		public void accept(String patterns) {
			String[] lines = patterns.replace("https://", "/").split("\n");
			Snapshot snapshot = compile(lines);
			String[] paths = IntStream.range(0, Math.min(100, lines.length))
				.mapToObj((i) -> lines[i * (lines.length / 100 + 1) % lines.length].replaceAll("\\*|\\{x}", "x"))
				.toArray(String[]::new);
			WorkMeter.reset();
			PlainPathReader reader = new PlainPathReader();
			for (int i = 0; i < 2; i++) {
				Arrays.stream(paths).forEach((path) -> assertThat(snapshot.find(path, reader, "GET")).isNotNull());
			}
			Arrays.stream(paths)
				.forEach((path) -> assertThat(snapshot.find(PathContainer.parsePath(path))).isNotNull());
		}

	}

}
