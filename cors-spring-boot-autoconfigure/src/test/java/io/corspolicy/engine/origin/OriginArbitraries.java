package io.corspolicy.engine.origin;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Origin patterns, and origins near them and far from them. The alphabet is small, so
 * that near misses and accidental matches are frequent.
 */
public final class OriginArbitraries {

	/** What an origin is bent with: of each kind that ever fooled an origin check. */
	private static final List<UnaryOperator<String>> TRICKS = List.of((o) -> o + ".evil.test", (o) -> o + ".",
			(o) -> o + "..", (o) -> o + "/", (o) -> o + "?", (o) -> o + "#x", (o) -> o + ":", (o) -> o + ":0",
			(o) -> o + ":80", (o) -> o + ":443", (o) -> o + ":8080", (o) -> o + ":08080", (o) -> o + ":65536",
			(o) -> o + ":*", (o) -> o + " ", (o) -> o + "\t", (o) -> o + "\r\nX: y", (o) -> o + ", " + o,
			(o) -> o + "\u0000", (o) -> " " + o, (o) -> "evil" + o, (o) -> o.replaceFirst("://", "://evil"),
			(o) -> o.replaceFirst("://", "://evil."), (o) -> o.replaceFirst("://", "://."),
			(o) -> o.replaceFirst("://", "://_."), (o) -> o.replaceFirst("://", "://-"),
			(o) -> o.replaceFirst("://", "://user@"), (o) -> o.replaceFirst("://", "://evil.test/"),
			(o) -> o.replaceFirst("://", "://evil.test#"), (o) -> o.replaceFirst("://", "://["),
			(o) -> o.replaceFirst("://", "://[::1]."), (o) -> o.replaceFirst("://", "://" + "a".repeat(300) + "."),
			(o) -> o.replaceFirst("://", ":///"), (o) -> o.replaceFirst("://", ":/"),
			(o) -> o.replaceFirst("://", "://https://"), (o) -> o.replaceFirst("^[a-z-]+", "https"),
			(o) -> o.replaceFirst("^[a-z-]+", "http"), (o) -> o.replaceFirst("^[a-z-]+", "httpss"),
			(o) -> o.replaceFirst("^[a-z-]+", ""), (o) -> o.replaceFirst("^h", "\u00a0h"),
			(o) -> o.replaceFirst("\\.", ".."), (o) -> o.replaceFirst("\\.", ""), (o) -> o.replaceFirst("\\.", "x"),
			(o) -> o.replaceFirst("\\.", "\u3002"), (o) -> o.replaceFirst("\\.", ".\u0000."),
			(o) -> o.replaceFirst("a", "_"), (o) -> o.replaceFirst("a", "\u0430"), (o) -> o.replaceFirst("k", "\u212a"),
			(o) -> o.replaceFirst("a", "%61"), (o) -> o.replaceFirst(":[0-9]+$", ""),
			(o) -> o.replaceFirst(":[0-9]+$", ":1"), (o) -> o.replaceFirst("\\.$", ""),
			(o) -> o.replaceFirst("//[^.]*\\.", "//"), (o) -> o.toUpperCase(Locale.ROOT),
			(o) -> new StringBuilder(o).reverse().toString());

	/** Java's own engine reads it as RE2/J does. */
	private static final String SIMPLE_REGEX = "~https://[ab]+\\.example\\.com";

	private static final String EDITS = "ab01-_.:/*@[]A \t\u0000\u007f\u00e9";

	private OriginArbitraries() {
	}

	static Arbitrary<String> label() {
		return Arbitraries.frequencyOf(
				Tuple.of(6, Arbitraries.strings().withChars("ab1-_").ofMinLength(1).ofMaxLength(3)),
				Tuple.of(3, Arbitraries.of("example", "com", "co", "uk", "github", "io", "k", "localhost", "pr-1",
						"x_y", "xn--bcher-kva", "0", "127", "a".repeat(63))));
	}

