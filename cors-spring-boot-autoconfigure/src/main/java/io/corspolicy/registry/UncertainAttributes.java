package io.corspolicy.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;

/**
 * What was wrong before anything could be compiled, and what might be a mere consequence:
 * a policy without origins, for one, whose {@code allowed-origins} are misspelt.
 */
final class UncertainAttributes {

	private final List<PolicyProblem> problems;

	UncertainAttributes(List<PolicyProblem> problems) {
		this.problems = List.copyOf(problems);
	}

	List<PolicyProblem> all() {
		return this.problems;
	}

	/**
	 * The attributes of a policy that may hold something else than was read.
	 */
	Set<String> uncertain(String policy) {
		if (this.problems.isEmpty()) {
			return Set.of();
		}
		Set<String> attributes = new HashSet<>();
		for (PolicyProblem problem : this.problems) {
			if (problem.policy().equals(policy)) {
				attributes.add(problem.at().attributeName());
				edits(problem).forEach((edit) -> attributes.add(edit.at().attributeName()));
			}
			else if (problem.policy().isEmpty()) {
				inherited(problem.at(), attributes);
				edits(problem).forEach((edit) -> inherited(edit.at(), attributes));
			}
		}
		return attributes;
	}

	private static List<PolicyProblem.Edit> edits(PolicyProblem problem) {
		return problem.fix().isEmpty() ? problem.example() : problem.fix();
	}

	private static void inherited(PolicyField field, Set<String> attributes) {
		PolicyField inherited = field.below(PolicyField.DEFAULTS);
		if (inherited != null) {
			attributes.add(inherited.attributeName());
		}
	}

	/**
	 * Whether a problem may be gone as soon as uncertain attributes are known.
	 */
	static boolean dependsOn(Set<String> uncertain, PolicyProblem problem) {
		return switch (problem.code()) {
			case NO_ORIGINS -> anyOf(uncertain, Attribute.ALLOWED_ORIGINS, Attribute.ALLOW_NULL_ORIGIN);
			case INVALID_ORIGIN -> anyOf(uncertain, Attribute.HOSTS);
			case INSECURE_ORIGIN -> anyOf(uncertain, Attribute.TOLERATE_INSECURE_ORIGINS, Attribute.ALLOW_CREDENTIALS);
			case PUBLIC_SUFFIX -> anyOf(uncertain, Attribute.TOLERATE_PUBLIC_SUFFIXES, Attribute.ALLOW_CREDENTIALS);
			case CONFLICTING_ATTRIBUTES -> anyOf(uncertain, Attribute.ALLOWED_ORIGINS, Attribute.ALLOW_CREDENTIALS,
					Attribute.SEND_WITHOUT_ORIGIN, Attribute.REJECT_DISALLOWED);
			default -> false;
		};
	}

	private static boolean anyOf(Set<String> uncertain, Attribute<?>... attributes) {
		for (Attribute<?> attribute : attributes) {
			if (uncertain.contains(attribute.name())) {
				return true;
			}
		}
		return false;
	}

}
