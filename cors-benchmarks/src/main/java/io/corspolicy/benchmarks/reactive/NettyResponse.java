package io.corspolicy.benchmarks.reactive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Spring's own response around Reactor Netty's, but that nothing is sent: what is written
 * is consumed. Used again and again: what a response remembers is set back rather than
 * the response made anew, whose cost would be many times that of a filter.
 */
final class NettyResponse {

	private static final VarHandle STATUS = field("statusCode", HttpStatusCode.class);

	private static final VarHandle READ_ONLY_HEADERS = field("readOnlyHeaders", HttpHeaders.class);

	private static final VarHandle STATE = field("state", AtomicReference.class);

	private static final VarHandle COMMIT_ACTIONS = field("commitActions", List.class);

	private final HttpServerResponse operations;

	private final AbstractServerHttpResponse response;

	private final AtomicReference<Object> state;

	private final Object newState;

	private final List<?> commitActions;

	@SuppressWarnings("unchecked")
	NettyResponse(HttpServerResponse operations) {
		this.operations = operations;
		this.response = ReactorNetty.springResponse(ConsumingResponse.of(operations),
				DefaultDataBufferFactory.sharedInstance);
		this.state = (AtomicReference<Object>) STATE.get(this.response);
		this.newState = this.state.get();
		this.commitActions = (List<?>) COMMIT_ACTIONS.get(this.response);
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
		STATUS.set(this.response, null);
		READ_ONLY_HEADERS.set(this.response, null);
		this.state.set(this.newState);
		this.commitActions.clear();
	}

	/** What Spring hands to filters. */
	ServerHttpResponse response() {
		return this.response;
	}

	/** As it would be sent. */
	int status() {
		HttpStatusCode status = this.response.getStatusCode();
		return (status != null) ? status.value() : 200;
	}

}
