package io.corspolicy.test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds the browser's header fields, sends the request, and records it
 * (<a href="https://fetch.spec.whatwg.org/#http-network-or-cache-fetch">Fetch,
 * "HTTP-network-or-cache fetch"</a>). There is no HTTP cache.
 */
final class NetworkFetch {

	private final Transport transport;

	private final boolean sendsMetadata;

	private final List<Exchange> exchanges = new ArrayList<>();

	NetworkFetch(Transport transport, boolean sendsMetadata) {
		this.transport = transport;
		this.sendsMetadata = sendsMetadata;
	}

	List<Exchange> exchanges() {
		return List.copyOf(this.exchanges);
	}

	WireResponse send(FetchRequest request, boolean preflight) throws IOException {
		HeaderList headers = request.headers().combined();
		headers = addReferrer(request, headers);
		headers = addOrigin(request, headers);
		headers = this.sendsMetadata ? FetchMetadata.add(request, headers) : headers;
		headers = addCookies(request, headers);
		WireRequest wireRequest = new WireRequest(request.method(), request.currentUrl().serialised(), headers,
				request.body());
		WireResponse response = this.transport.exchange(wireRequest);
		this.exchanges.add(new Exchange(preflight, wireRequest, response));
		return response;
	}

	/** Under the default policy, {@code strict-origin-when-cross-origin}. */
	private static HeaderList addReferrer(FetchRequest request, HeaderList headers) {
		WebOrigin target = request.currentUrl().origin();
		boolean downgrade = request.origin().isTrustworthy() && !target.isTrustworthy();
		if (!request.options().referrer() || request.origin().isOpaque() || downgrade) {
			return headers;
		}
		return headers.with("Referer", request.origin().serialised() + "/");
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#append-a-request-origin-header">"Append a
	 * request `Origin` header"</a>.
	 */
	private static HeaderList addOrigin(FetchRequest request, HeaderList headers) {
		if (request.tainting() == FetchRequest.Tainting.CORS) {
			return headers.with("Origin", request.serialisedOrigin());
		}
		if (request.method().equals("GET") || request.method().equals("HEAD")) {
			return headers;
		}
		boolean downgrade = request.origin().isSecure() && !request.currentUrl().origin().isSecure();
		boolean hidden = request.options().mode() != RequestMode.CORS && (!request.options().referrer() || downgrade);
		return headers.with("Origin", hidden ? "null" : request.serialisedOrigin());
	}

	/** Cookies belong to a host, on any port. */
	private static HeaderList addCookies(FetchRequest request, HeaderList headers) {
		boolean included = switch (request.options().credentials()) {
			case OMIT -> false;
			case SAME_ORIGIN -> request.tainting() == FetchRequest.Tainting.BASIC;
			case INCLUDE -> true;
		};
		String cookies = request.options().cookies();
		boolean sameHost = request.urls().get(0).host().equals(request.currentUrl().host());
		return (included && sameHost && !cookies.isEmpty()) ? headers.with("Cookie", cookies) : headers;
	}

}
