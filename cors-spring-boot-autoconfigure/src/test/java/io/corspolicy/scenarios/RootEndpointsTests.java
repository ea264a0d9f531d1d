package io.corspolicy.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Actuator endpoints without a base path: only policies that name an endpoint's own path
 * apply to it.
 */
class RootEndpointsTests {

	private static final String ANY = "Access-Control-Allow-Origin: *";

	private static final String ADMIN = "Access-Control-Allow-Origin: https://admin.example.com";

	@ParameterizedTest
	@EnumSource
	void aWidePolicyDoesNotOpenThem(Stack stack) throws IOException {
		try (ConfigurableApplicationContext context = stack.start()) {
			int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
			for (String path : new String[] { "/env", "/env/server.port", "/beans", "/info", "/%65nv", "/env;v=1" }) {
				assertThat(get(port, path).corsHeaders()).as(path).noneMatch((field) -> field.contains("Allow-Origin"));
			}
			assertThat(get(port, "/env").status()).isEqualTo(200);
			for (String path : new String[] { "/health", "/health/ping", "/mappings" }) {
				assertThat(get(port, path).corsHeaders()).as(path).contains(ADMIN);
			}
			assertThat(get(port, "/items").corsHeaders()).contains(ANY);
			assertThat(get(port, "/nothing").corsHeaders()).contains(ANY);
		}
	}

	private static RawExchange get(int port, String target) throws IOException {
		String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nOrigin: https://admin.example.com\r\n"
				+ "Connection: close\r\n\r\n";
		return RawExchange.send(port, request.getBytes(StandardCharsets.ISO_8859_1));
	}

	enum Stack {

		SERVLET(WebApplicationType.SERVLET, TomcatScenarioTests.Server.class),
		REACTIVE(WebApplicationType.REACTIVE, NettyScenarioTests.Server.class);

		private final WebApplicationType type;

		private final Class<?> server;

		Stack(WebApplicationType type, Class<?> server) {
			this.type = type;
			this.server = server;
		}

		ConfigurableApplicationContext start() {
			return new SpringApplicationBuilder(Application.class, this.server).web(this.type)
				.properties("server.port=0", "spring.config.location=optional:classpath:/none/",
						"spring.autoconfigure.exclude=" + SpringSecurity.AUTO_CONFIGURATIONS,
						"management.endpoints.web.base-path=/", "management.endpoints.web.exposure.include=*",
						"cors.policies.pub.paths=/**,/{endpoint},/{endpoint}/*,/e*/**",
						"cors.policies.pub.allowed-origins=*", "cors.policies.admin.paths=/health/**,/mappings",
						"cors.policies.admin.allowed-origins=https://admin.example.com")
				.run();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@GetMapping("/items")
		String items() {
			return "items";
		}

	}

}
