package io.corspolicy.engine.origin;

import io.corspolicy.engine.regex.OriginAutomaton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link OriginText} and {@link OriginCharacters}: what is recognised without
 * cutting, and which characters an entry may have.
 */
class OriginTextTests {

	@ParameterizedTest
	@ValueSource(strings = { "ws", "wss", "ftp", "http", "file", "https" })
	void schemesOfTheWeb(String scheme) {
		assertThat(OriginText.isOfTheWeb(scheme + "://a", scheme.length())).isTrue();
		assertThat(OriginText.isWithoutHost(scheme + "://.", scheme.length())).isFalse();
		assertThat(OriginText.isWithoutHost(scheme + "://", scheme.length())).isEqualTo(scheme.equals("file"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "xs", "app", "tauri", "ionic", "chrome", "httpx", "wsx", "capacitor" })
	void otherSchemes(String scheme) {
		assertThat(OriginText.isOfTheWeb(scheme + "://a", scheme.length())).isFalse();
		assertThat(OriginText.isWithoutHost(scheme + "://.", scheme.length())).isTrue();
		assertThat(OriginText.isWithoutHost(scheme + "://", scheme.length())).isTrue();
		assertThat(OriginText.isWithoutHost(scheme + "://a", scheme.length())).isFalse();
		assertThat(OriginText.isWithoutHost(scheme + "://a.", scheme.length())).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "a, true", "z, true", "az09+-., true", "'', false", "0a, false", "+a, false", "A, false", "a`, false",
			"a{, false", "a/, false", "a:, false", "a*, false" })
	void schemesInLowerCase(String scheme, boolean valid) {
		assertThat(OriginText.isScheme(scheme + "://", scheme.length())).isEqualTo(valid);
	}

	@ParameterizedTest
	@CsvSource({ "https, 443, true", "http, 80, true", "https, 80, false", "http, 443, false", "httpx, 443, false",
			"file, 80, false", "wss, 443, false" })
	void defaultPorts(String scheme, int port, boolean isDefault) {
		assertThat(OriginText.isDefaultPort(scheme + "://a", scheme.length(), port)).isEqualTo(isDefault);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://a.example", "*", "!", "~", "https://{a-b}.example" })
	void printableCharacters(String entry) {
		assertThatNoException().isThrownBy(() -> OriginCharacters.check(entry));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					''                              | an origin can't be empty.                                     | []
					'  '                            | an origin can't be empty.                                     | []
					' https://a.example'            | blanks around an origin never match.                          | [https://a.example]
					https://a.example,https://b.x   | one entry is one origin.                                      | [https://a.example, https://b.x]
					https://a.example;b.example     | one entry is one origin.                                      | [https://a.example, b.example]
					https://a.example https://b.x   | one entry is one origin.                                      | [https://a.example, https://b.x]
					https://a. example              | one entry is one origin.                                      | []
					,https://a.example              | one entry is one origin.                                      | [https://a.example]
					https://bücher.example          | browsers send international names in Punycode.                | [https://xn--bcher-kva.example]
					https://bücher.example:8443/ü   | browsers send international names in Punycode.                | [https://xn--bcher-kva.example:8443/ü]
					https://bücher.example?ü@a      | browsers send international names in Punycode.                | [https://xn--bcher-kva.example?ü@a]
					https://ü@bücher.example        | browsers send international names in Punycode.                | [https://ü@xn--bcher-kva.example]
					a://ü                           | browsers send international names in Punycode.                | [a://xn--tda]
					""")
	void charactersOfOtherTexts(String entry, String reason, String candidates) {
		MalformedOriginException refusal = catchThrowableOfType(MalformedOriginException.class,
				() -> OriginCharacters.check(entry));
		assertThat(refusal.reason()).isEqualTo(reason);
		assertThat(refusal.candidates()).hasToString(candidates);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bücher.example", "//bücher.example", "https://.bücher.example", "https://bücher..example",
			"https://bücher.example\\", "https://straße.example" })
	void internationalNamesThatAreNotEncodedAlike(String entry) {
		MalformedOriginException refusal = catchThrowableOfType(MalformedOriginException.class,
				() -> OriginCharacters.check(entry));
		assertThat(refusal.reason()).contains("this one is not encoded alike everywhere");
		assertThat(refusal.candidates()).isEmpty();
	}

	@Test
	void controlCharacters() {
		for (String control : new String[] { "\u0000", "\u001f", "\u007f" }) {
			MalformedOriginException refusal = catchThrowableOfType(MalformedOriginException.class,
					() -> OriginCharacters.check(control + "https://a.example" + control));
			assertThat(refusal.candidates()).containsExactly("https://a.example");
		}
	}

	@Test
	void longOnes() {
		String most = "https://" + "a".repeat(OriginAutomaton.MAX_LENGTH - 8);
		assertThatNoException().isThrownBy(() -> OriginCharacters.check(most));
		assertThat(
				catchThrowableOfType(MalformedOriginException.class, () -> OriginCharacters.check(most + "a")).reason())
			.isEqualTo("an Origin longer than 320 bytes never matches.");
	}

}
