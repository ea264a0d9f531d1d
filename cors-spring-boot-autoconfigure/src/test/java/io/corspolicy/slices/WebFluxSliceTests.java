package io.corspolicy.slices;

import io.corspolicy.test.BrowserFetch;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.HttpStatusServerEntryPoint;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code @WebFluxTest} with Spring Security in the slice.
 */
@WebFluxTest(properties = { SlicedApplication.POLICY, SlicedApplication.ORIGINS,
		"spring.main.web-application-type=reactive" })
class WebFluxSliceTests {

	private final WebTestClient client;

	@Autowired
	WebFluxSliceTests(ApplicationContext slice) {
		this.client = WebTestClient.bindToApplicationContext(slice).build();
	}

	@Test
	void preflightIsAnsweredBeforeSpringSecurity() {
		assertThat(BrowserFetch.from(SlicedApplication.APP).to(this.client).put("/api/orders/7")).wasPreflighted()
			.isReadable()
			.hasStatus(403);
	}

	@Test
	void errorOfSpringSecurityCanBeRead() {
		assertThat(BrowserFetch.from(SlicedApplication.APP).to(this.client).get("/annotated")).isReadable()
			.hasStatus(401);
	}

	@Test
	void policySourcesArePartOfTheSlice() {
		assertThat(BrowserFetch.from(SlicedApplication.TENANT).to(this.client).get("/tenants/stock")).isReadable()
			.hasStatus(401);
	}

	/** Everything needs a login. */
	@TestConfiguration(proxyBeanMethods = false)
	@EnableWebFluxSecurity
	static class Security {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.exceptionHandling((errors) -> errors
					.authenticationEntryPoint(new HttpStatusServerEntryPoint(HttpStatus.UNAUTHORIZED)))
				.build();
		}

	}

}
