package io.corspolicy.engine;

import io.corspolicy.engine.fetch.RequestReader;
import io.corspolicy.engine.fetch.Schemes;
import io.corspolicy.engine.origin.OriginPattern;

/**
 * The application's own origin, to which CORS does not apply.
 */
final class OwnOrigin {

	private OwnOrigin() {
	}

	/**
	 * Whether the origin is the one under which the application itself was reached. Hosts
	 * are compared case-insensitively, because clients may send {@code Host} in any case.
	 * @see <a href=
	 * "https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML,
	 * "ASCII serialisation of an origin"</a>
	 */
	static <R> boolean is(String origin, R request, RequestReader<R> reader) {
		String scheme = reader.scheme(request);
		String host = reader.host(request);
		if (scheme == null || host == null) {
			return false;
		}
		scheme = Schemes.ofOrigin(scheme);
		int schemeEnd = scheme.length();
		if (!origin.startsWith("://", schemeEnd) || !origin.startsWith(scheme)) {
			return false;
		}
		int start = schemeEnd + 3;
		boolean brackets = host.indexOf(':') >= 0 && host.charAt(0) != '[';
		if (brackets && !origin.startsWith("[", start)) {
			return false;
		}
		start += brackets ? 1 : 0;
		if (!origin.regionMatches(true, start, host, 0, host.length())) {
			return false;
		}
		int end = start + host.length();
		if (brackets) {
			if (!origin.startsWith("]", end)) {
				return false;
			}
			end++;
		}
		int defaultPort = Schemes.defaultPort(scheme);
		int port = reader.port(request);
		if (port < 1 || port == defaultPort) {
			return end == origin.length();
		}
		return end < origin.length() && origin.charAt(end) == ':'
				&& OriginPattern.decimalPort(origin, end + 1, origin.length()) == port;
	}

}
