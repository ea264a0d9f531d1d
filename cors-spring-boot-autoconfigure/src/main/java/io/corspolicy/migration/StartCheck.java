package io.corspolicy.migration;

import java.util.List;
import java.util.function.Function;

import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.migration.Difference.Subject;
import io.corspolicy.registry.PolicyDefinition;

/**
 * Removes what would keep the application from starting with the policies, and reports
 * it.
 */
final class StartCheck {

	private final Function<List<PolicyDefinition>, List<PolicyProblem>> check;

	StartCheck(Function<List<PolicyDefinition>, List<PolicyProblem>> check) {
		this.check = check;
	}

	/** Every round removes at least one path. */
	void repair(List<GeneratedPolicy> policies, Differences differences) {
		List<PolicyProblem> problems = problems(policies);
		while (!problems.isEmpty() && policies.stream().anyMatch((policy) -> !policy.paths().isEmpty())) {
			PolicyProblem problem = problems.get(0);
			takeAway(culprit(policies, problem), problem, policies, differences);
			problems = problems(policies);
		}
	}

	private List<PolicyProblem> problems(List<GeneratedPolicy> policies) {
		List<PolicyDefinition> definitions = policies.stream()
			.filter((policy) -> !policy.paths().isEmpty())
			.map(GeneratedPolicy::definition)
			.toList();
		// The application has started with its own policies, which may be expensive to
		// compile.
		return definitions.isEmpty() ? List.of() : this.check.apply(definitions);
	}

	/** The named one, or the one that the problem of another policy names. */
	private static GeneratedPolicy culprit(List<GeneratedPolicy> policies, PolicyProblem problem) {
		List<GeneratedPolicy> left = policies.stream().filter((policy) -> !policy.paths().isEmpty()).toList();
		return left.stream()
			.filter((policy) -> policy.name().equals(problem.policy()))
			.findFirst()
			.or(() -> left.stream()
				.filter((policy) -> problem.reason().contains("\"" + policy.name() + "\""))
				.findFirst())
			.orElseGet(() -> left.get(left.size() - 1));
	}

	/** Only one path, if that is enough. */
	private void takeAway(GeneratedPolicy policy, PolicyProblem problem, List<GeneratedPolicy> policies,
			Differences differences) {
		List<String> all = List.copyOf(policy.paths());
		List<String> lost = all;
		for (String path : all) {
			policy.paths().remove(path);
			if (!problems(policies).contains(problem)) {
				lost = List.of(path);
				break;
			}
			policy.paths().clear();
			policy.paths().addAll(all);
		}
		policy.paths().clear();
		policy.paths().addAll(all);
		policy.paths().removeAll(lost);
		String sentence = "Left out at " + String.join(", ", lost) + ", because the application would not start: "
				+ problem.reason();
		policy.findings().forEach((finding) -> differences.add(finding, Subject.PATH_LEFT_OUT, sentence));
	}

}
