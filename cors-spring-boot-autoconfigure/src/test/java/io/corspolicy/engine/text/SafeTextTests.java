package io.corspolicy.engine.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SafeText}.
 */
class SafeTextTests {

	@ParameterizedTest
	@CsvSource({ "'a b~!', 'a b~!'", "b\u00fccher, b\u00fccher", "\u4f8b\u3048, \u4f8b\u3048",
			"\ud83d\ude00, \ud83d\ude00", "'a\r\nb\tc', a\\r\\nb\\tc", "a\u0000b, a\\u0000b", "a\u007f, a\\u007f",
			"a\u0085, a\\u0085", "a\u202eb, a\\u202eb", "a\u200b, a\\u200b", "a\u2028, a\\u2028", "a\u2029, a\\u2029",
			"a\ue000, a\\ue000", "a\uffff, a\\uffff", "a\ud800, a\\ud800", "a\udb80\udc00, a\\U000f0000",
			"'\u00e9\u00a0\u3000 ', '\u00e9\\u00a0\\u3000 '" })
	void whatCanNotBeSeenIsEscaped(String text, String visible) {
		assertThat(SafeText.visible(text)).isEqualTo(visible);
		assertThat(SafeText.quoted(text)).isEqualTo("\"" + visible + "\"");
		assertThat(SafeText.cut(text)).isEqualTo(visible);
	}

	@Test
	void textOfARequestIsPrintableAscii() {
		assertThat(SafeText.ascii("a b\r\n\u00e9\u202e~!")).isEqualTo("a\\u0020b\\r\\n\\u00e9\\u202e~!");
		assertThat(SafeText.ascii("")).isEqualTo("\"\"");
		assertThat(SafeText.ascii("x".repeat(200))).isEqualTo("x".repeat(200));
		assertThat(SafeText.ascii("x".repeat(201))).isEqualTo("x".repeat(200) + "... (201 characters)");
	}

	@Test
	void whatIsLongIsCutAndNeverWithinACharacter() {
		assertThat(SafeText.quoted("x".repeat(200))).isEqualTo("\"" + "x".repeat(200) + "\"");
		assertThat(SafeText.quoted("x".repeat(201))).isEqualTo("\"" + "x".repeat(200) + "\u2026\" (201 characters)");
		assertThat(SafeText.quoted("x".repeat(199) + "\ud83d\ude00"))
			.isEqualTo("\"" + "x".repeat(199) + "\u2026\" (201 characters)");
		assertThat(SafeText.cut("x".repeat(200))).isEqualTo("x".repeat(200));
		assertThat(SafeText.cut("x".repeat(201))).isEqualTo("x".repeat(200) + "\u2026 (201 characters)");
	}

	@ParameterizedTest
	@CsvSource({ "api, api", "'', '\"\"'", "'*', '\"*\"'", "true, '\"true\"'", "'a: b', '\"a: b\"'",
			"'a\"\\b', '\"a\\\"\\\\b\"'", "'a\nb', '\"a\\nb\"'" })
	void valuesInYaml(String text, String yaml) {
		assertThat(SafeText.yaml(text)).isEqualTo(yaml);
		assertThat(SafeText.quotedYaml(text)).isEqualTo(yaml.startsWith("\"") ? yaml : "\"" + yaml + "\"");
	}

}
