package io.corspolicy.benchmarks.reactive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;

/**
 * Spring's own response around Reactor Netty's, but that nothing is sent: what is written
 * is consumed. Used again and again: what a response remembers is set back rather than
 * the response made anew, whose cost would be many times that of a filter.
 */
final class NettyResponse extends AbstractServerHttpResponse {

	private static final VarHandle STATUS = field("statusCode", HttpStatusCode.class);

	private static final VarHandle READ_ONLY_HEADERS = field("readOnlyHeaders", HttpHeaders.class);

	private static final VarHandle STATE = field("state", AtomicReference.class);

	private static final VarHandle COMMIT_ACTIONS = field("commitActions", List.class);

	private final HttpServerResponse operations;

	private final AtomicReference<Object> state;

	private final Object newState;

	private final List<?> commitActions;

	@SuppressWarnings("unchecked")
	NettyResponse(HttpServerResponse operations) {
		super(DefaultDataBufferFactory.sharedInstance,
				new HttpHeaders(new Netty4HeadersAdapter(operations.responseHeaders())));
		this.operations = operations;
		this.state = (AtomicReference<Object>) STATE.get(this);
		this.newState = this.state.get();
		this.commitActions = (List<?>) COMMIT_ACTIONS.get(this);
	}

	private static VarHandle field(String name, Class<?> type) {
		try {
			return MethodHandles.privateLookupIn(AbstractServerHttpResponse.class, MethodHandles.lookup())
				.findVarHandle(AbstractServerHttpResponse.class, name, type);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** As another response: with the one field that Reactor Netty puts into every one. */
	void recycle() {
		this.operations.responseHeaders().clear().add(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
		STATUS.set(this, null);
		READ_ONLY_HEADERS.set(this, null);
		this.state.set(this.newState);
		this.commitActions.clear();
	}

	/** As it would be sent. */
	int status() {
		HttpStatusCode status = getStatusCode();
		return (status != null) ? status.value() : 200;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T> T getNativeResponse() {
		return (T) this.operations;
	}

	@Override
	protected Mono<Void> writeWithInternal(Publisher<? extends DataBuffer> body) {
		return Mono.ignoreElements(body).then();
	}

	@Override
	protected Mono<Void> writeAndFlushWithInternal(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		return Flux.from(body).concatMap(Mono::ignoreElements).then();
	}

	@Override
	protected void applyStatusCode() {
		HttpStatusCode status = getStatusCode();
		if (status != null) {
			this.operations.status(status.value());
		}
	}

	@Override
	protected void applyHeaders() {
		// They are Netty's already.
	}

	@Override
	protected void applyCookies() {
		// There are none.
	}

}
