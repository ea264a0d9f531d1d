package io.corspolicy.reactive;

import java.util.function.Supplier;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.registry.RequestDecider;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;

/**
 * An exchange with its decision. Its response is guarded, unless no policy answers.
 */
final class GuardedExchange extends ServerWebExchangeDecorator {

	private final RequestDecider<ServerHttpRequest> decider;

	private final @Nullable String origin;

	private final ServerHttpRequest request;

	private volatile ServerHttpResponse response;

	private volatile boolean reviewed;

	/**
	 * Create an exchange.
	 * @param delegate the exchange that was decided on
	 * @param request its request as it goes on, perhaps without its origin
	 * @param response its response, guarded if a policy answers
	 * @param decider decides
	 * @param origin the origin of the decision
	 */
	GuardedExchange(ServerWebExchange delegate, ServerHttpRequest request, ServerHttpResponse response,
			RequestDecider<ServerHttpRequest> decider, @Nullable String origin) {
		super(delegate);
		this.request = request;
		this.response = response;
		this.decider = decider;
		this.origin = origin;
	}

	/**
	 * Find the guarded exchange within the wrappers of filters.
	 * @return the exchange, or {@code null} if it did not pass the CORS filter
	 */
	static @Nullable GuardedExchange find(ServerWebExchange exchange) {
		ServerWebExchange current = exchange;
		while (current instanceof ServerWebExchangeDecorator decorator) {
			if (decorator instanceof GuardedExchange guarded) {
				return guarded;
			}
			current = decorator.getDelegate();
		}
		return null;
	}

	@Override
	public ServerHttpRequest getRequest() {
		return this.request;
	}

	@Override
	public ServerHttpResponse getResponse() {
		return this.response;
	}

	/**
	 * Start checking the policy of the handler.
	 * @return {@code false} if it is not the first handler: dispatches of the first one
	 * keep the decision
	 */
	boolean beginReview() {
		boolean first = !this.reviewed;
		this.reviewed = true;
		return first;
	}

	/**
	 * Whether path and method may differ from those of the decision. For OPTIONS, header
	 * fields matter, too, and a filter may have changed those.
	 */
	boolean isChanged(ServerHttpRequest now) {
		ServerHttpRequest then = this.request;
		return then != now && !(isSame(then.getPath(), now.getPath()) && then.getMethod().equals(now.getMethod())
				&& !now.getMethod().equals(HttpMethod.OPTIONS));
	}

	private static boolean isSame(RequestPath then, RequestPath now) {
		return then == now
				|| (then.value().equals(now.value()) && then.contextPath().value().equals(now.contextPath().value()));
	}

	/**
	 * Compare the decision with the policy of the handler that was chosen.
	 * @param now the request for which the handler was chosen
	 * @param handler describes the handler
	 * @return the decision from now on, or {@code null} if nothing changes
	 */
	@Nullable CorsDecision review(ServerHttpRequest now, Supplier<String> handler) {
		return obey(this.decider.overrule(decided(), this.origin, now, handler));
	}

	/**
	 * Compare the decision with the policy of a file.
	 * @param now the request with the plain path of the file
	 * @param handler describes the handler
	 * @return the decision from now on, or {@code null} if nothing changes
	 */
	@Nullable CorsDecision reviewFile(ServerHttpRequest now, Supplier<String> handler) {
		return obey(this.decider.overruleFile(decided(), this.origin, now, handler));
	}

	private @Nullable CorsDecision decided() {
		return getAttribute(CorsDecision.REQUEST_ATTRIBUTE);
	}

	private @Nullable CorsDecision obey(@Nullable CorsDecision overruling) {
		if (overruling == null) {
			return null;
		}
		getAttributes().put(CorsDecision.REQUEST_ATTRIBUTE, overruling);
		if (this.response instanceof GuardedResponse guarded) {
			guarded.overrule(overruling);
		}
		else {
			GuardedResponse guarded = GuardedResponse.of(this.response, overruling, this.origin);
			guarded.restoreAtCommit();
			this.response = guarded;
		}
		return overruling;
	}

}
