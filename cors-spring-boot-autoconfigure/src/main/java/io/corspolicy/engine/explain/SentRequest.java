package io.corspolicy.engine.explain;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.corspolicy.engine.fetch.FieldNames;
import io.corspolicy.engine.fetch.RequestReader;
import io.corspolicy.engine.origin.OriginParts;
import io.corspolicy.engine.origin.OriginPattern;
import org.jspecify.annotations.Nullable;

/**
 * A request as a browser puts it on the wire, with the fields on which a server's
 * decision may depend.
 *
 * @param method the method
 * @param headers the header fields in order; their names are unique, case-insensitively
 * @param serverOrigin the origin under which the application is reached, or {@code null}
 * if it is not known
 */
public record SentRequest(String method, Map<String, String> headers, @Nullable String serverOrigin) {

	/** Reads such requests. */
	public static final RequestReader<SentRequest> READER = new Reader();

	/**
	 * Create a request.
	 */
	public SentRequest {
		headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
	}

	/**
	 * The request's origin.
	 * @return the value of {@code Origin}, or {@code null} if it is absent
	 */
	public @Nullable String origin() {
		return READER.header(this, FieldNames.ORIGIN);
	}

	/**
	 * Main fetch sends no preflight and leaves GET and HEAD without an origin.
	 * @see <a href="https://fetch.spec.whatwg.org/#main-fetch">Fetch, "main fetch"</a>
	 * @see <a href="https://fetch.spec.whatwg.org/#append-a-request-origin-header">Fetch,
	 * "append a request `Origin` header"</a>
	 */
	static SentRequest sameOrigin(BrowserRequest request) {
		boolean plain = request.method().equals("GET") || request.method().equals("HEAD");
		return actual(request, plain ? null : request.origin());
	}

	static SentRequest actual(BrowserRequest request) {
		return actual(request, request.origin());
	}

	private static SentRequest actual(BrowserRequest request, @Nullable String origin) {
		Map<String, String> headers = new LinkedHashMap<>();
		if (origin != null) {
			headers.put(FieldNames.ORIGIN, origin);
		}
		Map<String, String> names = new LinkedHashMap<>();
		for (BrowserRequest.Header header : request.headers()) {
			if (!SafelistedRequestHeaders.isForbidden(header)) {
				String name = names.computeIfAbsent(header.name().toLowerCase(Locale.ROOT), (key) -> header.name());
				String value = (header.value() != null) ? header.value() : "\u2026";
				headers.merge(name, value, (one, other) -> one + ", " + other);
			}
		}
		return new SentRequest(request.method(), headers, request.serverOrigin());
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch">Fetch,
	 * "CORS-preflight fetch"</a>, steps 1 to 5.
	 */
	static SentRequest preflight(BrowserRequest request, String origin, Iterable<String> unsafeNames) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put(FieldNames.ORIGIN, origin);
		headers.put(FieldNames.REQUEST_METHOD, request.method());
		String names = String.join(",", unsafeNames);
		if (!names.isEmpty()) {
			headers.put(FieldNames.REQUEST_HEADERS, names);
		}
		return new SentRequest("OPTIONS", headers, request.serverOrigin());
	}

	private static final class Reader implements RequestReader<SentRequest> {

		@Override
		public String method(SentRequest request) {
			return request.method();
		}

		@Override
		public @Nullable String header(SentRequest request, String name) {
			for (Map.Entry<String, String> field : request.headers().entrySet()) {
				if (field.getKey().equalsIgnoreCase(name)) {
					return field.getValue();
				}
			}
			return null;
		}

		@Override
		public Iterator<String> headers(SentRequest request, String name) {
			String value = header(request, name);
			return (value != null) ? Collections.singleton(value).iterator() : Collections.emptyIterator();
		}

		@Override
		public @Nullable String scheme(SentRequest request) {
			OriginParts server = server(request);
			return (server != null) ? server.scheme() : null;
		}

		@Override
		public @Nullable String host(SentRequest request) {
			OriginParts server = server(request);
			return (server != null) ? server.host() : null;
		}

		@Override
		public int port(SentRequest request) {
			OriginParts server = server(request);
			String port = (server != null) ? server.port() : "";
			return OriginPattern.decimalPort(port, 0, port.length());
		}

		private static @Nullable OriginParts server(SentRequest request) {
			return (request.serverOrigin() != null) ? OriginParts.of(request.serverOrigin()) : null;
		}

	}

}
