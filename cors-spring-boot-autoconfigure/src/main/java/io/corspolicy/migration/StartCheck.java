package io.corspolicy.migration;

import java.util.List;
import java.util.function.Function;

import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.migration.Difference.Subject;
import io.corspolicy.registry.PolicyDefinition;

/**
 * Takes away what would stop the application from starting with the policies, and says
 * so.
 */
final class StartCheck {

	private final Function<List<PolicyDefinition>, List<PolicyProblem>> check;

	StartCheck(Function<List<PolicyDefinition>, List<PolicyProblem>> check) {
		this.check = check;
	}

	/** Every round takes away a path at least. */
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
		// The application has started with what it has, which may be a lot to compile.
		return definitions.isEmpty() ? List.of() : this.check.apply(definitions);
	}

	/** The one that is named, or that the problem of a policy of somebody else names. */
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

	/** One path, if that is enough. */
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
