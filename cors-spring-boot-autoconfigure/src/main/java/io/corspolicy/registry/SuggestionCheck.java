package io.corspolicy.registry;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.corspolicy.engine.AnnotatedPolicyName;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyField;
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

	private final Set<PolicyProblem> reading;

	/** Problems without a suggestion, be it that theirs was withheld. */
	private final Map<PolicyProblem, PolicyProblem> withoutFix = new LinkedHashMap<>();

	/**
	 * Create a check.
	 * @param parser parses the paths
	 * @param definitions the policies as they were written
	 * @param reading what was wrong before anything could be compiled
	 */
	SuggestionCheck(PathPatternParser parser, List<PolicyDefinition> definitions, List<PolicyProblem> reading) {
		this.parser = parser;
		this.definitions = definitions;
		this.reading = new HashSet<>(reading);
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
			List<PolicyProblem> remaining = fixed.isEmpty() ? List.of() : remaining(fixed);
			if (remaining.isEmpty()) {
				break;
			}
			boolean last = round == MAX_ROUNDS - 1;
			remaining.forEach(
					(problem) -> (last ? fixed : causes(fixed, problem)).forEach((cause) -> withhold(cause, problem)));
		}
		return problems.stream().map((problem) -> this.withoutFix.getOrDefault(problem, problem)).toList();
	}

	/** Handlers are not compiled here. */
	private static boolean isOfHandler(PolicyProblem problem) {
		return AnnotatedPolicyName.is(problem.policy());
	}

	/**
	 * Find the problems that the policies would have with all suggestions applied, except
	 * those without a suggestion.
	 */
	private List<PolicyProblem> remaining(List<PolicyProblem> fixed) {
		Set<PolicyProblem> known = new HashSet<>(this.withoutFix.keySet());
		SuggestedPolicies suggested = new SuggestedPolicies(this.definitions);
		try {
			new SnapshotCompiler(this.parser,
					new UncertainAttributes(known.stream().filter(this.reading::contains).toList()))
				.findProblems(suggested.apply(fixed));
			return List.of();
		}
		catch (InvalidPolicyException ex) {
			return ex.problems()
				.stream()
				.filter((problem) -> !known.contains(problem))
				.map((problem) -> problem.ofPolicy(suggested.originalName(problem.policy())))
				.filter((problem) -> !isKnown(problem))
				.toList();
		}
	}

	/** An index may have changed. */
	private boolean isKnown(PolicyProblem problem) {
		return this.withoutFix.keySet()
			.stream()
			.anyMatch((known) -> known.code() == problem.code() && known.policy().equals(problem.policy())
					&& Objects.equals(known.value(), problem.value())
					&& known.at().attributeName().equals(problem.at().attributeName()));
	}

	private static List<PolicyProblem> causes(List<PolicyProblem> fixed, PolicyProblem remaining) {
		List<PolicyProblem> changes = fixed.stream().filter((problem) -> changes(problem, remaining)).toList();
		List<PolicyProblem> exact = changes.stream().filter((problem) -> writes(problem, remaining.value())).toList();
		if (!changes.isEmpty()) {
			return exact.isEmpty() ? changes : exact;
		}
		List<PolicyProblem> ofPolicy = fixed.stream()
			.filter((problem) -> problem.policy().equals(remaining.policy()))
			.toList();
		return ofPolicy.isEmpty() ? fixed : ofPolicy;
	}

	private static boolean writes(PolicyProblem problem, @Nullable Object value) {
		return value != null && problem.fix()
			.stream()
			.map(Edit::value)
			.anyMatch((written) -> (written instanceof List<?> list) ? list.contains(value) : value.equals(written));
	}

	private static boolean changes(PolicyProblem problem, PolicyProblem remaining) {
		String attribute = remaining.at().attributeName();
		boolean same = problem.policy().equals(remaining.policy());
		PolicyField own = PolicyField.POLICIES.append(remaining.policy());
		return problem.fix()
			.stream()
			.map(Edit::at)
			.anyMatch((field) -> same ? field.attributeName().equals(attribute) : problem.policy().isEmpty()
					&& (isOf(attribute, field.below(own)) || isOf(attribute, field.below(PolicyField.DEFAULTS))));
	}

	private static boolean isOf(String attribute, @Nullable PolicyField field) {
		return field != null && (attribute.isEmpty() || field.attributeName().equals(attribute));
	}

	private void withhold(PolicyProblem problem, PolicyProblem remaining) {
		if (this.withoutFix.containsKey(problem)) {
			return;
		}
		boolean same = remaining.reason().equals(problem.reason());
		this.withoutFix.put(problem,
				new PolicyProblem(problem.code(), problem.policy(), problem.at(), problem.value(),
						problem.reason() + (same ? "" : " What is meant can't start either: " + remaining.reason()),
						List.of(), remaining.example()));
	}

}
