package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PolicyContradictions}: of many policies the same is found as of each
 * pair of them.
 */
class PolicyContradictionsTests {

	/** They contradict each other in nothing, and are too many to be compared. */
	private static final List<CompiledPolicy> OTHERS = Stream.of("one", "two", "three", "four", "five")
		.map((name) -> policy(name, origins("https://" + name + ".example.com")))
		.toList();

	private static List<CompiledPolicy> policies() {
		return List.of(policy("plain", origins("https://a.example.com")),
				policy("same", origins("https://b.example.com", "https://a.example.com")),
				policy("get", origins("https://a.example.com").with(Attribute.ALLOWED_METHODS, List.of("GET"))),
				policy("put", origins("https://a.example.com").with(Attribute.ALLOWED_METHODS, List.of("PUT"))),
				policy("tenant",
						origins("https://{tenant}.example.org").with(Attribute.HOSTS, List.of("{tenant}.example.net"))),
				policy("label",
						origins("https://{label}.example.org").with(Attribute.HOSTS, List.of("{label}.example.net"))),
				policy("null", origins("https://c.example.com").with(Attribute.ALLOW_NULL_ORIGIN, true)),
				policy("nobody", origins("https://d.example.com").with(Attribute.ALLOW_NULL_ORIGIN, true)),
				policy("off", origins("https://e.example.com").with(Attribute.ENABLED, false)),
				policy("any", origins("*").with(Attribute.SEND_WITHOUT_ORIGIN, true)),
				policy("site",
						origins("https://f.example.com").with(Attribute.CROSS_ORIGIN_RESOURCE_POLICY,
								CrossOriginResourcePolicy.SAME_SITE)),
				policy("anywhere", origins("https://g.example.com").with(Attribute.CROSS_ORIGIN_RESOURCE_POLICY,
						CrossOriginResourcePolicy.CROSS_ORIGIN)));
	}

	@ParameterizedTest
	@MethodSource("policies")
	void amongManyTheSameIsFoundAsInPairs(CompiledPolicy first) {
		for (CompiledPolicy second : policies()) {
			List<CompiledPolicy> many = new ArrayList<>(OTHERS);
			many.add(first);
			if (!second.name().equals(first.name())) {
				many.add(second);
			}
			for (Predicate<CompiledPolicy> added : added(first, second)) {
				List<CompiledPolicy> before = many.stream().filter(added.negate()).toList();
				if (!inPairs(before, (policy) -> true).isEmpty()) {
					continue;
				}
				assertThat(texts(PolicyContradictions.find(many, added))).as("%s, %s", first.name(), second.name())
					.isEqualTo(texts(inPairs(many, added)));
			}
		}
	}

	@Test
	void mostPairsContradictEachOther() {
		assertThat(inPairs(policies(), (policy) -> true)).hasSizeGreaterThan(40);
		assertThat(PolicyContradictions.find(OTHERS)).isEmpty();
	}

	@Test
	void theSecondGivesWayByMethodOrByOrigin() {
		PolicySpec own = origins("https://a.example.com");
		CompiledPolicy get = policy("get", own.with(Attribute.ALLOWED_METHODS, List.of("GET", "PUT")));
		assertThat(fix(get, policy("second", own.with(Attribute.ALLOWED_METHODS, List.of("PUT", "POST")))))
			.containsExactly("allowed-methods [POST]");
		assertThat(fix(get, policy("second", own))).containsExactly("allowed-methods [POST, PATCH, DELETE]");
		assertThat(fix(get, policy("second", own.with(Attribute.ALLOWED_METHODS, List.of("*")))))
			.containsExactly("allowed-methods [POST, PATCH, DELETE]");
		assertThat(fix(get, policy("second", own.with(Attribute.ALLOWED_METHODS, List.of("GET"))))).isEmpty();
		assertThat(
				fix(policy("first", own), policy("second", origins("https://b.example.com", "https://a.example.com"))))
			.containsExactly("allowed-origins[1] null");
		assertThat(fix(policy("first", own), policy("second", own))).isEmpty();
	}

	private static List<String> fix(CompiledPolicy one, CompiledPolicy other) {
		List<PolicyProblem> problems = PolicyContradictions.find(List.of(one, other));
		assertThat(problems).hasSize(1);
		return problems.get(0).fix().stream().map((edit) -> edit.at() + " " + edit.value()).toList();
	}

	private static List<Predicate<CompiledPolicy>> added(CompiledPolicy first, CompiledPolicy second) {
		Set<String> both = new HashSet<>(List.of(first.name(), second.name()));
		return List.of((policy) -> true, (policy) -> policy.name().equals(second.name()),
				(policy) -> both.contains(policy.name()), (policy) -> !both.contains(policy.name()), (policy) -> false);
	}

	private static List<PolicyProblem> inPairs(List<CompiledPolicy> policies, Predicate<CompiledPolicy> added) {
		List<PolicyProblem> problems = new ArrayList<>();
		for (int i = 0; i < policies.size(); i++) {
			for (int j = i + 1; j < policies.size(); j++) {
				problems.addAll(PolicyContradictions.find(List.of(policies.get(i), policies.get(j)), added));
			}
		}
		return problems;
	}

	private static List<String> texts(List<PolicyProblem> problems) {
		return problems.stream().map(PolicyProblem::toString).toList();
	}

	private static PolicySpec origins(String... origins) {
		return PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(origins));
	}

	private static CompiledPolicy policy(String name, PolicySpec spec) {
		return CompiledPolicy.compile(name, spec);
	}

}
