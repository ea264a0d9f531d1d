package io.corspolicy.benchmarks.reactive;

import java.nio.charset.StandardCharsets;

import io.corspolicy.reactive.HandlerPolicyMapping;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * What is behind the filter: it writes two fields and a body, as WebFlux's message
 * writers do.
 */
final class ReactiveApplication implements WebFilterChain {

	private static final byte[] BODY = "{\"items\":[]}".getBytes(StandardCharsets.US_ASCII);

	private static final String LENGTH = String.valueOf(BODY.length);

	private final DataBuffer body = DefaultDataBufferFactory.sharedInstance.wrap(BODY);

	private final boolean silent;

	private final @Nullable HandlerPolicyMapping mapping;

	private boolean reached;

	/**
	 * Create an application.
	 * @param silent whether nothing is written
	 * @param mapping what WebFlux asks for a handler first, or {@code null} for an
	 * application without WebFlux
	 */
	ReactiveApplication(boolean silent, @Nullable HandlerPolicyMapping mapping) {
		this.silent = silent;
		this.mapping = mapping;
	}

	/** As for another request. */
	void recycle() {
		this.reached = false;
	}

	/** Whether a request came here. */
	boolean isReached() {
		return this.reached;
	}

	/** Not inlined, by an option of the virtual machine. */
	@Override
	public Mono<Void> filter(ServerWebExchange exchange) {
		this.reached = true;
		if (this.silent) {
			return Mono.empty();
		}
		return (this.mapping != null) ? this.mapping.getHandler(exchange).then(Mono.defer(() -> write(exchange)))
				: write(exchange);
	}

	private Mono<Void> write(ServerWebExchange exchange) {
		HttpHeaders headers = exchange.getResponse().getHeaders();
		headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
		headers.set(HttpHeaders.CONTENT_LENGTH, LENGTH);
		return exchange.getResponse()
			.writeWith(Mono.just(this.body).doOnDiscard(DataBuffer.class, DataBufferUtils::release));
	}

}
