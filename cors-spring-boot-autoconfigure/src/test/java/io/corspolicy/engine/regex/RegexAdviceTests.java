package io.corspolicy.engine.regex;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RegexAdvice}.
 */
class RegexAdviceTests {

	@ParameterizedTest
	@CsvSource(delimiter = ' ', textBlock = """
			https://app\\.example\\.com.* ~https://app\\.example\\.com
			https://app\\.example\\.com(:\\d+)? ~https://app\\.example\\.com
			https://app\\.example\\.com(?:x)* ~https://app\\.example\\.com
			https://app\\.example\\.com[a-z.]* ~https://app\\.example\\.com
			https://app\\.example\\.c0 ~https://app\\.example\\.c0
			https://(a|b)\\.example\\.com.* ~https://(a|b)\\.example\\.com
			https://a+\\.example\\.com.* ~https://a+\\.example\\.com
			""")
	void whatFollowsTheLastLetterIsLeftOut(String regex, String kept) {
		assertThat(RegexAdvice.upToLiteralEnd(regex)).isEqualTo(kept);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://app\\.example\\.com[a-z]*", "https://app\\.example\\.com[a-z.]+",
			"https://app\\.example\\.com?", "https://app\\.example\\.com(x)", "https://app\\.example\\.com(",
			"https://app\\.example\\.com[", "https://a\\.example|https://b\\.example", "example.*", "https.*",
			"https://.*" })
	void nothingIsLeftOutWhereThatChangesTheName(String regex) {
		assertThat(RegexAdvice.upToLiteralEnd(regex)).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ', textBlock = """
			https://192\\.168\\.\\d+\\.\\d+ https://192.168.0.0/16
			http://10\\.\\d+\\.\\d+\\.\\d+ http://10.0.0.0/8
			http://10\\.1\\.2\\.[0-9]{1,3} http://10.1.2.0/24
			http://10\\.1\\.2\\.[0-9]*:8080 http://10.1.2.0/24:8080
			http://10\\.1\\.2\\.\\d{1,3}(:\\d+)? http://10.1.2.0/24:*
			http://10\\.1\\.2\\.\\d+(?::[0-9]{1,5})? http://10.1.2.0/24:*
			http://10\\.1\\..* http://10.1.0.0/16:*
			http://10\\..+ http://10.0.0.0/8:*
			""")
	void aNetworkIsRecognised(String regex, String network) {
		assertThat(RegexAdvice.network(regex)).isEqualTo(network);
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://10\\.\\d+\\.\\d+", "http://10\\.1\\.\\d+\\.\\d+\\.\\d+", "http://10\\.1\\.2\\.3",
			"http://a\\.\\d+\\.\\d+\\.\\d+" })
	void noOtherNetworkIs(String regex) {
		assertThat(RegexAdvice.network(regex)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://10\\.1", "http://10\\..*", "https?://1\\.2", "https://\\[::1\\]" })
	void someAreAboutAddresses(String regex) {
		assertThat(RegexAdvice.isAboutAddresses(regex)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://a\\.1", "https://1000\\.1", "https://10.1", "app://10\\.1", "https://[::1]" })
	void othersAreNotAboutAddresses(String regex) {
		assertThat(RegexAdvice.isAboutAddresses(regex)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ', quoteCharacter = '`', textBlock = """
			^https://a\\.example$ ~https://a\\.example
			\\Ahttps:\\/\\/a\\.example\\z ~https://a\\.example
			\\bhttps://a\\B ~https://a
			^https://[[:alpha:]]+\\.example ~https://[[:alpha:]]+\\.example
			^https://[^^$]+\\.example ~https://[^^$]+\\.example
			^https://[]$]+\\.example ~https://[]$]+\\.example
			^https://[^]$]+\\.example ~https://[^]$]+\\.example
			^https://[\\]$]+\\.example ~https://[\\]$]+\\.example
			https://[a-z]{1,3}$ ~https://[a-z]{1,3}
			https://(?P<name>a)$ ~https://(?P<name>a)
			https://(?:a|b)$ ~https://(?:a|b)
			https://(a|b)$ ~https://(a|b)
			^https://[a$ ~https://[a$
			^https://a{1$ ~https://a{1$
			^https://a\\ ~https://a\\
			""")
	void anchorsAreLeftOut(String regex, String correction) {
		assertThatExceptionOfType(MalformedRegexException.class).isThrownBy(() -> RegexAdvice.checkAnchors(regex))
			.satisfies((ex) -> assertThat(ex.candidate()).isEqualTo(correction));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://[$^]a", "https://a\\$", "https://a\\.example", "https://a\\" })
	void othersHaveNoAnchors(String regex) {
		assertThatCode(() -> RegexAdvice.checkAnchors(regex)).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ', textBlock = """
			https://a.example\\.com ~https://a\\.example\\.com
			https://.+example\\.com ~https://.+\\.example\\.com
			https://.*?example\\.com ~https://.*?\\.example\\.com
			https://.{1,3}0\\.com ~https://.{1,3}\\.0\\.com
			https://a\\.com. ~https://a\\.com\\.
			https://a\\.com.- ~https://a\\.com\\.-
			""")
	void dotsAreEscaped(String regex, String correction) {
		assertThatExceptionOfType(MalformedRegexException.class).isThrownBy(() -> RegexAdvice.checkDots(regex))
			.satisfies((ex) -> assertThat(ex.candidate()).isEqualTo(correction));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://.*\\.example\\.com", "https://a\\.com.*", "https://.+-a\\.com", "https://[.]a",
			"https://.*(a|b)\\.com" })
	void otherDotsAreNot(String regex) {
		assertThatCode(() -> RegexAdvice.checkDots(regex)).doesNotThrowAnyException();
	}

	@ParameterizedTest
	@CsvSource({ "(?i)https://a, ~https://a", "(?s)https://a,", "https://(?i)a,", "(?i), ~" })
	void aFlagThatIgnoresCaseCanBeLeftOut(String regex, @Nullable String rest) {
		assertThat(RegexAdvice.withoutFlag(regex)).isEqualTo(rest);
	}

}
