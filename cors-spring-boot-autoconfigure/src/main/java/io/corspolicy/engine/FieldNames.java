package io.corspolicy.engine;

import java.util.List;

/**
 * The header fields of the CORS protocol and its neighbours, as they are written.
 */
final class FieldNames {

	static final String ORIGIN = "Origin";

	static final String REQUEST_METHOD = "Access-Control-Request-Method";

	static final String REQUEST_HEADERS = "Access-Control-Request-Headers";

	static final String REQUEST_PRIVATE_NETWORK = "Access-Control-Request-Private-Network";

	static final String SEC_FETCH_SITE = "Sec-Fetch-Site";

	static final String SEC_FETCH_MODE = "Sec-Fetch-Mode";

	static final String UPGRADE = "Upgrade";

	static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

	static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

	static final String ALLOW_METHODS = "Access-Control-Allow-Methods";

	static final String ALLOW_HEADERS = "Access-Control-Allow-Headers";

	static final String ALLOW_PRIVATE_NETWORK = "Access-Control-Allow-Private-Network";

	static final String EXPOSE_HEADERS = "Access-Control-Expose-Headers";

	static final String MAX_AGE = "Access-Control-Max-Age";

	static final String TIMING_ALLOW_ORIGIN = "Timing-Allow-Origin";

	static final String CROSS_ORIGIN_RESOURCE_POLICY = "Cross-Origin-Resource-Policy";

	/** The fields of responses that only the CORS protocol knows. */
	static final List<String> RESPONSE = List.of(ALLOW_ORIGIN, ALLOW_CREDENTIALS, EXPOSE_HEADERS, ALLOW_METHODS,
			ALLOW_HEADERS, MAX_AGE, ALLOW_PRIVATE_NETWORK);

	private FieldNames() {
	}

}
