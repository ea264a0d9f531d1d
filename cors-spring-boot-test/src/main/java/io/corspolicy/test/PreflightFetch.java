package io.corspolicy.test;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Sends a preflight before a request
 * (<a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch">Fetch, "CORS-preflight
 * fetch"</a>).
 */
final class PreflightFetch {

	private static final String ALLOW_METHODS = "Access-Control-Allow-Methods";

	private static final String ALLOW_HEADERS = "Access-Control-Allow-Headers";

	private static final String REQUEST_PRIVATE_NETWORK = "Access-Control-Request-Private-Network";

	private static final String ALLOW_PRIVATE_NETWORK = "Access-Control-Allow-Private-Network";

	private final NetworkFetch network;

	private final PreflightCache cache;

	private final BrowserRules rules;

	private final MaxAge maxAge;

	PreflightFetch(NetworkFetch network, PreflightCache cache, BrowserRules rules, Duration maxAgeLimit) {
		this.network = network;
		this.cache = cache;
		this.rules = rules;
		this.maxAge = new MaxAge(maxAgeLimit, rules);
	}

	/**
	 * Whether the cache has no answer
	 * (<a href="https://fetch.spec.whatwg.org/#http-fetch">"HTTP fetch"</a>, step 4.1).
	 * For a private network it never has.
	 */
	boolean isNeeded(FetchRequest request) {
		boolean method = !this.cache.matchesMethod(request, request.method())
				&& (!Methods.isSafelisted(request.method()) || request.options().forcesPreflight());
		return method || request.options().privateNetwork()
				|| request.unsafeHeaderNames().stream().anyMatch((name) -> !this.cache.matchesHeader(request, name));
	}

	/**
	 * Send a preflight, and cache the answer.
	 * @throws NetworkError if the answer does not allow the request
	 */
	void send(FetchRequest request) throws IOException {
		WireResponse response = this.network.send(FetchRequest.preflight(request, headers(request)), true);
		CorsCheck.check(request, response, FetchPhase.PREFLIGHT);
		if (!response.isOk()) {
			throw blocked(BlockReason.PREFLIGHT_STATUS, "status %d is not one of 200 to 299", response.status());
		}
		ListedNames methods = ListedNames.extract(response.headers(), ALLOW_METHODS);
		ListedNames headerNames = ListedNames.extract(response.headers(), ALLOW_HEADERS);
		if (methods.isFailure()) {
			throw blocked(BlockReason.ALLOW_METHODS_INVALID, "%s is %s, not a list of method names", ALLOW_METHODS,
					response.headers().values(ALLOW_METHODS));
		}
		if (headerNames.isFailure()) {
			throw blocked(BlockReason.ALLOW_HEADERS_INVALID, "%s is %s, not a list of header names", ALLOW_HEADERS,
					response.headers().values(ALLOW_HEADERS));
		}
		if (methods.isAbsent() && request.options().forcesPreflight()) {
			methods = new ListedNames(ListedNames.State.LISTED, List.of(request.method()));
		}
		checkMethod(request, methods);
		checkHeaders(request, headerNames);
		checkPrivateNetwork(request, response);
		this.cache.store(request, methods, headerNames, this.maxAge.of(response.headers()));
	}

	private static HeaderList headers(FetchRequest request) {
		HeaderList headers = HeaderList.empty()
			.with("Accept", "*/*")
			.with("Access-Control-Request-Method", request.method());
		List<String> unsafeNames = request.unsafeHeaderNames();
		if (!unsafeNames.isEmpty()) {
			headers = headers.with("Access-Control-Request-Headers", String.join(",", unsafeNames));
		}
		return request.options().privateNetwork() ? headers.with(REQUEST_PRIVATE_NETWORK, "true") : headers;
	}

	private static void checkMethod(FetchRequest request, ListedNames methods) {
		String method = request.method();
		boolean wildcard = methods.containsWildcard() && !request.includesCredentials();
		if (!methods.contains(method) && !Methods.isSafelisted(method) && !wildcard) {
			throw blocked(BlockReason.METHOD_NOT_ALLOWED, "%s is not in %s (%s)", method, ALLOW_METHODS,
					describe(methods));
		}
	}

	private void checkHeaders(FetchRequest request, ListedNames headerNames) {
		boolean wildcard = headerNames.containsWildcard() && !request.includesCredentials();
		for (String name : request.unsafeHeaderNames()) {
			if (!headerNames.containsHeader(name) && !(wildcard && this.rules.wildcardCovers(name))) {
				throw blocked(BlockReason.HEADER_NOT_ALLOWED, "%s is not in %s (%s)", name, ALLOW_HEADERS,
						describe(headerNames));
			}
		}
	}

	private static void checkPrivateNetwork(FetchRequest request, WireResponse response) {
		if (request.options().privateNetwork() && !"true".equals(response.headers().get(ALLOW_PRIVATE_NETWORK))) {
			throw blocked(BlockReason.PRIVATE_NETWORK_NOT_ALLOWED, "%s is not exactly true", ALLOW_PRIVATE_NETWORK);
		}
	}

	private static String describe(ListedNames listed) {
		return listed.isAbsent() ? "there is none" : String.join(", ", listed.names());
	}

	private static NetworkError blocked(BlockReason reason, String explanation, Object... arguments) {
		return new NetworkError(reason, FetchPhase.PREFLIGHT, explanation.formatted(arguments));
	}

}
