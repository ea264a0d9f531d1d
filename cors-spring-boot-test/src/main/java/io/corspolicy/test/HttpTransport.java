package io.corspolicy.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests over the network. The only headers that the JDK's client does not let
 * through are headers that browsers do not let pages set either.
 */
final class HttpTransport implements Transport {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final HttpClient client;

	HttpTransport(HttpClient client) {
		if (client.followRedirects() != HttpClient.Redirect.NEVER) {
			throw new IllegalArgumentException("The client must leave redirects to the browser");
		}
		this.client = client;
	}

	static HttpTransport shared() {
		return Shared.INSTANCE;
	}

	@Override
	public WireResponse exchange(WireRequest request) throws IOException {
		HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri());
		BodyPublisher body = (request.body() != null) ? BodyPublishers.ofByteArray(request.body())
				: BodyPublishers.noBody();
		builder.method(request.method(), body);
		request.headers().fields().forEach((field) -> builder.header(field.name(), field.value()));
		HttpResponse<byte[]> response = await(this.client.sendAsync(builder.build(), HttpTransport::body));
		HeaderList headers = HeaderList.empty();
		for (var entry : response.headers().map().entrySet()) {
			for (String value : entry.getValue()) {
				headers = headers.with(entry.getKey(), value);
			}
		}
		return new WireResponse(response.statusCode(), headers, response.body());
	}

	private static BodySubscriber<byte[]> body(ResponseInfo response) {
		if (WireResponse.isEventStream(response.headers().firstValue("Content-Type").orElse(""))) {
			return BodySubscribers.mapping(BodySubscribers.ofInputStream(), HttpTransport::leave);
		}
		return BodySubscribers.ofByteArray();
	}

	private static byte[] leave(InputStream stream) {
		try (stream) {
			return new byte[0];
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static <T> T await(CompletableFuture<T> answer) throws IOException {
		try {
			return answer.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof IOException cause) ? cause : new IOException(ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new IOException("No whole answer within " + TIMEOUT.toSeconds() + " seconds", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

	/** Created when it is first used: its thread lives as long as it does. */
	private static final class Shared {

		static final HttpTransport INSTANCE = new HttpTransport(
				HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build());

	}

}
