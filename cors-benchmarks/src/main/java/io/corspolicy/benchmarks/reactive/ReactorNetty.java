package io.corspolicy.benchmarks.reactive;

import java.lang.reflect.Constructor;
import java.time.Instant;
import java.util.Arrays;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.logging.ReactorNettyHttpMessageLogFactory;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Makes what Reactor Netty has for a request and its response: one object, whose
 * constructor is not public, over a channel that leads nowhere.
 */
final class ReactorNetty {

	private static final String TYPE = "reactor.netty.http.server.HttpServerOperations";

	private ReactorNetty() {
	}

	/** Both Reactor Netty's request and its response. */
	static HttpServerResponse operations(HttpRequest request) {
		try {
			Constructor<?> constructor = Arrays.stream(Class.forName(TYPE).getDeclaredConstructors())
				.filter((candidate) -> candidate.getParameterCount() > 1)
				.findFirst()
				.orElseThrow();
			constructor.setAccessible(true);
			return (HttpServerResponse) constructor.newInstance(
					Arrays.stream(constructor.getParameterTypes()).map((type) -> argument(type, request)).toArray());
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable Object argument(Class<?> type, HttpRequest request) {
		if (type == boolean.class) {
			return false;
		}
		if (type == Instant.class) {
			return Instant.EPOCH;
		}
		if (type == Connection.class) {
			return Connection.from(new EmbeddedChannel());
		}
		if (type == ConnectionObserver.class) {
			return ConnectionObserver.emptyListener();
		}
		if (type == ServerCookieDecoder.class) {
			return ServerCookieDecoder.STRICT;
		}
		if (type == ServerCookieEncoder.class) {
			return ServerCookieEncoder.STRICT;
		}
		if (type == HttpRequest.class) {
			return request;
		}
		return type.isInstance(ReactorNettyHttpMessageLogFactory.INSTANCE) ? ReactorNettyHttpMessageLogFactory.INSTANCE
				: null;
	}

}
