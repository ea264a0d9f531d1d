package io.corspolicy.engine.fetch;

import java.util.List;

/**
 * The names of the header fields of the CORS protocol and related ones, in their usual
 * spelling.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, "CORS
 * protocol"</a>
 */
public final class FieldNames {

	public static final String ORIGIN = "Origin";

	public static final String REQUEST_METHOD = "Access-Control-Request-Method";

	public static final String REQUEST_HEADERS = "Access-Control-Request-Headers";

	public static final String REQUEST_PRIVATE_NETWORK = "Access-Control-Request-Private-Network";

	public static final String SEC_FETCH_SITE = "Sec-Fetch-Site";

	public static final String SEC_FETCH_MODE = "Sec-Fetch-Mode";

	public static final String UPGRADE = "Upgrade";

	public static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

	public static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

	public static final String ALLOW_METHODS = "Access-Control-Allow-Methods";

	public static final String ALLOW_HEADERS = "Access-Control-Allow-Headers";

	public static final String ALLOW_PRIVATE_NETWORK = "Access-Control-Allow-Private-Network";

	public static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";

	public static final String MAX_AGE = "Access-Control-Max-Age";

	public static final String TIMING_ALLOW_ORIGIN = "Timing-Allow-Origin";

	public static final String CROSS_ORIGIN_RESOURCE_POLICY = "Cross-Origin-Resource-Policy";

	/**
	 * The response fields that only the CORS protocol defines.
	 * @see <a href="https://fetch.spec.whatwg.org/#http-responses">Fetch, "HTTP
	 * responses"</a>
	 */
	public static final List<String> RESPONSE = List.of(ALLOW_ORIGIN, ALLOW_CREDENTIALS, EXPOSE_HEADERS, ALLOW_METHODS,
			ALLOW_HEADERS, MAX_AGE, ALLOW_PRIVATE_NETWORK);

	/**
	 * All names above, and {@code Vary}.
	 */
	public static final List<String> ALL = List.of(ORIGIN, REQUEST_METHOD, REQUEST_HEADERS, REQUEST_PRIVATE_NETWORK,
			SEC_FETCH_SITE, SEC_FETCH_MODE, UPGRADE, ALLOW_ORIGIN, ALLOW_CREDENTIALS, ALLOW_METHODS, ALLOW_HEADERS,
			ALLOW_PRIVATE_NETWORK, EXPOSE_HEADERS, MAX_AGE, TIMING_ALLOW_ORIGIN, CROSS_ORIGIN_RESOURCE_POLICY,
			Vary.NAME);

	private FieldNames() {
	}

}
