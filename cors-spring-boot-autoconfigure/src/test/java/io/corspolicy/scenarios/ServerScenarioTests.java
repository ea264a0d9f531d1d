package io.corspolicy.scenarios;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.corspolicy.registry.CorsPolicyRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scenario table against an application on a real server, with Spring Security in it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerScenarioTests {

	private final AtomicInteger rows = new AtomicInteger();

	private final Class<?>[] sources;

	private final WebApplicationType type;

	@SuppressWarnings("NullAway.Init")
	private ConfigurableApplicationContext context;

	private int port;

	ServerScenarioTests(WebApplicationType type, Class<?>... sources) {
		this.type = type;
		this.sources = sources;
	}

	/**
	 * Whether the application has CORS of Spring Security's, too, which must change
	 * nothing.
	 */
	boolean hasSecurityCors() {
		return false;
	}

	List<Scenario> scenarios() {
		return Scenario.all();
	}

	List<Scenario> debugScenarios() {
		return Scenario.read("debug.txt");
	}

	@BeforeAll
	void start() {
		this.context = new SpringApplicationBuilder(this.sources).web(this.type)
			.properties("server.port=0", "spring.config.location=classpath:/scenarios/",
					"spring.config.name=application,policies", "logging.level.root=off",
					"scenarios.security-cors=" + hasSecurityCors())
			.run();
		this.port = Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@ParameterizedTest
	@MethodSource("scenarios")
	void answersAsTheTableSays(Scenario scenario) throws IOException {
		check(scenario);
	}

	@ParameterizedTest
	@MethodSource("debugScenarios")
	void saysWhyWhileDebugIsOn(Scenario scenario) throws IOException {
		CorsPolicyRegistry registry = this.context.getBean(CorsPolicyRegistry.class);
		registry.setDebug(true);
		try {
			check(scenario);
		}
		finally {
			registry.setDebug(false);
		}
	}

	private void check(Scenario scenario) throws IOException {
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
		List<String> expected = scenario.expectedHeaders();
		if (hasSecurityCors() && scenario.target().startsWith("/secured/") && scenario.passed()) {
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

}
