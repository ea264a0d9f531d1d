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
 * has its names. Commit actions of the rest of the chain run before that. One of its own
 * is registered only if others are, or if something else than the body commits the
 * response: it costs more than the rest of the filter.
 */
class GuardedResponse extends ServerHttpResponseDecorator {

	private volatile CorsDecision decision;

	private final @Nullable String origin;

	private @Nullable Supplier<Mono<Void>> action;

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
		super.beforeCommit(() -> Mono.<Void>defer(action).doOnTerminate(this::restore));
	}

	/** The first element commits the response. A mono remains one: servers prefer it. */
	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		if (body instanceof Mono<? extends DataBuffer> single) {
			return super.writeWith(CommitSignals.<DataBuffer>of(single, this));
		}
		return super.writeWith(CommitSignals.<DataBuffer>of(body, this));
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return super.writeAndFlushWith(CommitSignals.<Publisher<? extends DataBuffer>>of(body, this));
	}

	/** The headers can be changed until the result is subscribed to. */
	@Override
	public Mono<Void> setComplete() {
		restoreAtCommit();
		return super.setComplete();
	}

	/**
	 * Restore the headers when something else commits the response, such as the handler
	 * of an error; and at once, since no action runs if one has failed before.
	 */
	final void restoreAtCommit() {
		if (isCommitted()) {
			return;
		}
		restore();
		Supplier<Mono<Void>> registered = this.action;
		if (registered == null || !CommitActions.endWith(getDelegate(), registered)) {
			Supplier<Mono<Void>> last = () -> Mono.fromRunnable(this::restore);
			this.action = last;
			getDelegate().beforeCommit(last);
		}
	}

	/**
	 * Restore the headers of a response that is going to be committed at once, or after
	 * actions that may wait.
	 */
	final void restoreForCommit() {
		if (CommitActions.areNone(getDelegate())) {
			restoreUnlessCommitted();
		}
		else {
			restoreAtCommit();
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

		/** The headers can be changed until the result is subscribed to. */
		@Override
		public Mono<Void> writeWith(Path file, long position, long count) {
			restoreAtCommit();
			return ((ZeroCopyHttpOutputMessage) getDelegate()).writeWith(file, position, count);
		}

	}

}
