package io.corspolicy.reactive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.corspolicy.engine.CorsDecision;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * Makes good what was decided right before the response is committed, whatever was done
 * to its headers: nothing that the decision governs is left but its own values, and
 * {@code Vary} has its names. What the rest of the chain does before the commit comes
 * before that.
 */
class GuardedResponse extends ServerHttpResponseDecorator {

	private volatile CorsDecision decision;

	private final @Nullable String origin;

	private final Mono<Void> restored = Mono.fromRunnable(this::restore);

	private GuardedResponse(ServerHttpResponse response, CorsDecision decision, @Nullable String origin) {
		super(response);
		this.decision = decision;
		this.origin = origin;
		response.beforeCommit(() -> this.restored);
	}

	static GuardedResponse of(ServerHttpResponse response, CorsDecision decision, @Nullable String origin) {
		return (response instanceof ZeroCopyHttpOutputMessage) ? new ZeroCopy(response, decision, origin)
				: new GuardedResponse(response, decision, origin);
	}

	@Override
	public void beforeCommit(Supplier<? extends Mono<Void>> action) {
		super.beforeCommit(() -> action.get().then(this.restored));
	}

	/**
	 * Let another decision govern the response from now on. What the first one wrote is
	 * gone.
	 */
	void overrule(CorsDecision overruling) {
		this.decision.names().forEach((name) -> HeaderValues.remove(getDelegate().getHeaders(), name));
		this.decision = overruling;
		restore();
	}

	final void restore() {
		CorsDecision current = this.decision;
		HttpHeaders headers = getDelegate().getHeaders();
		List<String> forbidden = null;
		for (String name : HeaderValues.names(headers)) {
			if (current.forbids(name)) {
				forbidden = (forbidden != null) ? forbidden : new ArrayList<>();
				forbidden.add(name);
			}
		}
		if (forbidden != null) {
			forbidden.forEach((name) -> HeaderValues.remove(headers, name));
		}
		current.writeTo(getDelegate(), this.origin, ReactiveHeaderWriter.INSTANCE);
	}

	/**
	 * Lets files go out without being read where the server can do that.
	 */
	private static final class ZeroCopy extends GuardedResponse implements ZeroCopyHttpOutputMessage {

		private ZeroCopy(ServerHttpResponse response, CorsDecision decision, @Nullable String origin) {
			super(response, decision, origin);
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			return ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count);
		}

	}

}
