package io.corspolicy.engine.host;

import java.net.IDN;
import java.util.Locale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties of {@link Punycode} and {@link InternationalNames}.
 */
class PunycodePropertyTests {

	@Property(tries = 2_000)
	void whatIsEncodedDecodes(@ForAll("labels") String label) {
		String encoded = Punycode.encode(label);
		if (encoded.startsWith(Punycode.PREFIX)) {
			assertThat(Punycode.decode(encoded)).isEqualTo(label);
		}
	}

	@Property(tries = 2_000)
	void nothingThatIsSentMakesDecodingFail(@ForAll("encoded") String rest) {
		String decoded = Punycode.decode(Punycode.PREFIX + rest);
		assertThat(decoded == null || !decoded.isEmpty()).isTrue();
	}

	/** A suggestion is the name that was written, letter for letter. */
	@Property(tries = 5_000)
	void noSuggestionChangesALetter(@ForAll("labels") String label) {
		String encoded = InternationalNames.encode(label + ".example");
		if (encoded != null) {
			String first = encoded.substring(0, encoded.indexOf('.'));
			String decoded = first.startsWith(Punycode.PREFIX) ? Punycode.decode(first) : first;
			assertThat(decoded).isEqualTo(asciiLowerCase(label));
			assertThat(IDN.toASCII(label)).isEqualToIgnoringCase(first);
		}
	}

	private static String asciiLowerCase(String label) {
		return label.chars()
			.mapToObj((c) -> (c < 0x80) ? String.valueOf((char) c).toLowerCase(Locale.ROOT) : String.valueOf((char) c))
			.reduce("", String::concat);
	}

	@Provide
	Arbitrary<String> labels() {
		return Arbitraries
			.oneOf(Arbitraries.strings().withCharRange('\u0080', '\uffff'),
					Arbitraries.strings().withCharRange('\u00c0', '\u0250').alpha(),
					Arbitraries.strings().withCharRange('\u0370', '\u05ff').withCharRange('a', 'z'))
			.map((text) -> text.codePoints()
				.filter((point) -> point != '.' && (point < 0xd800 || point > 0xdfff))
				.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
				.toString())
			.filter((text) -> !text.isEmpty() && text.length() < 30);
	}

	@Provide
	Arbitrary<String> encoded() {
		return Arbitraries.strings().withCharRange('a', 'z').withCharRange('0', '9').withChars('-').ofMaxLength(59);
	}

}
