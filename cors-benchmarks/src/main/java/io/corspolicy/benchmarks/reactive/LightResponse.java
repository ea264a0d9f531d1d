package io.corspolicy.benchmarks.reactive;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseCookie;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/**
 * A response whose headers are Netty's. What is to be done before its commit is done one
 * after the other, and nothing else at it. Used again and again.
 */
final class LightResponse implements ServerHttpResponse {

	private final io.netty.handler.codec.http.HttpHeaders netty = new DefaultHttpHeaders();

	private final HttpHeaders headers = new HttpHeaders(new Netty4HeadersAdapter(this.netty));

	private final List<Supplier<? extends Mono<Void>>> actions = new ArrayList<>();

	private final Mono<Void> commit = Mono.fromRunnable(() -> this.committed = true);

	private HttpStatusCode status = HttpStatus.OK;

	private boolean committed;

	/** As another response. */
	void recycle() {
		this.netty.clear();
		this.actions.clear();
		this.status = HttpStatus.OK;
		this.committed = false;
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.headers;
	}

	@Override
	public boolean setStatusCode(@Nullable HttpStatusCode status) {
		if (status != null) {
			this.status = status;
		}
		return !this.committed;
	}

	@Override
	public HttpStatusCode getStatusCode() {
		return this.status;
	}

	@Override
	public void beforeCommit(Supplier<? extends Mono<Void>> action) {
		this.actions.add(action);
	}

	@Override
	public boolean isCommitted() {
		return this.committed;
	}

	@Override
	public Mono<Void> setComplete() {
		if (this.committed) {
			return Mono.empty();
		}
		Mono<Void> done = this.commit;
		for (int i = this.actions.size() - 1; i >= 0; i--) {
			done = this.actions.get(i).get().then(done);
		}
		return done;
	}

	@Override
	public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
		return setComplete();
	}

	@Override
	public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return setComplete();
	}

	@Override
	public DataBufferFactory bufferFactory() {
		return DefaultDataBufferFactory.sharedInstance;
	}

	@Override
	public MultiValueMap<String, ResponseCookie> getCookies() {
		return new LinkedMultiValueMap<>();
	}

	@Override
	public void addCookie(ResponseCookie cookie) {
		throw new UnsupportedOperationException("addCookie");
	}

}
