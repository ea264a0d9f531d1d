package io.corspolicy.engine;

import java.util.Locale;
import java.util.Set;

/**
 * Header names that a policy can't give to pages, whatever it says.
 */
final class ForbiddenHeaders {

	/** Fetch, "forbidden request-header". */
	private static final Set<String> REQUEST = Set.of("accept-charset", "accept-encoding",
			"access-control-request-headers", "access-control-request-method", "access-control-request-private-network",
			"connection", "content-length", "cookie", "cookie2", "date", "dnt", "expect", "host", "keep-alive",
			"origin", "referer", "set-cookie", "te", "trailer", "transfer-encoding", "upgrade", "via");

	/** Fetch, "forbidden response-header name". */
	private static final Set<String> RESPONSE = Set.of("set-cookie", "set-cookie2");

	private static final String CORS_PREFIX = "access-control-";

	private ForbiddenHeaders() {
	}

	/**
	 * Whether a name is that of the CORS protocol itself.
	 */
	static boolean isProtocol(String name) {
		return name.toLowerCase(Locale.ROOT).startsWith(CORS_PREFIX);
	}

	static boolean isForbiddenRequestHeader(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		return REQUEST.contains(lowerCase) || lowerCase.startsWith("proxy-") || lowerCase.startsWith("sec-");
	}

	static boolean isForbiddenResponseHeader(String name) {
		return RESPONSE.contains(name.toLowerCase(Locale.ROOT));
	}

}
