package io.corspolicy.engine.regex;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link OriginRegex}: what an expression begins with, and which ones match
 * nothing, or more than they seem to.
 */
class OriginRegexTests {

	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			https://app\\.example\\.com        ; https://app.example.com
			https://[a-z]+\\.example\\.com     ; https://
			https?://app\\.example\\.com       ; http
			https://a{2}b{1,2}\\.example\\.com ; https://aab
			https://(?:ab|ac)\\.example\\.com  ; https://a
			https://a+\\.example\\.com         ; https://a
			https://[a]b[b]\\.example\\.com    ; https://abb.example.com
			""")
	void theLiteralPrefixOfEveryMatch(String regex, String prefix) throws MalformedRegexException {
		assertThat(OriginRegex.parse(regex).prefix()).isEqualTo(prefix);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://a\\.example\\.com/", "ftp://a\\.example\\.com", "file://a\\.example\\.com",
			"https://a{64}\\.example\\.com", "https://(?:a{60}\\.){4}a{40}\\.b", "a\\.example\\.com",
			"app://(?:a{60}\\.){5}a{40}\\.b" })
	void whatNoBrowserSends(String regex) {
		assertThatExceptionOfType(MalformedRegexException.class).isThrownBy(() -> OriginRegex.parse(regex))
			.satisfies(
					(ex) -> assertThat(ex.reason()).isEqualTo("the expression matches nothing that a browser sends."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://a{63}\\.example\\.com", "https://(?:a{60}\\.){3}example\\.com:[0-9]{4}",
			"app://(?:a{60}\\.){4}a{40}\\.b" })
	void whatBrowsersSend(String regex) {
		assertThatNoException().isThrownBy(() -> OriginRegex.parse(regex));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://(?:[a-z]+example\\.com|[a-z]+\\.example\\.com)",
			"https://(?:[a-z]+\\.example\\.com|[a-z]*example\\.com)" })
	void longerNamesThanItSeems(String regex) {
		assertThatExceptionOfType(MalformedRegexException.class).isThrownBy(() -> OriginRegex.parse(regex))
			.satisfies((ex) -> assertThat(ex.reason()).startsWith("the expression matches longer names"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://(?:[a-z]+-example\\.com|[a-z]+\\.example\\.com)",
			"https://(?:[a-z]+app\\.example\\.com|[a-z]+\\.other\\.com)" })
	void partsOfLabelsThatAreNotMistaken(String regex) {
		assertThatNoException().isThrownBy(() -> OriginRegex.parse(regex));
	}

	@Test
	void itIsAvailableHere() {
		assertThat(OriginRegex.isAvailable()).isTrue();
	}

}