	static Arbitrary<String> domain() {
		Arbitrary<String> name = label().list().ofMinSize(1).ofMaxSize(4).map((labels) -> String.join(".", labels));
		return Arbitraries.frequencyOf(Tuple.of(9, name), Tuple.of(1, name.map((host) -> host + ".")));
	}

	static Arbitrary<String> scheme() {
		return Arbitraries.frequency(Tuple.of(6, "https"), Tuple.of(3, "http"), Tuple.of(1, "capacitor"),
				Tuple.of(1, "chrome-extension"));
	}

	private static Arbitrary<String> address() {
		return Arbitraries.of("127.0.0.1", "10.0.0.12", "[::1]", "[2001:db8::1]", "[::]", "[::ffff:102:304]");
	}

	private static Arbitrary<String> port() {
		return Arbitraries.frequency(Tuple.of(5, ""), Tuple.of(2, ":8080"), Tuple.of(1, ":443"), Tuple.of(1, ":80"),
				Tuple.of(1, ":1"), Tuple.of(1, ":65535"));
	}

	private static Arbitrary<String> portPattern() {
		return Arbitraries.frequencyOf(Tuple.of(2, port()), Tuple.of(1, Arbitraries.just(":*")));
	}

	/** Entries without a wildcard, nearly all of them valid. */
	static Arbitrary<String> exactEntry() {
		Arbitrary<String> host = Arbitraries.frequencyOf(Tuple.of(4, domain()), Tuple.of(1, address()));
		return Combinators.combine(scheme(), host, port()).as((scheme, name, port) -> scheme + "://" + name + port);
	}

	/** Entries of all forms but {@code *} and regular expressions, most of them valid. */
	public static Arbitrary<String> entry() {
		Arbitrary<String> part = Arbitraries.strings().withChars("ab-_").ofMaxLength(2);
		Arbitrary<String> partial = Combinators.combine(part, part, domain())
			.as((before, after, parent) -> before + "*" + after + "." + parent);
		Arbitrary<String> host = Arbitraries.frequencyOf(Tuple.of(3, domain()), Tuple.of(1, address()),
				Tuple.of(4, domain().map((parent) -> "*." + parent)), Tuple.of(3, partial));
		Arbitrary<String> ordinary = Combinators.combine(scheme(), host, portPattern())
			.as((scheme, name, port) -> scheme + "://" + name + port);
		return Arbitraries.frequencyOf(Tuple.of(10, ordinary), Tuple.of(1, specialEntry()), Tuple.of(2, network()));
	}

	/** Texts without a host, and any host of a scheme. */
	static Arbitrary<String> specialEntry() {
		return Arbitraries.of("app://.", "app://", "capacitor://", "file://", "moz-extension://*", "app://*");
	}

	/** Networks, most of them valid. */
	static Arbitrary<String> network() {
		Arbitrary<String> network = Arbitraries.of("10.0.0.0/8", "10.0.0.8/29", "127.0.0.0/8", "192.168.0.0/16",
				"192.168.4.0/22", "172.16.0.0/12", "100.64.0.0/10", "10.0.0.1/32", "[fd00::]/8", "[fe80::]/10",
				"[::1]/128", "[fd00:0:0:1::]/64", "[fc00::]/7", "[fd00::8000]/113", "8.8.8.0/24", "10.0.0.1/8");
		return Combinators.combine(Arbitraries.of("http", "https"), network, portPattern())
			.as((scheme, name, port) -> scheme + "://" + name + port);
	}

