package io.corspolicy.fetches;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.corspolicy.browsers.Browser;
import io.corspolicy.browsers.Browsers;
import io.corspolicy.browsers.Engine;
import io.corspolicy.engine.explain.Explanation;
import io.corspolicy.fetches.FetchCase.Request;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.test.BrowserRules;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The table {@code fetches.txt}, in real browsers against both stacks, and compared with
 * what users' own tests are told.
 */
@ParameterizedClass
@EnumSource
class FetchTests {

	@RegisterExtension
	static final Browsers browsers = new Browsers();

	private static final List<FetchCase> cases = FetchCase.readAll();

	// One page load does all the rows.
	private static final Map<Engine, List<String>> outcomes = new EnumMap<>(Engine.class);

	private static Pages pages;

	private static ConfigurableApplicationContext service;

	private final Stack stack;

	FetchTests(Stack stack) {
		this.stack = stack;
	}

	@BeforeAll
	static void startPages() throws IOException {
		pages = new Pages(cases);
	}

	@AfterAll
	static void stopPages() {
		pages.close();
	}

	@BeforeParameterizedClassInvocation
	static void startService(Stack stack) {
		service = stack.start();
	}

	@AfterParameterizedClassInvocation
	static void stopService() {
		service.close();
		outcomes.clear();
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void inABrowser(Engine engine, FetchCase fetch) {
		Browser browser = browsers.get(engine);
		String run = engine.name() + "-" + this.stack;
		String gets = outcomes.computeIfAbsent(engine, (key) -> performAll(browser, run)).get(fetch.index());
		assertThat(service.getBean(Wire.class).outcome(run + "-" + fetch.index(), List.of(gets)))
			.isEqualTo(fetch.expectedOf(engine));
	}

	static Stream<Arguments> inABrowser() {
		return Arrays.stream(Engine.values())
			.flatMap((engine) -> cases.stream().map((fetch) -> arguments(engine, fetch)));
	}

	/** Users' tests are told what a browser would do. */
	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource
	void asTheOracleSays(BrowserRules rules, FetchCase fetch) {
		String row = rules + "-" + fetch.index();
		List<String> gets = new Oracle(rules, pages.origin(), serviceOrigin()).perform(fetch, row);
		assertThat(service.getBean(Wire.class).outcome(row, gets)).isEqualTo(fetch.expected());
	}

	static Stream<Arguments> asTheOracleSays() {
		return Arrays.stream(BrowserRules.values())
			.flatMap((rules) -> cases.stream().filter(Oracle::knows).map((fetch) -> arguments(rules, fetch)));
	}

	/**
	 * Why a request is blocked is said of those that browsers block, and of no others.
	 */
	@ParameterizedTest(name = "{0}")
	@MethodSource
	void asItIsExplained(FetchCase fetch) {
		Request request = fetch.requests().get(0);
		List<String> headers = request.headers()
			.entrySet()
			.stream()
			.map((field) -> field.getKey() + ": " + field.getValue())
			.toList();
		Explanation explanation = service.getBean(CorsPolicyRegistry.class)
			.explain(request.where().equals("sandboxed") ? "null" : pages.origin(), request.method(), request.path(),
					headers, request.credentials().equals("include"));
		assertThat(explanation.verdict()).as(explanation.toString())
			.isEqualTo(fetch.expected().gets().equals("blocked") ? Explanation.Verdict.BLOCKED
					: Explanation.Verdict.ALLOWED);
		assertThat(explanation.preflight().sent()).isEqualTo(fetch.expected().preflights().equals("1"));
	}

	static List<FetchCase> asItIsExplained() {
		List<FetchCase> explained = cases.stream().filter(FetchTests::isOneFetch).toList();
		assertThat(explained).hasSizeGreaterThan(40);
		return explained;
	}

	/**
	 * Explanations are of one request, from another origin, that is not sent elsewhere.
	 */
	private static boolean isOneFetch(FetchCase fetch) {
		Request request = fetch.requests().get(0);
		return fetch.requests().size() == 1 && !request.where().startsWith("own") && request.mode().equals("cors")
				&& !List.of("EVENTS", "SOCKET", "FORM", "FONT").contains(request.method())
				&& !request.path().contains("redirect") && !request.path().contains("?");
	}

	private static List<String> performAll(Browser browser, String run) {
		browser.open("%s/?run=%s&service=%s".formatted(pages.origin(), run, serviceOrigin()));
		JsonNode performed = Awaitility.await()
			.pollInterval(Duration.ofMillis(50))
			.atMost(Duration.ofSeconds(60))
			.until(() -> browser.run("return window.outcomes"), JsonNode::isArray);
		assertThat(performed).as(performed.toString()).hasSameSizeAs(cases);
		return performed.valueStream().map(JsonNode::asString).toList();
	}

	private static String serviceOrigin() {
		return "http://localhost:" + service.getEnvironment().getRequiredProperty("local.server.port");
	}

}
