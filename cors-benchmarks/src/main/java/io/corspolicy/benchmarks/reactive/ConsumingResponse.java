package io.corspolicy.benchmarks.reactive;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.NettyOutbound;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Reactor Netty's response, but that what is sent is consumed. Only what Spring calls is
 * there. One exchange at a time.
 */
final class ConsumingResponse implements InvocationHandler {

	private final HttpServerResponse operations;

	private final NettyOutbound outbound = proxy(NettyOutbound.class);

	private @Nullable Publisher<?> body;

	private ConsumingResponse(HttpServerResponse operations) {
		this.operations = operations;
	}

	static HttpServerResponse of(HttpServerResponse operations) {
		return new ConsumingResponse(operations).proxy(HttpServerResponse.class);
	}

	private <T> T proxy(Class<T> type) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, this));
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "responseHeaders" -> this.operations.responseHeaders();
			case "status" -> (arguments != null) ? proxy : this.operations.status();
			case "send" -> send((arguments != null) ? (Publisher<?>) arguments[0] : null);
			case "then" -> Flux.from((this.body != null) ? this.body : Flux.empty()).then();
			default -> throw new UnsupportedOperationException(method.getName());
		};
	}

	private NettyOutbound send(@Nullable Publisher<?> sent) {
		this.body = sent;
		return this.outbound;
	}

}
