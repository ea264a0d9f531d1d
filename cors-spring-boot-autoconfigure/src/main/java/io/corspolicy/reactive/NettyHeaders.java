package io.corspolicy.reactive;

import java.util.Iterator;

import io.corspolicy.engine.CorsDecision;
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

	private NettyHeaders() {
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
	 * The value of a field of a request whose fields are {@linkplain #areOf Reactor
	 * Netty's}. Not for lists: Netty's iterator returns lines in another order.
	 * @return the value, the empty string if the field has more than one line, or
	 * {@code null} if it is absent
	 */
	static @Nullable String only(ServerHttpRequest request, String name) {
		HttpServerRequest netty = ((AbstractServerHttpRequest) request).getNativeRequest();
		Iterator<? extends CharSequence> values = netty.requestHeaders().valueCharSequenceIterator(name);
		if (!values.hasNext()) {
			return null;
		}
		String value = values.next().toString();
		return values.hasNext() ? "" : value;
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
		if (!areOf(response)) {
			return false;
		}
		HttpServerResponse netty = ((AbstractServerHttpResponse) response).getNativeResponse();
		return decision.isWritten(netty.responseHeaders().iteratorCharSequence(), origin);
	}

}
