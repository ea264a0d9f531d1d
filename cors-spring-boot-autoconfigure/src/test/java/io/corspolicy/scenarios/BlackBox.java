package io.corspolicy.scenarios;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.corspolicy.engine.InvalidPolicyException;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.SpringVersion;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The scenario tables in a JVM of its own, on whatever line of Spring Boot and whatever
 * server its class path holds. Says what is wrong, and ends with a status other than 0 if
 * anything is.
 */
final class BlackBox {

	private final List<String> failures = new ArrayList<>();

	private int checks;

	private BlackBox() {
	}

	/**
	 * Run everything.
	 * @param args the web application type, and whether its server's threads are virtual
	 */
	public static void main(String[] args) throws Exception {
		WebApplicationType type = WebApplicationType.valueOf(args[0]);
		boolean virtualThreads = Boolean.parseBoolean(args[1]);
		BlackBox box = new BlackBox();
		try (ScenarioServer server = start(type, virtualThreads, "management.endpoints.web.exposure.include=*")) {
			box.answersAsTheTablesSay(server, otherAnswers(type));
			box.check("threads", () -> {
				boolean virtual = server.get("/thread").body().contains("VirtualThread");
				assertThat(virtual).isEqualTo(virtualThreads && type == WebApplicationType.SERVLET);
			});
			box.check("the endpoint", () -> {
				assertThat(server.get("/actuator/cors").body()).contains("\"named-listing\"", "/orders/files/{*rest}");
				RawExchange explanation = server
					.get("/actuator/cors/explain?origin=https://app.example.com&method=GET&path=/api/items");
				assertThat(explanation.body()).contains("\"verdict\":\"ALLOWED\"");
			});
			box.check("the counters", () -> {
				RawExchange counters = server.get("/actuator/metrics/cors.requests");
				assertThat(counters.status()).isEqualTo(200);
				assertThat(counters.body()).contains("refused", "COUNT");
			});
		}
		if (isFramework6()) {
			box.check("an optional slash", () -> OptionalSlash.check(type));
		}
		box.check("the failure analysis", () -> explainsWhatIsWrong(type, virtualThreads));
		box.failures.forEach(System.out::println);
		System.out.println((box.checks - box.failures.size()) + " of " + box.checks + " checks passed");
		System.exit(box.failures.isEmpty() ? 0 : 1);
	}

	private static ScenarioServer start(WebApplicationType type, boolean virtualThreads, String... properties) {
		Class<?> application = (type == WebApplicationType.SERVLET) ? ServletScenarioApplication.class
				: ReactiveScenarioApplication.class;
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("spring.threads.virtual.enabled=" + virtualThreads);
		return ScenarioServer.start(type, List.of(application, AnnotatedControllers.class, Threads.class),
				all.toArray(String[]::new));
	}

	private void answersAsTheTablesSay(ScenarioServer server, Map<String, Scenario> others) {
		Set<String> titles = new HashSet<>();
		Stream.concat(Scenario.all().stream(), Scenario.read("annotations.txt").stream()).forEach((row) -> {
			titles.add(row.title());
			Scenario other = others.get(row.title());
			// What Spring adds does not reach the wire on every server.
			check(row.title(), () -> {
				if (other == null || catchThrowable(() -> server.check(other)) != null) {
					server.check(row);
				}
			});
		});
		check("rows that replace others", () -> assertThat(titles).containsAll(others.keySet()));
		server.setDebug(true);
		Scenario.read("debug.txt").forEach((row) -> check(row.title(), () -> server.check(row)));
		server.setDebug(false);
	}

	/**
	 * What the application's own Spring may answer otherwise than the newest, by title.
	 */
	private static Map<String, Scenario> otherAnswers(WebApplicationType type) {
		Map<String, Scenario> rows = new HashMap<>();
		if (isFramework6()) {
			Scenario.read("framework-6.txt").forEach((row) -> rows.put(row.title(), row));
			if (type == WebApplicationType.SERVLET) {
				Scenario.read("framework-6-mvc.txt").forEach((row) -> rows.put(row.title(), row));
			}
		}
		return rows;
	}

	private static boolean isFramework6() {
		return String.valueOf(SpringVersion.getVersion()).startsWith("6.");
	}

	private static void explainsWhatIsWrong(WebApplicationType type, boolean virtualThreads) {
		PrintStream out = System.out;
		ByteArrayOutputStream log = new ByteArrayOutputStream();
		System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
		try {
			assertThatThrownBy(() -> start(type, virtualThreads, "logging.level.root=error",
					"cors.policies.broken.allowed-origins=https://app.example.com/"))
				.isInstanceOf(InvalidPolicyException.class);
		}
		finally {
			System.setOut(out);
		}
		assertThat(log.toString(StandardCharsets.UTF_8)).contains("APPLICATION FAILED TO START",
				"cors.policies.broken.allowed-origins",
				"write    cors.policies.broken.allowed-origins=https://app.example.com");
	}

	private void check(String title, Check check) {
		this.checks++;
		Throwable failure = catchThrowable(check::run);
		if (failure != null) {
			this.failures.add("FAILED: " + title + System.lineSeparator() + failure);
		}
	}

	@FunctionalInterface
	private interface Check {

		void run() throws IOException;

	}

	@Configuration(proxyBeanMethods = false)
	static class Threads {

		@RestController
		static class ThreadController {

			@GetMapping("/thread")
			String thread() {
				return Thread.currentThread().toString();
			}

		}

	}

}
