package io.corspolicy.migration;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.DelegatingWebFluxConfiguration;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/**
 * An application on WebFlux, without a server.
 *
 * @param handler the handler
 */
record WebFluxSite(HttpHandler handler) implements Site {

	static WebFluxSite of(ApplicationContext context) {
		return new WebFluxSite(WebHttpHandlerBuilder.applicationContext(context).build());
	}

	@Override
	public Answered ask(Asked asked) {
		MockServerHttpRequest.BodyBuilder request = MockServerHttpRequest.method(HttpMethod.valueOf(asked.method()),
				"http://localhost" + asked.path());
		asked.headers().forEach(request::header);
		MockServerHttpResponse response = new MockServerHttpResponse();
		try {
			this.handler.handle(request.build(), response).block();
		}
		catch (IllegalArgumentException ex) {
			return Answered.of(500, "", (name) -> List.of());
		}
		HttpStatusCode status = response.getStatusCode();
		String body = asked.method().equals("HEAD") ? ""
				: Objects.requireNonNullElse(response.getBodyAsString().block(), "");
		return Answered.of((status != null) ? status.value() : 200, body, response.getHeaders()::getValuesAsList);
	}

	static CorsWebFilter filter(Map<String, CorsConfiguration> configurations) {
		return new CorsWebFilter(source(configurations));
	}

	static UrlBasedCorsConfigurationSource source(Map<String, CorsConfiguration> configurations) {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.setCorsConfigurations(configurations);
		return source;
	}

	/**
	 * Mappings.
	 *
	 * @param configurations the mappings in their order
	 */
	record Mappings(Map<String, CorsConfiguration> configurations) implements WebFluxConfigurer {

		@Override
		public void addCorsMappings(CorsRegistry registry) {
			this.configurations.forEach((path, configuration) -> registry.addMapping(path).combine(configuration));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class Before {

	}

	/** As if nobody had ever written {@code @CrossOrigin}. */
	@Configuration(proxyBeanMethods = false)
	static class After extends DelegatingWebFluxConfiguration {

		@Override
		protected RequestMappingHandlerMapping createRequestMappingHandlerMapping() {
			return new RequestMappingHandlerMapping() {

				@Override
				protected @Nullable CorsConfiguration initCorsConfiguration(Object handler, Method method,
						RequestMappingInfo mappingInfo) {
					return null;
				}

			};
		}

	}

}
