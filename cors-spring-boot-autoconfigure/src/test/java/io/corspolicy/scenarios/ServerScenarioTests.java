package io.corspolicy.scenarios;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.WebApplicationType;

/**
 * The scenario table against an application on a real server, with Spring Security in it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerScenarioTests {

	private final Class<?>[] sources;

	private final WebApplicationType type;

	@SuppressWarnings("NullAway.Init")
	private ScenarioServer server;

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
		// Where http.cors() answers a preflight that goes on, no handler is chosen.
		return Scenario.all()
			.stream()
			.filter((scenario) -> !hasSecurityCors() || !scenario.title().endsWith("of a forwarded preflight"))
			.toList();
	}

	List<BrowserScenario> browserScenarios() {
		return BrowserScenario.among(scenarios());
	}

	List<Scenario> debugScenarios() {
		return Scenario.read("debug.txt");
	}

	@BeforeAll
	void start() {
		this.server = ScenarioServer.start(this.type, List.of(this.sources),
				"scenarios.security-cors=" + hasSecurityCors());
	}

	@AfterAll
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@MethodSource("scenarios")
	void answersAsTheTableSays(Scenario scenario) throws IOException {
		this.server.check(scenario);
	}

	@ParameterizedTest
	@MethodSource("browserScenarios")
	void givesPagesWhatTheTableSays(BrowserScenario scenario) {
		scenario.check(this.server.url());
	}

	@ParameterizedTest
	@MethodSource("debugScenarios")
	void saysWhyWhileDebugIsOn(Scenario scenario) throws IOException {
		this.server.setDebug(true);
		try {
			this.server.check(scenario);
		}
		finally {
			this.server.setDebug(false);
		}
	}

}
