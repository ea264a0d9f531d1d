package io.corspolicy.reactive;

import java.nio.file.Path;
import java.util.function.Supplier;

import io.corspolicy.engine.CorsDecision;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * Makes good what was decided right before a response is committed, whatever was done to
 * its headers: nothing that the decision governs is left but its own values, and
 * {@code Vary} has its names.
 */
final class ResponseGuard {

	private final ServerHttpResponse response;

	private final CorsDecision decision;

	private final @Nullable String origin;

	ResponseGuard(ServerHttpResponse response, CorsDecision decision, @Nullable String origin) {
		this.response = response;
		this.decision = decision;
		this.origin = origin;
		response.beforeCommit(() -> Mono.fromRunnable(this::restore));
	}

	/**
	 * The response for the rest of the chain, whose own actions before the commit come
	 * after the guard's.
	 */
	ServerHttpResponse guardedResponse() {
		return (this.response instanceof ZeroCopyHttpOutputMessage) ? new ZeroCopyGuarded() : new Guarded();
	}

	private void restore() {
		this.decision.forEachForbidden(this.response.getHeaders(), HeaderValues::remove);
		this.decision.writeTo(this.response, this.origin, ReactiveHeaderWriter.RESTORING);
	}

	private class Guarded extends ServerHttpResponseDecorator {

		Guarded() {
			super(ResponseGuard.this.response);
		}

		@Override
		public void beforeCommit(Supplier<? extends Mono<Void>> action) {
			super.beforeCommit(() -> action.get().then(Mono.fromRunnable(ResponseGuard.this::restore)));
		}

	}

	/**
	 * Lets files go out without being read where the server can do that.
	 */
	private final class ZeroCopyGuarded extends Guarded implements ZeroCopyHttpOutputMessage {

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			return ((ZeroCopyHttpOutputMessage) ResponseGuard.this.response).writeWith(file, position, count);
		}

	}

}
