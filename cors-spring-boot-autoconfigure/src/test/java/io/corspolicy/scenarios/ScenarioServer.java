package io.corspolicy.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.corspolicy.registry.CorsPolicyRegistry;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with the scenarios' policies on a real server. Made of nothing that
 * bears another name in another line of Spring Boot.
 */
final class ScenarioServer implements AutoCloseable {

	private final AtomicInteger rows = new AtomicInteger();

	private final ConfigurableApplicationContext context;

	private final int port;

	private final boolean securityCors;

	private ScenarioServer(ConfigurableApplicationContext context) {
		this.context = context;
		this.port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
		this.securityCors = context.getEnvironment()
			.getProperty("scenarios.security-cors", Boolean.class, Boolean.FALSE);
	}

	/**
	 * Start the application on a free port.
	 */
	static ScenarioServer start(WebApplicationType type, List<Class<?>> sources, String... properties) {
		String[] all = Stream
			.concat(Stream.of("server.port=0", "spring.config.location=classpath:/scenarios/",
					"spring.config.name=application,policies", "logging.level.root=off"), Stream.of(properties))
			.toArray(String[]::new);
		return new ScenarioServer(
				new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(type).properties(all).run());
	}

	String url() {
		return "http://localhost:" + this.port;
	}

	void setDebug(boolean debug) {
		this.context.getBean(CorsPolicyRegistry.class).setDebug(debug);
	}

	/**
	 * Send a row's request, and compare what comes back.
	 */
	void check(Scenario scenario) throws IOException {
		String row = String.valueOf(this.rows.incrementAndGet());
		RawExchange exchange = RawExchange.send(this.port, scenario.toBytes(row, this.port));
		boolean passed = this.context.getBean(PassedRows.class).contains(row);
		if (scenario.status() == null && exchange.status() == 400 && (!passed || scenario.passed())) {
			// The server itself, or the application's firewall, did not take the request.
			assertThat(exchange.corsHeaders()).noneMatch((field) -> field.startsWith("Access-Control-Allow-Origin: h"));
			return;
		}
		if (scenario.status() != null) {
			assertThat(exchange.status()).as(exchange.toString()).isEqualTo(scenario.status());
		}
		assertThat(exchange.status()).as(exchange.toString()).isLessThan((scenario.status() != null) ? 600 : 500);
		assertThat(passed).as("passed: " + exchange).isEqualTo(scenario.passed());
		if (passed && scenario.status() != null) {
			assertThat(this.context.getBean(PassedRows.class).origins(row)).as("Origin of " + exchange)
				.isEqualTo(scenario.forwardedOrigins());
		}
		List<String> expected = scenario.expectedHeaders();
		if (this.securityCors && scenario.target().startsWith("/secured/") && scenario.passed()) {
			// Spring Security's CorsFilter adds names to Vary, and nothing else.
			expected = expected.stream()
				.map((field) -> field.equals("Vary: Origin")
						? field + ", Access-Control-Request-Method, Access-Control-Request-Headers" : field)
				.toList();
		}
		assertThat(exchange.corsHeaders()).isEqualTo(expected);
		if (!scenario.passed()) {
			assertThat(exchange.body()).isEqualTo(scenario.expectedBody());
			assertThat(exchange.contentType())
				.isEqualTo(scenario.expectedBody().isEmpty() ? null : "application/problem+json");
		}
	}

	/**
	 * The answer to a plain GET.
	 */
	RawExchange get(String target) throws IOException {
		String request = "GET " + target + " HTTP/1.1\r\nHost: localhost:" + this.port
				+ "\r\nConnection: close\r\n\r\n";
		return RawExchange.send(this.port, request.getBytes(StandardCharsets.ISO_8859_1));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
