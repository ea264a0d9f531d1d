package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.Explanation;
import io.corspolicy.engine.Explanation.Change;
import io.corspolicy.engine.Explanation.Verdict;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Generated policies and requests: the verdict is what a plain reading of the policy
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
					.isEqualTo(Reference.verdict(spec, request));
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

	/**
	 * Reads a policy as its author would, without engine and without header fields.
	 */
	private static final class Reference {

		static Verdict verdict(PolicySpec spec, PolicyGenerator.Request request) {
			if (request.origin() == null) {
				return Verdict.NOT_CORS;
			}
			List<String> unsafe = request.headers()
				.stream()
				.filter((header) -> List.of("Content-Type", "Authorization", "X-A", "X-B: 1", "Accept: a(b)")
					.contains(header))
				.map((header) -> header.replaceFirst(":.*", "").toLowerCase(Locale.ROOT))
				.toList();
			boolean preflight = !List.of("GET", "HEAD", "POST").contains(request.method()) || !unsafe.isEmpty();
			boolean origin = allowsOrigin(spec, request.origin());
			boolean credentials = is(spec, Attribute.ALLOW_CREDENTIALS) || !request.credentials();
			if (preflight && !(origin && credentials && allowsMethod(spec, request.method(), true)
					&& allowsHeaders(spec, unsafe))) {
				return Verdict.BLOCKED;
			}
			boolean open = is(spec, Attribute.SEND_WITHOUT_ORIGIN);
			return (credentials && (open || (origin && allowsMethod(spec, request.method(), false)))) ? Verdict.ALLOWED
					: Verdict.BLOCKED;
		}

		private static boolean allowsOrigin(PolicySpec spec, String origin) {
			List<String> entries = Objects.requireNonNull(spec.get(Attribute.ALLOWED_ORIGINS));
			boolean subdomain = origin.startsWith("https://") && origin.endsWith(".example.org");
			return entries.contains("*") || entries.contains(origin)
					|| (subdomain && entries.contains("https://*.example.org"))
					|| (origin.equals("null") && is(spec, Attribute.ALLOW_NULL_ORIGIN));
		}

		private static boolean allowsMethod(PolicySpec spec, String method, boolean preflight) {
			List<String> methods = spec.get(Attribute.ALLOWED_METHODS);
			if (methods == null) {
				return !preflight || List.of("GET", "HEAD", "POST").contains(method);
			}
			return methods.contains("*") || methods.contains(method)
					|| (method.equals("HEAD") && methods.contains("GET"));
		}

		private static boolean allowsHeaders(PolicySpec spec, List<String> unsafe) {
			List<String> entries = Objects
				.requireNonNullElse(spec.get(Attribute.ALLOWED_HEADERS), List.of("Content-Type"))
				.stream()
				.map((name) -> name.toLowerCase(Locale.ROOT))
				.toList();
			boolean any = entries.contains("*");
			return unsafe.stream()
				.allMatch((name) -> entries.contains(name)
						|| (any && (!name.equals("authorization") || is(spec, Attribute.ALLOW_CREDENTIALS))));
		}

		private static boolean is(PolicySpec spec, Attribute<Boolean> attribute) {
			return Boolean.TRUE.equals(spec.get(attribute));
		}

	}

}
