package io.corspolicy.test;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserter;

/**
 * Hands requests to a {@link WebTestClient}, bound to a server or not.
 */
final class WebTestClientTransport implements Transport {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final WebTestClient client;

	WebTestClientTransport(WebTestClient client) {
		this.client = client;
	}

	/**
	 * The URL that a client puts before relative ones.
	 * @return the URL, or {@code null} for a client that is not bound to a server
	 */
	static @Nullable String baseUrl(WebTestClient client) {
		AtomicReference<URI> base = new AtomicReference<>();
		// Asks the client for its URL without sending anything.
		client.get().uri((builder) -> {
			base.set(builder.build());
			return base.get();
		});
		return (base.get().getHost() != null) ? base.get().toString() : null;
	}

	@Override
	public WireResponse exchange(WireRequest request) {
		WebTestClient.RequestBodySpec spec = this.client.method(HttpMethod.valueOf(request.method()))
			.uri(request.uri());
		for (HeaderList.Field field : request.fieldsWithoutCookies()) {
			spec.header(field.name(), field.value());
		}
		request.cookies().forEach(spec::cookie);
		if (request.body() != null) {
			spec.body(raw(request.body()));
		}
		return read(spec.exchange().returnResult(byte[].class));
	}

	/** Without an encoder, which would add a content type of its own. */
	private static BodyInserter<Object, ClientHttpRequest> raw(byte[] body) {
		return (message, context) -> {
			message.getHeaders().setContentLength(body.length);
			return message.writeWith(Mono.fromSupplier(() -> message.bufferFactory().wrap(body)));
		};
	}

	private static WireResponse read(FluxExchangeResult<byte[]> result) {
		HeaderList headers = read(result.getResponseHeaders());
		String contentType = headers.get("Content-Type");
		boolean endless = contentType != null && WireResponse.isEventStream(contentType);
		return new WireResponse(result.getStatus().value(), headers, body(result.getResponseBody(), endless));
	}

	/** Reads header fields one by one, on every line of Spring. */
	static HeaderList read(HttpHeaders headers) {
		List<HeaderList.Field> fields = new ArrayList<>();
		headers.forEach((name, values) -> values.forEach((value) -> fields.add(new HeaderList.Field(name, value))));
		HeaderList list = HeaderList.empty();
		for (HeaderList.Field field : fields) {
			list = list.with(field.name(), field.value());
		}
		return list;
	}

	private static byte[] body(Flux<byte[]> body, boolean endless) {
		if (endless) {
			body.subscribe().dispose();
			return new byte[0];
		}
		ByteArrayOutputStream whole = new ByteArrayOutputStream();
		List<byte[]> parts = body.collectList().block(TIMEOUT);
		if (parts != null) {
			parts.forEach(whole::writeBytes);
		}
		return whole.toByteArray();
	}

}