	/**
	 * Ways from an entry to an origin that it matches, or would but for a trick or an
	 * edit.
	 */
	static Arbitrary<UnaryOperator<String>> bending() {
		Arbitrary<String> covered = Arbitraries.frequencyOf(
				Tuple.of(3, Arbitraries.of("a", "b-1", "ab", "-", "pr", "1")),
				Tuple.of(2, Arbitraries.of("x_y", "a.b", "_.b", "", ".", "a..b", ".a", "a.", "A", "*", "\u00e9",
						"evil.test/", "a:1", "a@b", "a".repeat(64), "a.".repeat(160))));
		Arbitrary<String> port = Arbitraries.of("", ":1", ":0", ":80", ":443", ":8080", ":65535");
		Arbitrary<UnaryOperator<String>> trick = Arbitraries
			.frequencyOf(Tuple.of(1, Arbitraries.just(UnaryOperator.identity())), Tuple.of(1, Arbitraries.of(TRICKS)));
		Arbitrary<UnaryOperator<String>> edit = Arbitraries
			.frequencyOf(Tuple.of(2, Arbitraries.just(UnaryOperator.identity())), Tuple.of(1, edit()));
		return Combinators.combine(covered, port, trick, edit)
			.as((label, number, tricked, edited) -> (entry) -> edited.apply(tricked.apply(fill(entry, label, number))));
	}

	private static String fill(String entry, String label, String port) {
		String name = entry.endsWith(":*") ? entry.substring(0, entry.length() - 2) + port : entry;
		return (name.indexOf('/', 8) > 0) ? address(name, label.length()) : name.replace("*", label);
	}

	/** An address in a network, or near it. */
	private static String address(String network, int choice) {
		String port = network.replaceFirst(".*/[0-9]+", "");
		String first = network.replaceFirst("/[0-9]+(:[0-9]+)?$", "");
		List<String> addresses = first.contains("[")
				? List.of("[fd00::1]", "[fd12:3456::9]", "[fe80::1]", "[::1]", "[fd00:0:0:1::]", "[fd00:0:0:2::]",
						"[fd00:0::1]", "[fd00::8001]", "[fd00::7fff]", "[FD00::1]", "[fd00::1.2.3.4]", "[2001:db8::1]")
				: List.of("10.0.0.1", "10.0.0.8", "10.0.0.15", "10.0.0.16", "10.255.255.255", "11.0.0.0", "127.0.0.1",
						"192.168.4.1", "192.168.7.255", "192.168.8.0", "172.31.255.255", "172.32.0.0", "100.127.0.1",
						"010.0.0.1", "10.0.0.1.", "10.0.1", "10.0.0.256", "x10.0.0.1", "10.0.0.1.evil.test");
		String host = (choice == 0) ? first.replaceFirst(".*://", "") : addresses.get(choice * 7 % addresses.size());
		return first.replaceFirst("://.*", "://") + host + port;
	}

	private static Arbitrary<UnaryOperator<String>> edit() {
		return Combinators
			.combine(Arbitraries.integers().between(0, 40), Arbitraries.integers().between(0, 2),
					Arbitraries.of(EDITS.chars().mapToObj((c) -> (char) c).toList()))
			.as((place, removed, inserted) -> (origin) -> {
				int start = Math.min(place, origin.length());
				int end = Math.min(start + removed, origin.length());
				return origin.substring(0, start) + ((removed == 2) ? "" : inserted) + origin.substring(end);
			});
	}

	/** Origins near an entry. */
	public static Arbitrary<String> near(String entry) {
		return bending().map((bend) -> bend.apply(entry));
	}

	/** An entry and an origin near it, or near another entry, or just any text. */
	static Arbitrary<Pair> pair() {
		Arbitrary<Pair> near = near(entry());
		Arbitrary<Pair> far = Combinators.combine(entry(), Arbitraries.oneOf(near(entry()).map(Pair::origin), text()))
			.as(Pair::new);
		return Arbitraries.frequencyOf(Tuple.of(7, near), Tuple.of(1, far));
	}

	public static Arbitrary<Pair> near(Arbitrary<String> entries) {
		return Combinators.combine(entries, bending()).as((entry, bend) -> new Pair(entry, bend.apply(entry)));
	}

