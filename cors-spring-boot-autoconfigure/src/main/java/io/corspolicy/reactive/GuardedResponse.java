package io.corspolicy.reactive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.corspolicy.engine.CorsDecision;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ZeroCopyHttpOutputMessage;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;

/**
 * Applies the decision right before the response is committed, whatever was done to its
 * headers: the fields that the decision governs have only its values, and {@code Vary}
 * has its names. Commit actions of the rest of the chain run before that. A commit action
 * is registered only if the response itself can't detect the commit: each one costs more
 * than the rest of the filter.
 */
class GuardedResponse extends ServerHttpResponseDecorator {

	private volatile CorsDecision decision;

	private final @Nullable String origin;

	private boolean registered;

	private GuardedResponse(ServerHttpResponse response, CorsDecision decision, @Nullable String origin) {
		super(response);
		this.decision = decision;
		this.origin = origin;
	}

	static GuardedResponse of(ServerHttpResponse response, CorsDecision decision, @Nullable String origin) {
		return (response instanceof ZeroCopyHttpOutputMessage) ? new ZeroCopy(response, decision, origin)
				: new GuardedResponse(response, decision, origin);
	}

	@Override
	public void beforeCommit(Supplier<? extends Mono<Void>> action) {
		super.beforeCommit(() -> action.get().then(Mono.fromRunnable(this::restore)));
	}

	/** The first element of a single body commits the response. */
	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		if (body instanceof Mono<? extends DataBuffer> single) {
			return super.writeWith(new GuardedMono<DataBuffer>(single, this));
		}
		restoreAtCommit();
		return super.writeWith(body);
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		restoreAtCommit();
		return super.writeAndFlushWith(body);
	}

	/** The call commits the response. */
	@Override
	public Mono<Void> setComplete() {
		restoreUnlessCommitted();
		return super.setComplete();
	}

	/**
	 * Restore the headers when something else commits the response, such as the handler
	 * of an error.
	 */
	final void restoreAtCommit() {
		if (!this.registered && !isCommitted()) {
			this.registered = true;
			getDelegate().beforeCommit(() -> Mono.fromRunnable(this::restore));
		}
	}

	final void restoreUnlessCommitted() {
		if (!isCommitted()) {
			restore();
		}
	}

	/**
	 * Let another decision govern the response from now on. The fields of the first one
	 * are removed.
	 */
	void overrule(CorsDecision overruling) {
		this.decision.names().forEach((name) -> HeaderValues.remove(getDelegate().getHeaders(), name));
		this.decision = overruling;
		restoreUnlessCommitted();
	}

	private void restore() {
		CorsDecision current = this.decision;
		if (NettyHeaders.have(getDelegate(), current, this.origin)) {
			return;
		}
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
	 * Keeps zero-copy transfer of files if the server supports it.
	 */
	private static final class ZeroCopy extends GuardedResponse implements ZeroCopyHttpOutputMessage {

		private ZeroCopy(ServerHttpResponse response, CorsDecision decision, @Nullable String origin) {
			super(response, decision, origin);
		}

		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			restoreUnlessCommitted();
			return ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count);
		}

	}

}
