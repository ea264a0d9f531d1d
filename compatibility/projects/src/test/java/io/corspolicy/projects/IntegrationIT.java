package io.corspolicy.projects;

import java.util.Locale;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.integration.dsl.IntegrationFlow;
import org.springframework.integration.http.dsl.Http;
import org.springframework.integration.webflux.dsl.WebFlux;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Integration, which maps its endpoints when the context is refreshed.
 */
class IntegrationIT {

	private static final String[] POLICY = { "cors.policies.in.paths=/in/**",
			"cors.policies.in.allowed-origins=" + Running.APP };

	@Test
	void methodsOfHttpEndpointsAreKnown() {
		try (Running running = Running.start(WebApplicationType.SERVLET, HttpFlow.class, POLICY)) {
			check(running);
		}
	}

	@Test
	void methodsOfWebFluxEndpointsAreKnown() {
		try (Running running = Running.start(WebApplicationType.REACTIVE, WebFluxFlow.class, POLICY)) {
			check(running);
		}
	}

	private static void check(Running running) {
		assertThat(running.page().put("/in/orders").body("cone")).wasPreflighted()
			.isReadable()
			.hasStatus(200)
			.hasText("CONE");
		assertThat(running.page().delete("/in/orders")).isBlocked();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class HttpFlow {

		@Bean
		IntegrationFlow in() {
			return IntegrationFlow
				.from(Http.inboundGateway("/in/orders")
					.requestMapping((mapping) -> mapping.methods(HttpMethod.PUT))
					.requestPayloadType(String.class))
				.<String>handle((payload, headers) -> payload.toUpperCase(Locale.ROOT))
				.get();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WebFluxFlow {

		@Bean
		IntegrationFlow in() {
			return IntegrationFlow
				.from(WebFlux.inboundGateway("/in/orders")
					.requestMapping((mapping) -> mapping.methods(HttpMethod.PUT))
					.requestPayloadType(String.class))
				.<String>handle((payload, headers) -> payload.toUpperCase(Locale.ROOT))
				.get();
		}

	}

}
