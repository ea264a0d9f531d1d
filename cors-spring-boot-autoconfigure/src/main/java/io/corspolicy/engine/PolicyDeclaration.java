package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The policy that a handler declares, class and method merged.
 *
 * @param where what declares it: a class, a method or a route
 * @param name the policy that it starts from, or {@code null} for the defaults
 * @param enabled whether there is CORS at all
 * @param spec the attributes that it replaces
 * @param problems what could not be understood
 */
public record PolicyDeclaration(String where, @Nullable String name, boolean enabled, PolicySpec spec,
		List<PolicyProblem> problems) {

	/**
	 * Create a declaration.
	 */
	public PolicyDeclaration {
		problems = List.copyOf(problems);
	}

	/**
	 * A name for the resulting policy, which no policy of the properties can have.
	 * @return the name
	 */
	public String policyName() {
		return new AnnotatedPolicyName((this.name != null) ? this.name : "", this.where).toString();
	}

	/**
	 * This declaration with a further problem.
	 * @param code what is wrong, for programs
	 * @param value the value as it was written
	 * @param reason what is wrong with it, and what to write instead
	 * @return a new declaration
	 */
	public PolicyDeclaration withProblem(ProblemCode code, @Nullable String value, String reason) {
		List<PolicyProblem> all = new ArrayList<>(this.problems);
		all.add(problem(code, value, reason));
		return new PolicyDeclaration(this.where, this.name, this.enabled, this.spec, all);
	}

	/**
	 * A problem with the policy that this declaration starts from.
	 * @param code what is wrong, for programs
	 * @param value the value as it was written
	 * @param reason what is wrong with it, and what to write instead
	 * @return the problem
	 */
	public PolicyProblem problem(ProblemCode code, @Nullable String value, String reason) {
		return new PolicyProblem(code, AnnotatedPolicyName.at(this.where).toString(), PolicyField.VALUE, value, reason,
				List.of());
	}

}
