package io.corspolicy.engine;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown if policies are invalid, with every problem of all of them.
 */
public class InvalidPolicyException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient List<PolicyProblem> problems;

	/**
	 * Create an exception for the given problems.
	 * @param problems every problem, at least one
	 */
	public InvalidPolicyException(List<PolicyProblem> problems) {
		super(problems.stream()
			.map(PolicyProblem::toString)
			.collect(Collectors.joining("\n  - ", "Invalid CORS policies:\n  - ", "")));
		this.problems = List.copyOf(problems);
	}

	/**
	 * Every problem.
	 * @return an immutable list, never empty
	 */
	public List<PolicyProblem> problems() {
		return this.problems;
	}

}
