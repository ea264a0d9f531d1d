package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;

/**
 * Thrown by a source that could read its policies only in part. What it could read is
 * checked all the same, so that every problem is reported at once.
 */
public class IncompletePoliciesException extends InvalidPolicyException {

	private static final long serialVersionUID = 1L;

	private final transient List<PolicyDefinition> definitions;

	/**
	 * Create an exception.
	 * @param problems what could not be read, at least one problem
	 * @param definitions the policies without what could not be read
	 */
	public IncompletePoliciesException(List<PolicyProblem> problems, List<PolicyDefinition> definitions) {
		super(problems);
		this.definitions = List.copyOf(definitions);
	}

	/**
	 * The policies as far as they could be read.
	 * @return an immutable list
	 */
	public List<PolicyDefinition> definitions() {
		return this.definitions;
	}

}
