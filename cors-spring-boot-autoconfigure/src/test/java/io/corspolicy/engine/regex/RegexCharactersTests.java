package io.corspolicy.engine.regex;

import com.google.re2j.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RegexCharacters}: they match what RE2/J's match.
 */
class RegexCharactersTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "\\.", "\\-", "\\_", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\a", "\\f", "\\n",
			"\\r", "\\t", "\\v", "\\x41", "\\x7a", "\\x0A", "\\101", "\\011", "\\07", "\\0", "\\60", "\\177", "[abc]",
			"[^abc]", "[a-c]", "[a-cx-z0]", "[]a]", "[^]a]", "[a-]", "[-a]", "[+--]", "[\\d_]", "[\\D]", "[^\\W]",
			"[\\x41-\\x43]", "[\\101-\\103]", "[\\]\\[]", "[\\n\\t]", "[[:alnum:]]", "[[:alpha:]]", "[[:ascii:]]",
			"[[:blank:]]", "[[:cntrl:]]", "[[:digit:]]", "[[:graph:]]", "[[:lower:]]", "[[:print:]]", "[[:punct:]]",
			"[[:space:]]", "[[:upper:]]", "[[:word:]]", "[[:xdigit:]]", "[[:^alpha:]]", "[^[:alpha:]]",
			"[[:digit:]a-c]", "[[:a]", "[:a:]", "[a^]", "[.]", "." })
	void matchOneCharacter(String regex) throws MalformedRegexException {
		Pattern expected = Pattern.compile(regex);
		RegexNode node = RegexSyntax.parse(regex);
		assertThat(node).isInstanceOf(RegexNode.One.class);
		for (char c = 0; c <= 0x7f; c++) {
			assertThat(((RegexNode.One) node).set().contains(c)).as("%s, %s", regex, (int) c)
				.isEqualTo(expected.matches(String.valueOf(c)));
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = ' ', quoteCharacter = '`', textBlock = """
			\\1 `an expression can't refer to what a group matched.`
			\\8 `"\\8" has no meaning for origins.`
			\\q `"\\q" has no meaning for origins.`
			\\xg1 `two hexadecimal digits follow \\x.`
			\\x1g `two hexadecimal digits follow \\x.`
			[b-a] `a range of characters ends before it begins.`
			[[:none:]] `"[:none:]" is not a character class.`
			[[:^none:]] `"[:^none:]" is not a character class.`
			""")
	void othersAreRefused(String regex, String reason) {
		assertThatExceptionOfType(MalformedRegexException.class).isThrownBy(() -> RegexSyntax.parse(regex))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\", "\\x", "\\x4", "[", "[a", "[a-", "[^", "[]", "[\\", "\\A", "\\z", "\\b", "\\B" })
	void halvesAndAnchorsAreRefused(String regex) {
		assertThatExceptionOfType(MalformedRegexException.class).isThrownBy(() -> RegexSyntax.parse(regex));
	}

}