	/** Some entries, valid or not, and an origin near one of them. */
	static Arbitrary<Crowd> crowd() {
		Arbitrary<String> kin = Arbitraries.of("https://a.example.com", "https://*.example.com",
				"https://a*.example.com", "https://*b.example.com:*", "https://a*b.example.com",
				"https://*.a.example.com", "https://a.example.com:*", "https://*.com:*");
		Arbitrary<List<String>> entries = Arbitraries
			.frequencyOf(Tuple.of(6, entry()), Tuple.of(6, kin), Tuple.of(2, Arbitraries.just(SIMPLE_REGEX)),
					Tuple.of(1, Arbitraries.just("*")))
			.list()
			.ofMinSize(1)
			.ofMaxSize(8);
		return Combinators.combine(entries, bending())
			.as((list, bend) -> new Crowd(list,
					bend.apply(list.get(0).replace(SIMPLE_REGEX, "https://*.example.com"))));
	}

	/** Text of all sorts: arbitrary, like an origin, like a regular expression. */
	public static Arbitrary<String> text() {
		Arbitrary<String> bytes = Arbitraries.strings().withCharRange('\u0000', '\u00ff').ofMaxLength(40);
		Arbitrary<String> pieces = Arbitraries
			.of("https", "http", "://", ":", "/", "//", ".", "..", "*", "a", "A", "example", "com", "[", "]", "::1",
					"[::1]", "xn--", "xn--a", "\u00fc", "\u0000", " ", ",", "@", "${", "}", "~", "null", "file", "80",
					":443", ":65536", "0x", "1", "127", "255", "_", "-", "%41", "\ud83d", "\u212a")
			.list()
			.ofMaxSize(12)
			.map((list) -> String.join("", list));
		Arbitrary<String> long_ = Combinators.combine(pieces, Arbitraries.integers().between(1, 400))
			.as((piece, times) -> "https://" + piece.repeat(times));
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(40), bytes, pieces, long_, regex());
	}

	/** Entries that are regular expressions, or nearly. */
	public static Arbitrary<String> regex() {
		Arbitrary<String> beginnings = Arbitraries.frequency(Tuple.of(6, "https://"), Tuple.of(1, "https?://"),
				Tuple.of(1, "(https://"), Tuple.of(1, ".+://"), Tuple.of(1, ""));
		Arbitrary<String> middles = Arbitraries
			.of("a", "pr-", "example", "com", "\\.", ".", ".+", ".*", "-", "[a-z]+", "[a-z.-]+", "[^.]+", "[^/]+",
					"[[:alpha:]]", "[[:graph:](]+", "[]a.]+", "[^]]+", "(a|b)", "(", ")", "|", "?", "*", "{0}", "{2}",
					"{,2}", "(?i)", "(?:", "(?P<n>", "\\Q", "\\E", "\\d+", "\\w+", "\\S+", "\\pL", "\\x2e", "\\056",
					"\\C", "$", "^", "\\b", ":", ":\\d+", "(:[0-9]+)?", "|https://", "/", "\\[", "\\]")
			.list()
			.ofMaxSize(5)
			.map((list) -> String.join("", list));
		Arbitrary<String> ends = Arbitraries.frequency(Tuple.of(6, "\\.example\\.com"), Tuple.of(2, "example\\.com"),
				Tuple.of(1, "(\\.example\\.com)"), Tuple.of(1, "\\.example\\.com(:[0-9]+)?"),
				Tuple.of(1, "\\.example\\.com$"), Tuple.of(1, "\\.github\\.io"), Tuple.of(1, ""));
		return Combinators.combine(beginnings, middles, ends).as((begin, middle, end) -> "~" + begin + middle + end);
	}

	/**
	 * An entry and an origin.
	 *
	 * @param entry the entry as it is configured
	 * @param origin the origin as it is sent
	 */
	record Pair(String entry, String origin) {
	}

	/**
	 * Several entries and an origin near one of them.
	 *
	 * @param entries the entries
	 * @param origin the origin
	 */
	record Crowd(List<String> entries, String origin) {
	}

}
