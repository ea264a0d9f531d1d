package io.corspolicy.benchmarks.reactive;

import java.net.URI;

import io.corspolicy.benchmarks.FloorPolicy;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * What somebody writes by hand who has one policy, but means it: the application's own
 * origin is exempt, and the methods and headers of a preflight are checked.
 */
final class FloorWebFilter implements WebFilter {

	private final FloorPolicy policy;

	FloorWebFilter(FloorPolicy policy) {
		this.policy = policy;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		ServerHttpResponse response = exchange.getResponse();
		HttpHeaders headers = response.getHeaders();
		headers.add("Vary", "Origin");
		String origin = request.getHeaders().getFirst("Origin");
		if (origin == null) {
			return chain.filter(exchange);
		}
		boolean allowed = this.policy.allowsOrigin(origin);
		if (!allowed && isOwn(origin, request.getURI())) {
			return chain.filter(exchange);
		}
		String method = (request.getMethod() == HttpMethod.OPTIONS)
				? request.getHeaders().getFirst("Access-Control-Request-Method") : null;
		if (method != null) {
			return preflight(request.getHeaders(), response, origin, allowed, method);
		}
		if (allowed) {
			headers.set("Access-Control-Allow-Origin", origin);
			headers.set("Access-Control-Allow-Credentials", "true");
			headers.set("Access-Control-Expose-Headers", "X-Total-Count");
			return chain.filter(exchange);
		}
		return this.policy.rejects() ? answer(response, HttpStatus.FORBIDDEN) : chain.filter(exchange);
	}

	private static boolean isOwn(String origin, URI uri) {
		int port = (uri.getPort() >= 0) ? uri.getPort() : (uri.getScheme().equals("https") ? 443 : 80);
		return FloorPolicy.isOwn(origin, uri.getScheme(), uri.getHost(), port);
	}

	private Mono<Void> preflight(HttpHeaders request, ServerHttpResponse response, String origin, boolean allowed,
			String method) {
		HttpHeaders headers = response.getHeaders();
		headers.add("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
		if (!allowed || !this.policy.allowsMethod(method)
				|| !this.policy.allowsHeaders(request.getFirst("Access-Control-Request-Headers"))) {
			return answer(response, HttpStatus.FORBIDDEN);
		}
		headers.set("Access-Control-Allow-Origin", origin);
		headers.set("Access-Control-Allow-Credentials", "true");
		headers.set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE");
		headers.set("Access-Control-Allow-Headers", "Content-Type, Authorization");
		headers.set("Access-Control-Max-Age", "1800");
		return answer(response, HttpStatus.NO_CONTENT);
	}

	private static Mono<Void> answer(ServerHttpResponse response, HttpStatus status) {
		response.setStatusCode(status);
		return Mono.empty();
	}

}
