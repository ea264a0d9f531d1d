package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Takes over all suggestions aside, and withholds those after which the policies could
 * still not start: a suggestion is right or absent.
 */
final class SuggestionCheck {

	private static final int MAX_ROUNDS = 4;

	private final PathPatternParser parser;

	private final List<PolicyDefinition> definitions;

	/** Problems without a suggestion, be it that theirs was withheld. */
	private final Map<PolicyProblem, PolicyProblem> withoutFix = new LinkedHashMap<>();

	SuggestionCheck(PathPatternParser parser, List<PolicyDefinition> definitions) {
		this.parser = parser;
		this.definitions = definitions;
	}

	/**
	 * Check the suggestions.
	 * @param problems all problems
	 * @return the same problems in the same order, some without their suggestion
	 */
	List<PolicyProblem> check(List<PolicyProblem> problems) {
		problems.stream()
			.filter((problem) -> problem.fix().isEmpty())
			.forEach((problem) -> this.withoutFix.put(problem, problem));
		for (int round = 0; round < MAX_ROUNDS; round++) {
			List<PolicyProblem> fixed = problems.stream()
				.filter((problem) -> !this.withoutFix.containsKey(problem) && !isOfHandler(problem))
				.toList();
			PolicyProblem remaining = fixed.isEmpty() ? null : remaining(fixed);
			if (remaining == null) {
				break;
			}
			List<PolicyProblem> causes = causes(fixed, remaining);
			(round < MAX_ROUNDS - 1 ? causes : fixed).forEach((problem) -> withhold(problem, remaining));
		}
		return problems.stream().map((problem) -> this.withoutFix.getOrDefault(problem, problem)).toList();
	}

	/** Handlers are not compiled here. */
	private static boolean isOfHandler(PolicyProblem problem) {
		return problem.policy().contains("@");
	}

	/**
	 * Find what would be wrong with the policies if all suggestions were taken over, but
	 * for what has none.
	 */
	private @Nullable PolicyProblem remaining(List<PolicyProblem> fixed) {
		Set<PolicyProblem> known = new HashSet<>(this.withoutFix.keySet());
		try {
			new SnapshotCompiler(this.parser, new ReadingProblems(List.copyOf(known)))
				.findProblems(new SuggestedPolicies(this.definitions).apply(fixed));
			return null;
		}
		catch (InvalidPolicyException ex) {
			return ex.problems()
				.stream()
				.filter((problem) -> !known.contains(problem) && !isKnown(problem))
				.findFirst()
				.orElse(null);
		}
	}

	/** An index may have changed. */
	private boolean isKnown(PolicyProblem problem) {
		return this.withoutFix.keySet()
			.stream()
			.anyMatch((known) -> known.code() == problem.code() && known.policy().equals(problem.policy())
					&& SuggestedPolicies.attribute(known.field()).equals(SuggestedPolicies.attribute(problem.field())));
	}

	private static List<PolicyProblem> causes(List<PolicyProblem> fixed, PolicyProblem remaining) {
		String attribute = SuggestedPolicies.attribute(remaining.field());
		List<PolicyProblem> causes = new ArrayList<>(
				fixed.stream().filter((problem) -> changes(problem, remaining.policy(), attribute)).toList());
		if (causes.isEmpty()) {
			fixed.stream().filter((problem) -> problem.policy().equals(remaining.policy())).forEach(causes::add);
		}
		return causes.isEmpty() ? fixed : causes;
	}

	private static boolean changes(PolicyProblem problem, String policy, String attribute) {
		return problem.fix()
			.stream()
			.map(Edit::field)
			.anyMatch((field) -> problem.policy().equals(policy) ? SuggestedPolicies.attribute(field).equals(attribute)
					: problem.policy().isEmpty() && (field.startsWith("policies." + policy + "." + attribute)
							|| field.startsWith("defaults." + attribute)));
	}

	private void withhold(PolicyProblem problem, PolicyProblem remaining) {
		boolean same = remaining.reason().equals(problem.reason());
		this.withoutFix.put(problem,
				new PolicyProblem(problem.code(), problem.policy(), problem.field(), problem.value(),
						problem.reason() + (same ? "" : " What is meant can't start either: " + remaining.reason()),
						List.of(), remaining.example()));
	}

}
