package io.corspolicy.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyContradictions;
import io.corspolicy.engine.explain.BrowserRequest;
import io.corspolicy.engine.explain.Explanation;
import io.corspolicy.engine.explain.Explanation.Verdict;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicyGenerator;
import io.corspolicy.registry.PolicySource;
import io.corspolicy.test.Browser;
import io.corspolicy.test.BrowserFetch;
import io.corspolicy.test.Exchange;
import io.corspolicy.test.FetchResult;
import io.corspolicy.test.HeaderList;
import io.corspolicy.test.Page;
import io.corspolicy.test.ResponseType;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is explained of a request is what a browser's algorithm, written by somebody else,
 * sees and concludes when it sends the request to a real server: verdict, requests,
 * statuses and header fields. Policies and requests are generated; a failure prints the
 * seed.
 */
abstract class ExplainAgainstRealityTests {

	private static final int ROUNDS = 60;

	private static final int POLICIES = 5;

	private static final int REQUESTS = 10;

	private final Class<?>[] sources;

	private final WebApplicationType type;

	private final long seed = new Random().nextLong();

	private final Random random = new Random(this.seed);

	private final PolicyGenerator generator = new PolicyGenerator(this.random);

	private final Map<Verdict, Integer> verdicts = new TreeMap<>();

	private volatile List<PolicyDefinition> definitions = List.of();

	ExplainAgainstRealityTests(WebApplicationType type, Class<?>... sources) {
		this.type = type;
		this.sources = sources;
	}

	@Test
	void whatIsExplainedIsWhatHappens() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(this.sources).web(this.type)
			.initializers((starting) -> starting.getBeanFactory()
				.registerSingleton("generated", (PolicySource) () -> this.definitions))
			.properties("server.port=0", "spring.config.location=classpath:/scenarios/",
					"spring.config.name=application", "logging.level.root=off")
			.run()) {
			CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
			String server = "http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port");
			for (int i = 0; i < ROUNDS; i++) {
				replacePolicies(registry);
				registry.setDebug(this.random.nextBoolean());
				for (int j = 0; j < REQUESTS; j++) {
					check(registry, server);
				}
			}
		}
		assertThat(this.verdicts).as("seed %d", this.seed).hasSize(Verdict.values().length);
		assertThat(this.verdicts.get(Verdict.ALLOWED)).as(this.verdicts.toString()).isGreaterThan(30);
		assertThat(this.verdicts.get(Verdict.BLOCKED)).as(this.verdicts.toString()).isGreaterThan(100);
	}

	/** Puts valid policies on paths of their own, and another one beside the first. */
	private void replacePolicies(CorsPolicyRegistry registry) {
		List<PolicyDefinition> valid = new ArrayList<>();
		for (int i = 0; valid.size() < POLICIES && i < 1000; i++) {
			PolicyDefinition definition = this.generator.definition("p" + valid.size(), "/p" + valid.size() + "/**");
			if (isValid(List.of(definition))) {
				valid.add(definition);
			}
		}
		for (int i = 0; valid.size() == POLICIES && i < 100; i++) {
			PolicyDefinition second = this.generator.definition("second", "/p0/**");
			if (isValid(List.of(second)) && isValid(List.of(valid.get(0), second))) {
				valid.add(second);
			}
		}
		this.definitions = valid;
		registry.refresh();
	}

	private static boolean isValid(List<PolicyDefinition> definitions) {
		try {
			return PolicyContradictions
				.find(definitions.stream()
					.map((definition) -> CompiledPolicy.compile(definition.name(), definition.spec()))
					.toList())
				.isEmpty();
		}
		catch (InvalidPolicyException ex) {
			return false;
		}
	}

	private void check(CorsPolicyRegistry registry, String server) {
		PolicyGenerator.Request request = this.generator.request("/p" + this.random.nextInt(POLICIES + 1) + "/items");
		String origin = (request.origin() == null || this.random.nextInt(20) == 0) ? server : request.origin();
		if (!origin.equals(origin.toLowerCase(Locale.ROOT))) {
			// A browser sends no such origin.
			return;
		}
		Explanation explanation = registry.explain(
				BrowserRequest.of(origin, request.method(), request.path(), request.headers(), request.credentials())
					.to(server));
		FetchResult result = send(request, origin, server);
		String description = "seed %d: %s of %s against %s%n%s%n%s".formatted(this.seed, request, origin,
				this.definitions, explanation, result);
		if (explanation.policy() == null && explanation.actual().sent()) {
			// The application's error page has CORS headers of its own.
			return;
		}
		assertThat(explanation.verdict()).as(description).isEqualTo(verdict(result));
		assertThat(explanation.preflight().sent()).as(description).isEqualTo(result.wasPreflighted());
		List<Exchange> exchanges = result.exchanges();
		assertThat(exchanges).as(description)
			.hasSize((explanation.preflight().sent() ? 1 : 0) + (explanation.actual().sent() ? 1 : 0));
		for (Exchange exchange : exchanges) {
			check(exchange.preflight() ? explanation.preflight() : explanation.actual(), exchange, description);
		}
		this.verdicts.merge(explanation.verdict(), 1, Integer::sum);
	}

	private FetchResult send(PolicyGenerator.Request request, String origin, String server) {
		Browser browser = this.random.nextBoolean() ? Browser.standard() : Browser.standard().withoutFetchMetadata();
		Page page = origin.equals("null") ? browser.openWithOpaqueOrigin() : browser.open(origin);
		BrowserFetch fetch = page.to(server).method(request.method(), request.path());
		for (String header : request.headers()) {
			String[] field = header.split(": ", 2);
			// What explain assumes of a value that is not given.
			fetch.header(field[0], (field.length > 1) ? field[1] : "application/json");
		}
		return (request.credentials() ? fetch.withCredentials() : fetch).send();
	}

	private static Verdict verdict(FetchResult result) {
		if (result.isBlocked()) {
			return Verdict.BLOCKED;
		}
		return (result.type() == ResponseType.BASIC) ? Verdict.NOT_CORS : Verdict.ALLOWED;
	}

	private static void check(Explanation.Exchange explained, Exchange seen, String description) {
		for (String name : List.of("Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers")) {
			assertThat(explained.requestHeaders().get(name)).as(description)
				.isEqualTo(seen.request().headers().get(name));
		}
		if (explained.status() != null) {
			assertThat(seen.response().status()).as(description).isEqualTo(explained.status());
		}
		boolean policy = explained.reason() != null;
		Map<String, String> expected = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		expected.putAll(explained.responseHeaders());
		Map<String, String> actual = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (HeaderList.Field field : seen.response().headers().fields()) {
			String name = field.name().toLowerCase(Locale.ROOT);
			// Where no policy answers, Spring answers preflights, with a Vary of its own.
			if (name.startsWith("access-control-") || name.equals("timing-allow-origin")
					|| name.equals("cross-origin-resource-policy") || (policy && name.equals("vary"))) {
				assertThat(actual.put(field.name(), field.value())).as(description).isNull();
			}
		}
		assertThat(actual).as(description).isEqualTo(expected);
	}

}
