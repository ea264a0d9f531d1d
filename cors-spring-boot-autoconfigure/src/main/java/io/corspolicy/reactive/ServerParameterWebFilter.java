package io.corspolicy.reactive;

import reactor.core.publisher.Mono;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Adds a query parameter that holds the origin under which the application was reached,
 * if the client has not sent one. An actuator endpoint sees parameters and not the
 * request.
 */
public final class ServerParameterWebFilter implements WebFilter {

	private final String path;

	private final String parameter;

	/**
	 * Create a filter.
	 * @param path the path within the application of the requests that get the parameter
	 * @param parameter the parameter's name
	 */
	public ServerParameterWebFilter(String path, String parameter) {
		this.path = path;
		this.parameter = parameter;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		ServerHttpRequest request = exchange.getRequest();
		if (!request.getPath().pathWithinApplication().value().equals(this.path)) {
			return chain.filter(exchange);
		}
		String origin = ReactiveRequestReader.INSTANCE.serverOrigin(request);
		MultiValueMap<String, String> parameters = request.getQueryParams();
		if (origin == null || parameters.getFirst(this.parameter) != null) {
			return chain.filter(exchange);
		}
		MultiValueMap<String, String> extended = new LinkedMultiValueMap<>(parameters);
		extended.set(this.parameter, origin);
		return chain.filter(exchange.mutate().request(new ServerHttpRequestDecorator(request) {

			@Override
			public MultiValueMap<String, String> getQueryParams() {
				return extended;
			}

		}).build());
	}

}
