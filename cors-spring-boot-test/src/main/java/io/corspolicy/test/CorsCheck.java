package io.corspolicy.test;

import java.util.List;

/**
 * Whether a response may be shared with a page
 * (<a href="https://fetch.spec.whatwg.org/#concept-cors-check">Fetch, "CORS check"</a>).
 */
final class CorsCheck {

	private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

	private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

	private CorsCheck() {
	}

	/**
	 * Check a response.
	 * @throws NetworkError if the check fails
	 */
	static void check(FetchRequest request, WireResponse response, FetchPhase phase) {
		HeaderList headers = response.headers();
		String allowed = headers.get(ALLOW_ORIGIN);
		String origin = request.serialisedOrigin();
		if (allowed == null) {
			throw new NetworkError(BlockReason.ALLOW_ORIGIN_MISSING, phase,
					"no %s in the response with status %d".formatted(ALLOW_ORIGIN, response.status()));
		}
		if (allowed.equals("*")) {
			if (request.includesCredentials()) {
				throw new NetworkError(BlockReason.ALLOW_ORIGIN_WILDCARD, phase,
						"%s is *, but with credentials it has to be %s".formatted(ALLOW_ORIGIN, origin));
			}
			return;
		}
		if (!allowed.equals(origin)) {
			throw new NetworkError(BlockReason.ALLOW_ORIGIN_DIFFERS, phase, "%s is %s, and not exactly %s"
				.formatted(ALLOW_ORIGIN, lines(headers.values(ALLOW_ORIGIN)), origin));
		}
		if (request.includesCredentials() && !"true".equals(headers.get(ALLOW_CREDENTIALS))) {
			List<String> values = headers.values(ALLOW_CREDENTIALS);
			throw new NetworkError(BlockReason.ALLOW_CREDENTIALS_MISSING, phase,
					"credentials are included, but %s is %s".formatted(ALLOW_CREDENTIALS,
							values.isEmpty() ? "missing" : lines(values) + ", and not exactly true"));
		}
	}

	private static String lines(List<String> values) {
		String quoted = "'" + String.join("' and '", values) + "'";
		return (values.size() == 1) ? quoted : quoted + " in " + values.size() + " lines";
	}

}
