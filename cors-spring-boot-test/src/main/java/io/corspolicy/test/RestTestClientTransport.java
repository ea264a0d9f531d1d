package io.corspolicy.test;

import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.ExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Hands requests to a {@link RestTestClient}, bound to a server or not.
 */
final class RestTestClientTransport implements Transport {

	private final RestTestClient client;

	RestTestClientTransport(Object client) {
		this.client = (RestTestClient) client;
	}

	static boolean isClient(Object object) {
		return object instanceof RestTestClient;
	}

	/**
	 * The URL that the client puts before relative ones.
	 * @return the URL, or {@code null} for a client that is not bound to a server
	 */
	@Nullable String baseUrl() {
		AtomicReference<URI> base = new AtomicReference<>();
		// Asks the client for its URL without sending anything.
		this.client.get().uri((builder) -> {
			base.set(builder.build());
			return base.get();
		});
		return (base.get().getHost() != null) ? base.get().toString() : null;
	}

	@Override
	public WireResponse exchange(WireRequest request) {
		RestTestClient.RequestBodySpec spec = this.client.method(HttpMethod.valueOf(request.method()))
			.uri(withPort(request.uri()));
		for (HeaderList.Field field : request.fieldsWithoutCookies()) {
			spec.header(field.name(), field.value());
		}
		request.cookies().forEach(spec::cookie);
		if (request.body() != null) {
			spec.body(request.body());
		}
		return read(spec.exchange().returnResult());
	}

	/** MockMvc's own default is 80 for every scheme, and its client sets no other. */
	private URI withPort(URI uri) {
		boolean implied = uri.getScheme().equals("https") && uri.getPort() < 0 && baseUrl() == null;
		return implied ? UriComponentsBuilder.fromUri(uri).port(443).build(true).toUri() : uri;
	}

	private static WireResponse read(ExchangeResult result) {
		byte[] body = result.getResponseBodyContent();
		return new WireResponse(result.getStatus().value(), WebTestClientTransport.read(result.getResponseHeaders()),
				(body != null) ? body : new byte[0]);
	}

}
