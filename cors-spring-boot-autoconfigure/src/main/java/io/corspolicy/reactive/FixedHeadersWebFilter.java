package io.corspolicy.reactive;

import java.util.Map;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Sets header fields on responses. An actuator endpoint can set none but
 * {@code Content-Type}.
 */
public final class FixedHeadersWebFilter implements WebFilter, Ordered {

	private final PathPattern path;

	private final Supplier<Map<String, String>> headers;

	/**
	 * Create a filter.
	 * @param path the path within the application of the requests whose responses get the
	 * fields
	 * @param headers supplies the fields
	 */
	public FixedHeadersWebFilter(String path, Supplier<Map<String, String>> headers) {
		this.path = PathPatternParser.defaultInstance.parse(path);
		this.headers = headers;
	}

	/** After all others: their own answers are not the endpoint's. */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (this.path.matches(exchange.getRequest().getPath().pathWithinApplication())) {
			this.headers.get().forEach((name, value) -> exchange.getResponse().getHeaders().set(name, value));
		}
		return chain.filter(exchange);
	}

}
