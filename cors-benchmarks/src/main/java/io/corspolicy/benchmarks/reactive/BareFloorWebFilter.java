package io.corspolicy.benchmarks.reactive;

import java.util.Set;

import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * What somebody writes by hand who has one policy: a look-up and prepared values.
 */
final class BareFloorWebFilter implements WebFilter {

	private final Set<String> origins;

	BareFloorWebFilter(Set<String> origins) {
		this.origins = origins;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		HttpHeaders request = exchange.getRequest().getHeaders();
		HttpHeaders response = exchange.getResponse().getHeaders();
		response.add("Vary", "Origin");
		String origin = request.getFirst("Origin");
		if (origin == null) {
			return chain.filter(exchange);
		}
		boolean preflight = exchange.getRequest().getMethod() == HttpMethod.OPTIONS
				&& request.getFirst("Access-Control-Request-Method") != null;
		boolean allowed = this.origins.contains(origin);
		if (allowed) {
			response.set("Access-Control-Allow-Origin", origin);
			response.set("Access-Control-Allow-Credentials", "true");
		}
		if (!preflight) {
			if (allowed) {
				response.set("Access-Control-Expose-Headers", "X-Total-Count");
			}
			return chain.filter(exchange);
		}
		if (allowed) {
			response.set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE");
			response.set("Access-Control-Allow-Headers", "Content-Type, Authorization");
			response.set("Access-Control-Max-Age", "1800");
		}
		exchange.getResponse().setStatusCode(allowed ? HttpStatus.NO_CONTENT : HttpStatus.FORBIDDEN);
		return Mono.empty();
	}

}
