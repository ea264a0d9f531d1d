package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

import io.corspolicy.contract.Configuration;
import io.corspolicy.contract.Contract;
import io.corspolicy.contract.PageFetch;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.explain.Explanation;
import io.corspolicy.engine.explain.Explanation.Change;
import io.corspolicy.engine.explain.Explanation.Verdict;
import io.corspolicy.test.CredentialsMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Generated policies and requests: the verdict is what a plain reading of the contract
 * says, and whoever follows a hint is done. A failure prints the seed.
 */
class ExplanationGeneratedTests {

	private final long seed = new Random().nextLong();

	private final Random random = new Random(this.seed);

	private final PolicyGenerator generator = new PolicyGenerator(this.random);

	@Test
	void theVerdictIsWhatThePolicySays() {
		Map<Verdict, Integer> verdicts = new TreeMap<>();
		int policies = 0;
		while (policies < 300) {
			ExplainedPolicies explained = ExplainedPolicies.of(this.generator.definition("only", "/**"));
			CorsPolicyRegistry registry = registry(explained);
			if (registry == null) {
				continue;
			}
			policies++;
			PolicySpec spec = explained.definitions().get(0).spec();
			for (int i = 0; i < 10; i++) {
				PolicyGenerator.Request request = this.generator.request("/path");
				registry.setDebug(this.random.nextBoolean());
				Explanation explanation = request.explain(registry);
				assertThat(explanation.verdict()).as("seed %d: %s against %s", this.seed, request, spec)
					.isEqualTo(expected(spec, request));
				verdicts.merge(explanation.verdict(), 1, Integer::sum);
			}
		}
		assertThat(verdicts.get(Verdict.ALLOWED)).as(verdicts.toString()).isGreaterThan(200);
		assertThat(verdicts.get(Verdict.BLOCKED)).as(verdicts.toString()).isGreaterThan(300);
	}

	@Test
	void whoeverFollowsAHintIsDone() {
		int followed = 0;
		int several = 0;
		int refused = 0;
		for (int policies = 0; policies < 300;) {
			List<PolicyDefinition> definitions = new ArrayList<>(List.of(this.generator.definition("one", "/a/**")));
			if (this.random.nextBoolean()) {
				definitions.add(this.generator.definition("two", this.random.nextBoolean() ? "/a/**" : "/b"));
			}
			ExplainedPolicies explained = new ExplainedPolicies(definitions, Map.of());
			CorsPolicyRegistry registry = registry(explained);
			if (registry == null) {
				continue;
			}
			policies++;
			for (int i = 0; i < 10; i++) {
				PolicyGenerator.Request request = this.generator
					.request(this.random.nextInt(5) == 0 ? "/elsewhere" : "/a/path");
				Explanation explanation = request.explain(registry);
				String description = "seed %d: %s against %s: %s".formatted(this.seed, request, explained, explanation);
				assertThat(explanation.hint() != null).as(description)
					.isEqualTo(explanation.verdict() == Verdict.BLOCKED);
				List<Change> changes = explanation.changes();
				if (!changes.isEmpty()) {
					CorsPolicyRegistry changed = Objects.requireNonNull(registry(explained.with(changes)), description);
					assertThat(request.explain(changed).verdict()).as(description).isEqualTo(Verdict.ALLOWED);
					assertThat(fewer(explained, changes, request)).as(description).isFalse();
					followed++;
					several += (changes.size() > 1) ? 1 : 0;
				}
				else if (explanation.verdict() == Verdict.BLOCKED) {
					refused++;
				}
			}
		}
		assertThat(List.of(followed, several, refused)).allMatch((count) -> count > 100);
	}

	/** Whether all changes but the last would do. */
	private static boolean fewer(ExplainedPolicies explained, List<Change> changes, PolicyGenerator.Request request) {
		CorsPolicyRegistry registry = registry(explained.with(changes.subList(0, changes.size() - 1)));
		return registry != null && request.explain(registry).verdict() == Verdict.ALLOWED;
	}

	private static @Nullable CorsPolicyRegistry registry(ExplainedPolicies policies) {
		try {
			CorsPolicyRegistry registry = policies.registry();
			registry.refresh();
			return registry;
		}
		catch (InvalidPolicyException ex) {
			return null;
		}
	}

	/** What the contract says, which knows neither the engine nor its explanations. */
	private static Verdict expected(PolicySpec spec, PolicyGenerator.Request request) {
		if (request.origin() == null) {
			return Verdict.NOT_CORS;
		}
		Map<String, Object> policy = new TreeMap<>(Map.of("paths", List.of("/**")));
		for (Attribute<?> attribute : Attribute.all()) {
			Object value = spec.get(attribute);
			if (value != null) {
				policy.put(attribute.name(), (value instanceof List) ? value : value.toString());
			}
		}
		List<PageFetch.Field> fields = request.headers()
			.stream()
			.map((header) -> header.split(": ", 2))
			.map((field) -> new PageFetch.Field(field[0], (field.length > 1) ? field[1] : "", !isUnsafe(field)))
			.toList();
		CredentialsMode credentials = request.credentials() ? CredentialsMode.INCLUDE : CredentialsMode.SAME_ORIGIN;
		PageFetch fetch = new PageFetch("https://server.test", request.origin(), request.origin(), request.method(),
				request.path(), fields, credentials, false, true);
		Contract contract = new Contract(new Configuration(Map.of(), Map.of("only", policy), false));
		return contract.outcome(fetch).readable() ? Verdict.ALLOWED : Verdict.BLOCKED;
	}

	private static boolean isUnsafe(String... field) {
		return List.of("Content-Type", "Authorization", "X-A", "X-B: 1", "Accept: a(b)")
			.contains(String.join(": ", field));
	}

}
