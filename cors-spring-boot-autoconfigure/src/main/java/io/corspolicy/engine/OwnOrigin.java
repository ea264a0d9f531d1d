package io.corspolicy.engine;

import io.corspolicy.engine.fetch.RequestReader;
import io.corspolicy.engine.fetch.Schemes;
import io.corspolicy.engine.fetch.Tokens;
import io.corspolicy.engine.origin.OriginPattern;

/**
 * The application's own origin, to which CORS does not apply.
 */
final class OwnOrigin {

	private static final int NO_MATCH = -1;

	private OwnOrigin() {
	}

	/**
	 * Whether the origin is the one under which the application itself was reached. Hosts
	 * are compared in any case (of ASCII), because clients may send {@code Host} in any
	 * case.
	 * @see <a href=
	 * "https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML,
	 * "ASCII serialisation of an origin"</a>
	 */
	static <R> boolean is(String origin, R request, RequestReader<R> reader) {
		String scheme = reader.scheme(request);
		if (scheme == null) {
			return false;
		}
		scheme = Schemes.ofOrigin(scheme);
		int schemeEnd = scheme.length();
		if (!origin.startsWith(scheme) || !origin.startsWith("://", schemeEnd)) {
			return false;
		}
		String host = reader.host(request);
		int end = (host != null) ? hostEnd(origin, schemeEnd + 3, host) : NO_MATCH;
		return end != NO_MATCH && isPort(origin, end, reader.port(request), Schemes.defaultPort(scheme));
	}

	/** Where the host in the origin ends. */
	private static int hostEnd(String origin, int start, String host) {
		boolean brackets = origin.startsWith("[", start) && !host.startsWith("[");
		int from = brackets ? start + 1 : start;
		// Browsers write an IPv6 address in brackets, servers may not.
		if (!isAt(origin, from, host) || brackets != (host.indexOf(':') >= 0 && host.charAt(0) != '[')) {
			return NO_MATCH;
		}
		int end = from + host.length();
		if (brackets) {
			return origin.startsWith("]", end) ? end + 1 : NO_MATCH;
		}
		return end;
	}

	private static boolean isAt(String origin, int start, String host) {
		int length = host.length();
		if (origin.length() - start < length) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			char c = origin.charAt(start + i);
			char d = host.charAt(i);
			if (c != d && Tokens.lower(c) != Tokens.lower(d)) {
				return false;
			}
		}
		return true;
	}

	private static boolean isPort(String origin, int start, int port, int defaultPort) {
		if (port < 1 || port == defaultPort) {
			return start == origin.length();
		}
		return start < origin.length() && origin.charAt(start) == ':'
				&& OriginPattern.decimalPort(origin, start + 1, origin.length()) == port;
	}

}
