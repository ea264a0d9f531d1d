package io.corspolicy.test;

import java.net.IDN;
import java.util.Locale;

/**
 * Hosts as browsers write them
 * (<a href="https://url.spec.whatwg.org/#concept-host-parser">URL standard, "host
 * parser"</a> and <a href="https://url.spec.whatwg.org/#concept-host-serializer">"host
 * serializer"</a>).
 */
final class HostParser {

	private static final String FORBIDDEN = "#%/:<>?@[\\]^`{|}\u007F\"";

	/**
	 * IDNA 2003, which the JDK implements, and
	 * <a href="https://www.unicode.org/reports/tr46/">UTS #46</a> map these differently.
	 */
	private static final String DEVIATIONS = "\u00DF\u03C2\u200C\u200D";

	private HostParser() {
	}

	/**
	 * The host, as it is part of an origin.
	 * @throws IllegalArgumentException if it is invalid
	 */
	static String parse(String host) {
		if (host.startsWith("[") && host.endsWith("]")) {
			return "[" + Ipv6.normalise(host.substring(1, host.length() - 1)) + "]";
		}
		String ascii = toAscii(host).toLowerCase(Locale.ROOT);
		if (ascii.isEmpty()
				|| ascii.chars().anyMatch((character) -> character <= ' ' || FORBIDDEN.indexOf(character) >= 0)) {
			throw new IllegalArgumentException("'" + host + "' is not a host");
		}
		return Ipv4.endsInNumber(ascii) ? Ipv4.normalise(ascii) : ascii;
	}

	/**
	 * The host of a scheme that is not of the web, which is opaque: it keeps its case,
	 * and may be missing.
	 * @throws IllegalArgumentException if it is invalid
	 */
	static String parseOpaque(String host) {
		if (host.startsWith("[") && host.endsWith("]")) {
			return parse(host);
		}
		if (host.chars()
			.anyMatch((character) -> character <= ' ' || character >= 0x7f || FORBIDDEN.indexOf(character) >= 0)) {
			throw new IllegalArgumentException("'" + host + "' is not a host");
		}
		return host;
	}

	private static String toAscii(String host) {
		if (host.chars().allMatch((character) -> character < 0x80)) {
			return host;
		}
		if (host.chars().anyMatch((character) -> DEVIATIONS.indexOf(character) >= 0)) {
			throw new IllegalArgumentException("'" + host + "' has to be given in Punycode");
		}
		return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
	}

}
