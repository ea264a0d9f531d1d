package io.corspolicy.reactive;

import java.nio.charset.StandardCharsets;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RequestDecider;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Asks for a decision on each exchange and applies it. Errors are handled outside of all
 * filters, on the same response, so the decision is also applied if the chain ends
 * without a commit.
 */
public final class CorsPolicyWebFilter implements WebFilter, Ordered, ApplicationContextAware {

	private static final MediaType BODY_TYPE = MediaType.parseMediaType(CorsDecision.BODY_TYPE);

	private final RequestDecider<ServerHttpRequest> decider;

	private final int order;

	private @Nullable ApplicationContext own;

	/**
	 * Create a filter.
	 * @param registry knows the policies
	 * @param order the filter's order
	 */
	public CorsPolicyWebFilter(CorsPolicyRegistry registry, int order) {
		this.decider = registry.decider(ReactiveRequestReader.INSTANCE);
		this.order = order;
	}

	@Override
	public void setApplicationContext(ApplicationContext applicationContext) {
		this.own = applicationContext;
	}

	@Override
	public int getOrder() {
		return this.order;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		if (GuardedExchange.find(exchange) != null || isOfChild(exchange)) {
			return chain.filter(exchange);
		}
		String origin = this.decider.origin(request);
		CorsDecision decision = this.decider.decide(origin, request);
		if (decision == null) {
			return chain.filter(new GuardedExchange(exchange, request, exchange.getResponse(), this.decider, origin));
		}
		exchange.getAttributes().put(CorsDecision.REQUEST_ATTRIBUTE, decision);
		ServerHttpResponse response = exchange.getResponse();
		decision.writeTo(response, origin, ReactiveHeaderWriter.INSTANCE);
		if (!decision.proceeds()) {
			return answer(response, decision);
		}
		GuardedResponse guarded = GuardedResponse.of(response, decision, origin);
		ServerHttpRequest forwarded = decision.forwardsOrigin() ? request : new OriginlessRequest(request);
		return CommitSignals.of(chain.filter(new GuardedExchange(exchange, forwarded, guarded, this.decider, origin)),
				guarded);
	}

	/**
	 * A context of actuator endpoints on a port of their own takes over its parent's
	 * filters.
	 */
	private boolean isOfChild(ServerWebExchange exchange) {
		ApplicationContext context = exchange.getApplicationContext();
		return this.own != null && context != null && context.getParent() == this.own;
	}

	static Mono<Void> answer(ServerHttpResponse response, CorsDecision decision) {
		response.setStatusCode(HttpStatusCode.valueOf(decision.status()));
		String body = decision.body();
		if (body == null) {
			// The caller of the filters completes the response.
			return Mono.empty();
		}
		byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
		response.getHeaders().setContentType(BODY_TYPE);
		response.getHeaders().setContentLength(bytes.length);
		DataBuffer buffer = response.bufferFactory().wrap(bytes);
		return response.writeWith(Mono.just(buffer));
	}

}
