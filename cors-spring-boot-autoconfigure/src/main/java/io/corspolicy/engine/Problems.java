package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;

import io.corspolicy.engine.PolicyProblem.Edit;
import org.jspecify.annotations.Nullable;

/**
 * Collects the problems of one policy.
 */
final class Problems {

	private final String policy;

	private final List<PolicyProblem> found = new ArrayList<>();

	private final List<PolicyProblem> warnings = new ArrayList<>();

	Problems(String policy) {
		this.policy = policy;
	}

	void add(ProblemCode code, Attribute<?> attribute, @Nullable Object value, String reason, Edit... fix) {
		this.found.add(new PolicyProblem(code, this.policy, PolicyField.of(attribute), value, reason, List.of(fix)));
	}

	void add(ProblemCode code, Attribute<?> attribute, int index, String value, String reason, Edit... fix) {
		this.found.add(new PolicyProblem(code, this.policy, PolicyField.of(attribute).entry(index), value, reason,
				List.of(fix)));
	}

	/**
	 * Add a warning: the policy is valid, but has another effect than it seems. The
	 * reason says what to write instead.
	 */
	void warn(ProblemCode code, Attribute<?> attribute, int index, String value, String reason) {
		this.warnings.add(
				new PolicyProblem(code, this.policy, PolicyField.of(attribute).entry(index), value, reason, List.of()));
	}

	List<PolicyProblem> warnings() {
		return this.warnings;
	}

	/**
	 * Add a problem whose reason says what is expected.
	 */
	void addWithExample(ProblemCode code, Attribute<?> attribute, @Nullable Object value, String reason,
			Edit... example) {
		this.found.add(new PolicyProblem(code, this.policy, PolicyField.of(attribute), value, reason, List.of(),
				List.of(example)));
	}

	/**
	 * Add a problem of an entry whose reason says what is expected.
	 */
	void addWithExample(ProblemCode code, Attribute<?> attribute, int index, String value, String reason,
			Edit... example) {
		this.found.add(new PolicyProblem(code, this.policy, PolicyField.of(attribute).entry(index), value, reason,
				List.of(), List.of(example)));
	}

	List<PolicyProblem> found() {
		return this.found;
	}

}
