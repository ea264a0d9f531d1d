package io.corspolicy.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link YamlText} and {@link PolicyNames}: whatever is written is read back.
 */
class YamlTextTests {

	private static final Finding FINDING = new Finding(Finding.Mechanism.FILTER,
			"bean \"a\"\n# b\r\u2028c\u0085\u0000d");

	@ParameterizedTest
	@ValueSource(strings = { "/a\"b", "/a\\b", "/{id:\\d+}", "/a: b", "/a #b", "- a", "? a", "&a", "*a", "!a", "|", ">",
			"%a", "@a", "`a", "null", "True", "no", "1e3", "0x1F", "2026-01-01", "~", "", " a ", "a\tb", "a\u0000b",
			"a\u0085b", "a\u2028b", "\uFEFFa", "\uD83D\uDE00", "\u00e4", "a\u007fb", "[a", "{a}", "'a'", "a,b" })
	void anyTextIsReadBack(String text) {
		assertThat(read(text)).containsExactly(text);
	}

	@Test
	void randomTextsAreReadBack() {
		Random random = new Random(20261128);
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < 500; i++) {
			StringBuilder text = new StringBuilder();
			random.ints(8, 0, 0x3000).filter(Character::isDefined).forEach(text::appendCodePoint);
			texts.add(text.toString());
		}
		assertThat(read(texts.toArray(String[]::new))).containsExactlyElementsOf(texts);
	}

	private static List<String> read(String... paths) {
		PolicySpec spec = PolicySpec.empty()
			.with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com"))
			.with(Attribute.MAX_AGE, Duration.ofMinutes(30));
		String yaml = YamlText.of(List.of(new GeneratedPolicy("a", List.of(paths), spec, Set.of(FINDING))),
				List.of(new GeneratedPolicy("b", List.of(paths), spec, Set.of(FINDING))));
		Map<?, ?> document = new Yaml().load(yaml);
		assertThat(document.keySet().toString()).isEqualTo("[cors]");
		Map<?, ?> policies = (Map<?, ?>) ((Map<?, ?>) get(document, "cors")).get("policies");
		assertThat(Objects.requireNonNull(policies).keySet().toString()).isEqualTo("[a]");
		return ((List<?>) get((Map<?, ?>) get(policies, "a"), "paths")).stream().map(String::valueOf).toList();
	}

	private static Object get(Map<?, ?> map, String key) {
		return Objects.requireNonNull(map.get(key));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", textBlock = """
			/**                   | all
			/                     | root
			/api/**               | api
			/api/items/{id:\\d+}  | api-items-d
			/Items/{*rest}        | items-rest
			/2026/feed            | path-2026-feed
			/on                   | path-on
			/\u00e4\u00f6         | root
			/-_-/a                | a
			""")
	void namesAreMadeOfPaths(String path, String name) {
		PolicyNames names = new PolicyNames(Set.of("taken"));
		assertThat(names.name(path)).isEqualTo(name).matches("[a-z0-9-]+");
		assertThat(names.name(path)).isEqualTo(name + "-2");
		assertThat(names.name("/taken")).isEqualTo("taken-2");
		assertThat(names.name("/" + "long/".repeat(100))).hasSizeLessThan(70);
	}

}
