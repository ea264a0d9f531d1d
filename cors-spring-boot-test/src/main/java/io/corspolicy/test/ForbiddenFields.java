package io.corspolicy.test;

import java.util.Locale;
import java.util.Set;

/**
 * Header fields that pages can't set or read
 * (<a href="https://fetch.spec.whatwg.org/#terminology-headers">Fetch, "Headers"</a>).
 */
final class ForbiddenFields {

	private static final Set<String> REQUEST = Set.of("accept-charset", "accept-encoding",
			"access-control-request-headers", "access-control-request-method", "connection", "content-length", "cookie",
			"cookie2", "date", "dnt", "expect", "host", "keep-alive", "origin", "referer", "set-cookie", "te",
			"trailer", "transfer-encoding", "upgrade", "via");

	private static final Set<String> METHOD_OVERRIDES = Set.of("x-http-method", "x-http-method-override",
			"x-method-override");

	private static final Set<String> RESPONSE = Set.of("set-cookie", "set-cookie2");

	private ForbiddenFields() {
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#forbidden-request-header">"Forbidden
	 * request-header"</a>: a page's attempt to set one is ignored.
	 */
	static boolean isForbiddenRequestHeader(String name, String value) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		if (REQUEST.contains(lowerCase) || lowerCase.startsWith("proxy-") || lowerCase.startsWith("sec-")) {
			return true;
		}
		if (METHOD_OVERRIDES.contains(lowerCase)) {
			for (String method : value.split(",")) {
				if (Methods.isForbidden(FieldSyntax.trim(method))) {
					return true;
				}
			}
		}
		return false;
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#forbidden-response-header-name">"Forbidden
	 * response-header name"</a>: no page ever reads one.
	 */
	static boolean isForbiddenResponseHeader(String name) {
		return RESPONSE.contains(name.toLowerCase(Locale.ROOT));
	}

}
