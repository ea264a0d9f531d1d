package io.corspolicy.reactive;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.fetch.FieldNames;
import io.corspolicy.engine.fetch.Vary;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.util.ClassUtils;

/**
 * Reactor Netty's own header fields. Spring's are a view of them, which copies what it
 * returns. Not those of requests and responses that a filter has wrapped. Reactor Netty
 * may be absent: only this class knows it.
 */
final class NettyHeaders {

	private static final boolean PRESENT = find("reactor.netty.http.server.HttpServerResponse") != null;

	/** By name, as it is not public. A mutated request has the same native one. */
	private static final @Nullable Class<?> REQUEST = findSpring("ReactorServerHttpRequest");

	/** Others may have no native response, and throw if they are asked for it. */
	private static final @Nullable Class<?> RESPONSE = findSpring("ReactorServerHttpResponse");

	/**
	 * Names that carry their hash: Netty computes that of a {@code String} each time.
	 */
	private static final Map<String, CharSequence> NAMES = PRESENT ? names() : Map.of();

	private NettyHeaders() {
	}

	private static Map<String, CharSequence> names() {
		Map<String, CharSequence> names = new HashMap<>();
		for (String name : FieldNames.ALL) {
			names.put(name, AsciiString.cached(name));
		}
		return names;
	}

	private static CharSequence netty(String name) {
		return NAMES.getOrDefault(name, name);
	}

	private static @Nullable Class<?> findSpring(String name) {
		return PRESENT ? find(ServerHttpRequest.class.getPackageName() + "." + name) : null;
	}

	private static @Nullable Class<?> find(String name) {
		ClassLoader loader = NettyHeaders.class.getClassLoader();
		return ClassUtils.isPresent(name, loader) ? ClassUtils.resolveClassName(name, loader) : null;
	}

	/**
	 * Whether a request's fields are Reactor Netty's.
	 */
	static boolean areOf(ServerHttpRequest request) {
		return request.getClass() == REQUEST;
	}

	/**
	 * Whether a response's fields are Reactor Netty's.
	 */
	static boolean areOf(ServerHttpResponse response) {
		return response.getClass() == RESPONSE;
	}

	/**
	 * The first value of a field of a request whose fields are {@linkplain #areOf Reactor
	 * Netty's}.
	 * @return the value, or {@code null} if the field is absent
	 */
	static @Nullable String first(ServerHttpRequest request, String name) {
		return fields(request).get(netty(name));
	}

	/**
	 * The value of a field of a request whose fields are {@linkplain #areOf Reactor
	 * Netty's}. Not for lists: Netty's iterator returns lines in another order.
	 * @return the value, the empty string if the field has more than one line, or
	 * {@code null} if it is absent
	 */
	static @Nullable String only(ServerHttpRequest request, String name) {
		Iterator<? extends CharSequence> values = fields(request).valueCharSequenceIterator(netty(name));
		if (!values.hasNext()) {
			return null;
		}
		String value = values.next().toString();
		return values.hasNext() ? "" : value;
	}

	private static HttpHeaders fields(ServerHttpRequest request) {
		return ((AbstractServerHttpRequest) request).<HttpServerRequest>getNativeRequest().requestHeaders();
	}

	/**
	 * Set a field of a response whose fields are {@linkplain #areOf Reactor Netty's}.
	 */
	static void set(ServerHttpResponse response, String name, String value) {
		fields(response).set(netty(name), value);
	}

	/**
	 * Add {@code Vary} to a response whose fields are {@linkplain #areOf Reactor
	 * Netty's}.
	 * @return {@code false} if it is there, and nothing was added
	 */
	static boolean addVary(ServerHttpResponse response, String names) {
		HttpHeaders fields = fields(response);
		if (fields.contains(netty(Vary.NAME))) {
			return false;
		}
		fields.add(netty(Vary.NAME), names);
		return true;
	}

	private static HttpHeaders fields(ServerHttpResponse response) {
		return ((AbstractServerHttpResponse) response).<HttpServerResponse>getNativeResponse().responseHeaders();
	}

	/**
	 * Whether a response is known to have what a decision writes.
	 * @param response a response that is not committed
	 * @param decision the decision
	 * @param origin the origin of the decision
	 * @return {@code false} if the fields are not Reactor Netty's, too
	 * @see CorsDecision#isWritten
	 */
	static boolean have(ServerHttpResponse response, CorsDecision decision, @Nullable String origin) {
		return areOf(response) && decision.isWritten(fields(response).iteratorCharSequence(), origin);
	}

}
