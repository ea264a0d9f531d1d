package io.corspolicy.engine.fetch;

import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Header names that a policy can't allow to pages.
 */
public final class ForbiddenHeaders {

	/**
	 * <a href="https://fetch.spec.whatwg.org/#forbidden-request-header">Fetch, "forbidden
	 * request-header"</a>.
	 */
	private static final Set<String> REQUEST = Set.of("accept-charset", "accept-encoding",
			"access-control-request-headers", "access-control-request-method", "access-control-request-private-network",
			"connection", "content-length", "cookie", "cookie2", "date", "dnt", "expect", "host", "keep-alive",
			"origin", "referer", "set-cookie", "te", "trailer", "transfer-encoding", "upgrade", "via");

	/**
	 * <a href="https://fetch.spec.whatwg.org/#forbidden-response-header-name">Fetch,
	 * "forbidden response-header name"</a>.
	 */
	private static final Set<String> RESPONSE = Set.of("set-cookie", "set-cookie2");

	private static final String CORS_PREFIX = "access-control-";

	/** The part of a character that remains if a server writes one byte for it. */
	private static final int BYTE = 0xff;

	private ForbiddenHeaders() {
	}

	/**
	 * Whether a name is that of the CORS protocol itself: it begins with
	 * {@code Access-Control-}, in any case. Anything before the first token character is
	 * ignored, and of each character only the lower byte counts: however a server writes
	 * such a name, no client may read a field of the protocol.
	 * @see <a href="https://fetch.spec.whatwg.org/#http-responses">Fetch, "HTTP
	 * responses"</a>
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-field-names">RFC 9110,
	 * 5.1</a>
	 */
	public static boolean isProtocol(@Nullable String name) {
		if (name == null) {
			return false;
		}
		int start = 0;
		int last = name.length() - CORS_PREFIX.length();
		while (start <= last && !Tokens.isTokenChar((char) (name.charAt(start) & BYTE))) {
			start++;
		}
		if (start > last) {
			return false;
		}
		for (int i = 0; i < CORS_PREFIX.length(); i++) {
			if (Tokens.lower((char) (name.charAt(start + i) & BYTE)) != CORS_PREFIX.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	public static boolean isForbiddenRequestHeader(String name) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		return REQUEST.contains(lowerCase) || lowerCase.startsWith("proxy-") || lowerCase.startsWith("sec-");
	}

	public static boolean isForbiddenResponseHeader(String name) {
		return RESPONSE.contains(name.toLowerCase(Locale.ROOT));
	}

}
