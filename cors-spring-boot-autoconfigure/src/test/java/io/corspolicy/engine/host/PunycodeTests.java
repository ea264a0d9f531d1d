package io.corspolicy.engine.host;

import java.net.IDN;
import java.util.List;
import java.util.Locale;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Punycode} and {@link InternationalNames}.
 */
class PunycodeTests {

	/** RFC 3492, 7.1, where it has no upper case, and names of today. */
	private static final List<List<String>> KNOWN = List.of(List.of("xn--egbpdaj6bu4bxfgehfvwxn",
			"\u0644\u064a\u0647\u0645\u0627\u0628\u062a\u0643\u0644\u0645\u0648\u0634\u0639\u0631\u0628\u064a\u061f"),
			List.of("xn--ihqwcrb4cv8a8dqg056pqjye", "\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587"),
			List.of("xn--3b-ww4c5e180e575a65lsy2b", "3\u5e74b\u7d44\u91d1\u516b\u5148\u751f"),
			List.of("xn--strae-oqa", "stra\u00dfe"), List.of("xn--nxasmm1c", "\u03b2\u03cc\u03bb\u03bf\u03c2"),
			List.of("xn--bcher-kva", "b\u00fccher"), List.of("xn--n3h", "\u2603"), List.of("xn--ls8h", "\ud83d\udca9"),
			List.of("xn--a", "\u0080"), List.of("xn--tda", "\u00fc"));

	@Example
	void decodesAndEncodes() {
		for (List<String> known : KNOWN) {
			assertThat(Punycode.decode(known.get(0))).isEqualTo(known.get(1));
			assertThat(Punycode.encode(known.get(1))).isEqualTo(known.get(0));
		}
	}

	@Example
	void refusesWhatDecodesToNothing() {
		assertThat(List.of("xn--", "xn--0", "xn--999999999", "xn--a_", "xn--zzzzzzzzzzzzzzzzzzzz", "xn--99999b"))
			.allSatisfy((label) -> assertThat(Punycode.decode(label)).as(label).isNull());
	}

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

	@Example
	void suggestsNothingWhereToolsDiffer() {
		assertThat(List.of("stra\u00dfe.de", "\u03b2\u03cc\u03bb\u03bf\u03c2.com", "a\u200db.example", "\u1e9e.example",
				"\ufb01.example", "\u2665.example", "\u00dc.example", "\u65e5\u672c\u3002jp", "a\u0308.example",
				"\u0301a.example", "\u0661\u0627.example", "-\u00fc.example", "\u2c60.example"))
			.allSatisfy((host) -> assertThat(InternationalNames.encode(host)).as(host).isNull());
		assertThat(InternationalNames.encode("B\u00fccher.Example")).isEqualTo("xn--bcher-kva.example");
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
