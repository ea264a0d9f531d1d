package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with one policy.
 */
final class Problems {

	private final String policy;

	private final List<PolicyProblem> found = new ArrayList<>();

	Problems(String policy) {
		this.policy = policy;
	}

	void add(ProblemCode code, Attribute<?> attribute, @Nullable Object value, String reason,
			@Nullable String suggestion) {
		this.found.add(new PolicyProblem(code, this.policy, attribute.name(), value, reason, suggestion));
	}

	void add(ProblemCode code, Attribute<?> attribute, int index, String value, String reason,
			@Nullable String suggestion) {
		this.found
			.add(new PolicyProblem(code, this.policy, attribute.name() + "[" + index + "]", value, reason, suggestion));
	}

	List<PolicyProblem> found() {
		return this.found;
	}

}
