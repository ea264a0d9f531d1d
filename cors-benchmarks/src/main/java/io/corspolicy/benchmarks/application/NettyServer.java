package io.corspolicy.benchmarks.application;

import java.nio.charset.StandardCharsets;

import io.corspolicy.benchmarks.Configuration;
import io.corspolicy.benchmarks.Variant;
import io.corspolicy.benchmarks.reactive.WebFilters;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * Reactor Netty with a web handler.
 */
final class NettyServer implements Server {

	private static final byte[] BODY = "Hello".getBytes(StandardCharsets.US_ASCII);

	private final Variant variant;

	private final DisposableServer server;

	NettyServer(Variant variant, Configuration configuration) {
		this.variant = variant;
		WebHttpHandlerBuilder builder = WebHttpHandlerBuilder.webHandler(NettyServer::hello);
		if (variant != Variant.EMPTY) {
			builder.filter(WebFilters.create(variant, configuration));
		}
		HttpHandler handler = builder.build();
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle(new ReactorHttpHandlerAdapter(handler))
			.bindNow();
	}

	/** Writes its body as WebFlux's message writers do. */
	private static Mono<Void> hello(ServerWebExchange exchange) {
		ServerHttpResponse response = exchange.getResponse();
		response.getHeaders().setContentType(MediaType.TEXT_PLAIN);
		response.getHeaders().setContentLength(BODY.length);
		return response.writeWith(Mono.<DataBuffer>just(response.bufferFactory().wrap(BODY))
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release));
	}

	@Override
	public Variant variant() {
		return this.variant;
	}

	@Override
	public int port() {
		return this.server.port();
	}

	@Override
	public void stop() {
		this.server.disposeNow();
	}

}
