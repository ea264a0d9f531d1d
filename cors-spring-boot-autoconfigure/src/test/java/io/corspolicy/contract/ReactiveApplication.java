package io.corspolicy.contract;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.corspolicy.autoconfigure.CorsPolicyAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyReactiveAutoConfiguration;
import io.corspolicy.test.HeaderList;
import io.corspolicy.test.Transport;
import io.corspolicy.test.WireRequest;
import io.corspolicy.test.WireResponse;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;

/**
 * On Spring WebFlux and Reactor Netty.
 */
final class ReactiveApplication extends Application {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final HttpHandler handler = bean(HttpHandler.class);

	ReactiveApplication() {
		super(WebApplicationType.REACTIVE, Configured.class);
	}

	@Override
	Transport direct() {
		return this::exchange;
	}

	private WireResponse exchange(WireRequest request) {
		MockServerHttpRequest.BodyBuilder builder = MockServerHttpRequest.method(HttpMethod.valueOf(request.method()),
				request.uri());
		request.headers().fields().forEach((field) -> builder.header(field.name(), field.value()));
		MockServerHttpResponse response = new MockServerHttpResponse();
		this.handler.handle(builder.build(), response).block(TIMEOUT);
		List<HeaderList.Field> fields = new ArrayList<>();
		response.getHeaders()
			.forEach((name, values) -> values.forEach((value) -> fields.add(new HeaderList.Field(name, value))));
		HeaderList headers = HeaderList.empty();
		for (HeaderList.Field field : fields) {
			headers = headers.with(field.name(), field.value());
		}
		// What a server makes of a response that nobody gave a status.
		int status = (response.getStatusCode() != null) ? Objects.requireNonNull(response.getStatusCode()).value()
				: 200;
		return new WireResponse(status, headers, new byte[0]);
	}

	@ImportAutoConfiguration({ HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class,
			CorsPolicyAutoConfiguration.class, CorsPolicyReactiveAutoConfiguration.class })
	@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
	static class Configured {

		@Bean
		NettyReactiveWebServerFactory webServerFactory() {
			return new NettyReactiveWebServerFactory(0);
		}

	}

}
