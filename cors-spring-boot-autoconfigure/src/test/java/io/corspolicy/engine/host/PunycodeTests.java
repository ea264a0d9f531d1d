package io.corspolicy.engine.host;

import java.util.List;

import org.junit.jupiter.api.Test;

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
			List.of("xn--a", "\u0080"), List.of("xn--tda", "\u00fc"), List.of("xn--aa", "\u0080\u0080"),
			List.of("xn--fiqs8s", "\u4e2d\u56fd"), List.of("xn--e1afmkfd", "\u043f\u0440\u0438\u043c\u0435\u0440"),
			List.of("xn--80akhbyknj4f", "\u0438\u0441\u043f\u044b\u0442\u0430\u043d\u0438\u0435"),
			List.of("xn----1gaq", "\u00fc-\u00f6"), List.of("xn----eha", "-\u00fc"), List.of("xn----dha", "\u00fc-"),
			List.of("xn-----8kcgrboqvl6cm8o", "\u0451\u0436\u0438\u043a-\u0432-\u0442\u0443\u043c\u0430\u043d\u0435"),
			List.of("xn--aaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbb-usd", "a".repeat(20) + "\u00e9" + "b".repeat(20)),
			List.of("xn--9c" + "a".repeat(30), "\u00e9".repeat(30)), List.of("xn--hb9b", "\ud7ff"),
			List.of("xn--0y0c", "\ue000"), List.of("xn--2n7c", "\ud800\udc00"), List.of("xn--dn32g", "\udbff\udfff"),
			List.of("xn--a-h023p", "a\udbff\udfff"), List.of("abc-1", "abc-1"));

	@Test
	void decodesAndEncodes() {
		for (List<String> known : KNOWN) {
			if (known.get(0).startsWith(Punycode.PREFIX)) {
				assertThat(Punycode.decode(known.get(0))).isEqualTo(known.get(1));
			}
			assertThat(Punycode.encode(known.get(1))).isEqualTo(known.get(0));
		}
	}

	@Test
	void refusesWhatDecodesToNothing() {
		assertThat(List.of("xn--", "xn--0", "xn--999999999", "xn--a_", "xn--zzzzzzzzzzzzzzzzzzzz", "xn--99999b",
				"xn---a", "xn--ib9b", "xn--zy0c", "xn--en32g", "xn--b\u00fc", "xn--`", "xn--{", "xn--/", "xn--:"))
			.allSatisfy((label) -> assertThat(Punycode.decode(label)).as(label).isNull());
	}

	@Test
	void suggestsNothingWhereToolsDiffer() {
		assertThat(List.of("stra\u00dfe.de", "\u03b2\u03cc\u03bb\u03bf\u03c2.com", "a\u200db.example", "\u1e9e.example",
				"\ufb01.example", "\u2665.example", "\u00dc.example", "\u65e5\u672c\u3002jp", "a\u0308.example",
				"\u0301a.example", "\u0661\u0627.example", "-\u00fc.example", "\u2c60.example"))
			.allSatisfy((host) -> assertThat(InternationalNames.encode(host)).as(host).isNull());
		assertThat(InternationalNames.encode("B\u00fccher.Example")).isEqualTo("xn--bcher-kva.example");
	}

}
