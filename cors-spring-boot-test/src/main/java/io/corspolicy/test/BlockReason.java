package io.corspolicy.test;

/**
 * Why a browser blocks a response: the step of the Fetch standard that failed.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#main-fetch">Fetch, "main fetch"</a>
 */
public enum BlockReason {

	/** The page asked for {@code CONNECT}, {@code TRACE} or {@code TRACK}. */
	FORBIDDEN_METHOD("\"forbidden method\""),

	/** Another origin, although the request's mode is {@code same-origin}. */
	CROSS_ORIGIN("\"main fetch\""),

	/**
	 * Something that the mode {@code no-cors} does not allow: other methods, redirect
	 * modes.
	 */
	NOT_IN_NO_CORS("\"main fetch\" and the Request constructor"),

	/** The response has no {@code Access-Control-Allow-Origin}. */
	ALLOW_ORIGIN_MISSING("\"CORS check\", step 2"),

	/**
	 * {@code Access-Control-Allow-Origin} is {@code *}, which is not enough with
	 * credentials.
	 */
	ALLOW_ORIGIN_WILDCARD("\"CORS check\", step 4"),

	/** {@code Access-Control-Allow-Origin} is not the request's origin, byte for byte. */
	ALLOW_ORIGIN_DIFFERS("\"CORS check\", step 4"),

	/**
	 * {@code Access-Control-Allow-Credentials} is not {@code true}, and credentials were
	 * included.
	 */
	ALLOW_CREDENTIALS_MISSING("\"CORS check\", steps 7 and 8"),

	/** The preflight's status is not one of 200 to 299. */
	PREFLIGHT_STATUS("\"CORS-preflight fetch\", step 7"),

	/** {@code Access-Control-Allow-Methods} has an entry that is not a method name. */
	ALLOW_METHODS_INVALID("\"CORS-preflight fetch\", step 7.3"),

	/** {@code Access-Control-Allow-Headers} has an entry that is not a header name. */
	ALLOW_HEADERS_INVALID("\"CORS-preflight fetch\", step 7.3"),

	/** {@code Access-Control-Allow-Methods} does not allow the request's method. */
	METHOD_NOT_ALLOWED("\"CORS-preflight fetch\", step 7.5"),

	/**
	 * {@code Access-Control-Allow-Headers} does not allow one of the request's headers.
	 */
	HEADER_NOT_ALLOWED("\"CORS-preflight fetch\", steps 7.6 and 7.7"),

	/**
	 * {@code Access-Control-Allow-Private-Network} is not {@code true}, and it was asked
	 * for.
	 */
	PRIVATE_NETWORK_NOT_ALLOWED("Private Network Access, \"CORS-preflight fetch\""),

	/** A redirect, although the redirect mode is {@code error}. */
	REDIRECT_REFUSED("\"HTTP fetch\""),

	/** A redirect to a URL that is not an HTTP URL. */
	REDIRECT_LOCATION("\"HTTP-redirect fetch\", steps 5 and 6"),

	/** A redirect to a URL with a user's name or password in it. */
	REDIRECT_CREDENTIALS("\"HTTP-redirect fetch\", steps 9 and 10"),

	/** A twenty-first redirect. */
	TOO_MANY_REDIRECTS("\"HTTP-redirect fetch\", step 7"),

	/** {@code Cross-Origin-Resource-Policy} keeps the response from this page. */
	RESOURCE_POLICY("\"cross-origin resource policy check\"");

	private final String step;

	BlockReason(String step) {
		this.step = step;
	}

	/**
	 * The clause of the standard.
	 * @return the name of the algorithm, and the step
	 */
	public String step() {
		return this.step;
	}

}
