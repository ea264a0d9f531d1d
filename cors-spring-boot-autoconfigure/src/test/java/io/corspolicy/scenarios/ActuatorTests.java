package io.corspolicy.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.corspolicy.engine.InvalidPolicyException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Actuator endpoints on the application's own port are open only to policies that name
 * their path.
 */
class ActuatorTests {

	private static final String ALLOWED = "Access-Control-Allow-Origin: https://app.example.com";

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void onlyAPolicyThatNamesTheirPathApplies(PathPrefixTests.Server server) throws IOException {
		assertThat(corsHeaders(server, "/**")).isEmpty();
		assertThat(corsHeaders(server, "/act*/**")).isEmpty();
		assertThat(corsHeaders(server, "/actuator/**")).containsExactly(ALLOWED, "Vary: Origin");
		assertThat(corsHeaders(server, "/**", "management.endpoints.web.base-path=/manage")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void twoPoliciesForThemAreRefused(PathPrefixTests.Server server) {
		String own = "management.endpoints.web.cors.allowed-origins=https://other.example.com";
		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(() -> start(server, "/actuator/**", own));
		start(server, "/**", own).close();
	}

	@ParameterizedTest
	@EnumSource(names = { "TOMCAT", "NETTY" })
	void onAPortOfTheirOwnNoPolicyApplies(PathPrefixTests.Server server) throws IOException {
		try (ConfigurableApplicationContext context = start(server, "/**,/actuator/**", "management.server.port=0",
				"spring.autoconfigure.exclude=" + String.join(",", EndpointTests.OTHER_SERVERS),
				"management.endpoints.web.cors.allowed-origins=https://other.example.com")) {
			int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
			assertThat(port).isNotEqualTo(context.getEnvironment().getRequiredProperty("local.server.port", int.class));
			assertThat(get(port, "/actuator/health", "https://app.example.com").corsHeaders()).doesNotContain(ALLOWED);
			assertThat(get(port, "/actuator/health", "https://other.example.com").corsHeaders())
				.contains("Access-Control-Allow-Origin: https://other.example.com");
		}
	}

	private static List<String> corsHeaders(PathPrefixTests.Server server, String path, String... properties)
			throws IOException {
		try (ConfigurableApplicationContext context = start(server, path, properties)) {
			String base = context.getEnvironment().getProperty("management.endpoints.web.base-path", "/actuator");
			int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
			RawExchange exchange = get(port, base + "/health", "https://app.example.com");
			assertThat(exchange.status()).isEqualTo(200);
			return exchange.corsHeaders();
		}
	}

	private static RawExchange get(int port, String path, String origin) throws IOException {
		String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
				+ "\r\nConnection: close\r\n\r\n";
		return RawExchange.send(port, request.getBytes(StandardCharsets.ISO_8859_1));
	}

	private static ConfigurableApplicationContext start(PathPrefixTests.Server server, String path,
			String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("cors.policies.api.paths=" + path);
		SpringApplicationBuilder builder = server.builder();
		return builder
			.properties("server.servlet.context-path=", "spring.mvc.servlet.path=/", "spring.webflux.base-path=")
			.properties(all.toArray(String[]::new))
			.run();
	}

}
