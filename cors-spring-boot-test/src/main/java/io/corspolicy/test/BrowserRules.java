package io.corspolicy.test;

/**
 * Where browsers and the standard disagree.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, "CORS
 * protocol"</a>
 */
public enum BrowserRules {

	/**
	 * The Fetch standard to the letter. The stricter choice for tests of what a page must
	 * be able to do: browsers have announced that they will follow.
	 */
	STANDARD,

	/**
	 * Chromium, Firefox and WebKit in 2026: {@code *} in
	 * {@code Access-Control-Allow-Headers} covers {@code Authorization}, too, and a
	 * negative {@code Access-Control-Max-Age} keeps a preflight from being cached. The
	 * stricter choice for tests of what a page must not be able to do.
	 */
	TODAYS_BROWSERS;

	boolean wildcardCovers(String headerName) {
		return this == TODAYS_BROWSERS || !isNonWildcardName(headerName);
	}

	boolean negativeMaxAgeIsZero() {
		return this == TODAYS_BROWSERS;
	}

	/**
	 * <a href=
	 * "https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name">"CORS
	 * non-wildcard request-header name"</a>.
	 */
	static boolean isNonWildcardName(String headerName) {
		return headerName.equalsIgnoreCase("Authorization");
	}

}
