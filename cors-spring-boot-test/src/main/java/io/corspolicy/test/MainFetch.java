package io.corspolicy.test;

import java.io.IOException;
import java.util.List;

import io.corspolicy.test.FetchRequest.Tainting;

/**
 * A fetch, from the call to the response
 * (<a href="https://fetch.spec.whatwg.org/#main-fetch">Fetch, "main fetch"</a>,
 * <a href="https://fetch.spec.whatwg.org/#http-fetch">"HTTP fetch"</a> and
 * <a href="https://fetch.spec.whatwg.org/#http-redirect-fetch">"HTTP-redirect
 * fetch"</a>).
 */
final class MainFetch {

	private static final int MOST_REDIRECTS = 20;

	private final NetworkFetch network;

	private final PreflightFetch preflight;

	private final PreflightCache cache;

	MainFetch(NetworkFetch network, PreflightFetch preflight, PreflightCache cache) {
		this.network = network;
		this.preflight = preflight;
		this.cache = cache;
	}

	/**
	 * Fetch.
	 * @return the unfiltered response
	 * @throws NetworkError if it is blocked
	 */
	WireResponse fetch(FetchRequest request) throws IOException {
		if (request.currentUrl().origin().isSameOrigin(request.origin()) && request.tainting() == Tainting.BASIC) {
			return httpFetch(request);
		}
		return switch (request.options().mode()) {
			case SAME_ORIGIN -> throw new NetworkError(BlockReason.CROSS_ORIGIN, phase(),
					"%s is not of the page's origin, and the mode is same-origin".formatted(request.currentUrl()));
			case NO_CORS -> fetchOpaque(request);
			case CORS -> fetchCrossOrigin(request);
		};
	}

	private WireResponse fetchOpaque(FetchRequest request) throws IOException {
		if (request.options().redirect() != RedirectMode.FOLLOW) {
			throw new NetworkError(BlockReason.NOT_IN_NO_CORS, phase(), "no-cors follows every redirect");
		}
		request.taint(Tainting.OPAQUE);
		return httpFetch(request);
	}

	private WireResponse fetchCrossOrigin(FetchRequest request) throws IOException {
		request.taint(Tainting.CORS);
		boolean safelisted = Methods.isSafelisted(request.method()) && request.unsafeHeaderNames().isEmpty();
		if (safelisted && !request.options().forcesPreflight() && !request.options().privateNetwork()) {
			return httpFetch(request);
		}
		try {
			if (this.preflight.isNeeded(request)) {
				this.preflight.send(request);
			}
			return httpFetch(request);
		}
		catch (NetworkError ex) {
			this.cache.clear(request);
			throw ex;
		}
	}

	private WireResponse httpFetch(FetchRequest request) throws IOException {
		WireResponse response = this.network.send(request, false);
		if (request.tainting() == Tainting.CORS) {
			CorsCheck.check(request, response, FetchPhase.ACTUAL);
		}
		if (request.tainting() == Tainting.OPAQUE) {
			ResourcePolicyCheck.check(request, response);
		}
		if (!response.isRedirect()) {
			return response;
		}
		return switch (request.options().redirect()) {
			case ERROR ->
				throw blocked(BlockReason.REDIRECT_REFUSED, "status %d, and no redirect is wanted", response.status());
			case MANUAL -> response;
			case FOLLOW -> redirect(request, response);
		};
	}

	private WireResponse redirect(FetchRequest request, WireResponse response) throws IOException {
		List<String> locations = response.headers().values("Location");
		if (locations.isEmpty()) {
			return response;
		}
		WebUrl location = location(request, locations);
		if (request.redirects() == MOST_REDIRECTS) {
			throw blocked(BlockReason.TOO_MANY_REDIRECTS, "%d redirects have been followed", MOST_REDIRECTS);
		}
		boolean crossOrigin = !request.origin().isSameOrigin(location.origin());
		boolean cors = request.tainting() == Tainting.CORS
				|| (request.options().mode() == RequestMode.CORS && crossOrigin);
		if (cors && location.includesCredentials()) {
			throw blocked(BlockReason.REDIRECT_CREDENTIALS, "Location has a user's name or password");
		}
		request.redirectTo(location, response.status());
		return fetch(request);
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#concept-response-location-url">"Location
	 * URL"</a>.
	 */
	private static WebUrl location(FetchRequest request, List<String> locations) {
		if (locations.size() > 1) {
			throw blocked(BlockReason.REDIRECT_LOCATION, "Location is there %d times", locations.size());
		}
		WebUrl location;
		try {
			location = request.currentUrl().resolve(locations.get(0));
		}
		catch (IllegalArgumentException ex) {
			throw blocked(BlockReason.REDIRECT_LOCATION, "Location is not a URL: %s", locations.get(0));
		}
		if (!location.isHttp()) {
			throw blocked(BlockReason.REDIRECT_LOCATION, "Location has the scheme %s", location.scheme());
		}
		return (location.fragment() != null) ? location : location.withFragment(request.currentUrl().fragment());
	}

	private FetchPhase phase() {
		return this.network.exchanges().isEmpty() ? FetchPhase.CALL : FetchPhase.ACTUAL;
	}

	private static NetworkError blocked(BlockReason reason, String explanation, Object... arguments) {
		return new NetworkError(reason, FetchPhase.ACTUAL, explanation.formatted(arguments));
	}

}
