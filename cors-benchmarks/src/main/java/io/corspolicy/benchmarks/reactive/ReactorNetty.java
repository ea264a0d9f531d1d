package io.corspolicy.benchmarks.reactive;

import java.lang.reflect.Constructor;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.Arrays;

import io.corspolicy.benchmarks.Call;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.http.logging.ReactorNettyHttpMessageLogFactory;
import reactor.netty.http.server.ConnectionInfo;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpRequest;

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

	/** What Spring makes of the request. */
	static ServerHttpRequest springRequest(HttpServerResponse operations, NettyDataBufferFactory buffers) {
		return spring(ServerHttpRequest.class, "ReactorServerHttpRequest", operations, buffers);
	}

	/** What Spring makes of the response. */
	static AbstractServerHttpResponse springResponse(HttpServerResponse response, DataBufferFactory buffers) {
		return spring(AbstractServerHttpResponse.class, "ReactorServerHttpResponse", response, buffers);
	}

	/** The class is not public. */
	private static <T> T spring(Class<T> type, String name, Object... arguments) {
		try {
			Constructor<?> constructor = Class.forName(type.getPackageName() + "." + name).getDeclaredConstructors()[0];
			constructor.setAccessible(true);
			return type.cast(constructor.newInstance(arguments));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** How the application was reached. */
	private static ConnectionInfo connection() {
		try {
			Constructor<?> constructor = ConnectionInfo.class.getDeclaredConstructor(SocketAddress.class, String.class,
					int.class, SocketAddress.class, String.class, boolean.class);
			constructor.setAccessible(true);
			SocketAddress address = InetSocketAddress.createUnresolved(Call.HOST, Call.PORT);
			return (ConnectionInfo) constructor.newInstance(address, Call.HOST, Call.PORT, address, Call.SCHEME, true);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static @Nullable Object argument(Class<?> type, HttpRequest request) {
		if (type == ConnectionInfo.class) {
			return connection();
		}
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
