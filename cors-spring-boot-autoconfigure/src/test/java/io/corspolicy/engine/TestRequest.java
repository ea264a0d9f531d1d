package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.engine.fetch.RequestReader;
import org.jspecify.annotations.Nullable;

/**
 * A request made of a method and header fields.
 *
 * @param method the method
 * @param headers the fields in order
 */
public record TestRequest(String method, List<Map.Entry<String, String>> headers) {

	private static final String SCHEME = "Test-Scheme";

	private static final String HOST = "Test-Host";

	private static final String PORT = "Test-Port";

	public static TestRequest of(String method, String... namesAndValues) {
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			headers.add(Map.entry(namesAndValues[i], namesAndValues[i + 1]));
		}
		return new TestRequest(method, headers);
	}

	/** A request of which only is known where it came, as far as that is. */
	public static TestRequest reached(@Nullable String scheme, @Nullable String host, @Nullable String port) {
		Map<String, @Nullable String> known = new LinkedHashMap<>();
		known.put(SCHEME, scheme);
		known.put(HOST, host);
		known.put(PORT, port);
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		known.forEach((name, value) -> {
			if (value != null) {
				headers.add(Map.entry(name, value));
			}
		});
		return new TestRequest("GET", headers);
	}

	public @Nullable String origin() {
		return Reader.INSTANCE.header(this, "Origin");
	}

	public CorsDecision decide(PolicySet policies) {
		return decide(policies, false);
	}

	public CorsDecision decide(PolicySet policies, boolean debug) {
		return Objects.requireNonNull(CorsEngine.decide((request, method) -> policies, debug,
				Reader.INSTANCE.origin(this), this, Reader.INSTANCE));
	}

	/**
	 * Reads such a request; it reached an unknown place.
	 */
	public enum Reader implements RequestReader<TestRequest> {

		INSTANCE;

		@Override
		public String method(TestRequest request) {
			return request.method();
		}

		@Override
		public @Nullable String header(TestRequest request, String name) {
			Iterator<String> values = headers(request, name);
			return values.hasNext() ? values.next() : null;
		}

		@Override
		public Iterator<String> headers(TestRequest request, String name) {
			return request.headers()
				.stream()
				.filter((field) -> field.getKey().equalsIgnoreCase(name))
				.map(Map.Entry::getValue)
				.iterator();
		}

		@Override
		public @Nullable String scheme(TestRequest request) {
			return header(request, SCHEME);
		}

		@Override
		public @Nullable String host(TestRequest request) {
			return header(request, HOST);
		}

		@Override
		public int port(TestRequest request) {
			String port = header(request, PORT);
			return (port != null) ? Integer.parseInt(port) : -1;
		}

	}

}
