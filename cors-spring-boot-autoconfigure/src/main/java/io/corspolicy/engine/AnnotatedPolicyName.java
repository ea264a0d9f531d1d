package io.corspolicy.engine;

import org.jspecify.annotations.Nullable;

/**
 * The name of a policy that an annotation makes, which no policy of the properties can
 * have: {@code api@com.example.Orders#create}.
 *
 * @param base the policy that the annotation starts from, or an empty string for the
 * defaults
 * @param where what has the annotation: a class, a method or a route
 */
public record AnnotatedPolicyName(String base, String where) {

	private static final char SEPARATOR = '@';

	/**
	 * The name of what a handler has, whatever policy it starts from.
	 * @param where a class, a method or a route
	 * @return the name
	 */
	public static AnnotatedPolicyName at(String where) {
		return new AnnotatedPolicyName("", where);
	}

	/**
	 * Take a policy's name apart.
	 * @param policy the name of any policy
	 * @return the parts, or {@code null} if no annotation made the policy
	 */
	public static @Nullable AnnotatedPolicyName parse(String policy) {
		int separator = policy.indexOf(SEPARATOR);
		return (separator >= 0)
				? new AnnotatedPolicyName(policy.substring(0, separator), policy.substring(separator + 1)) : null;
	}

	/**
	 * Whether an annotation made a policy.
	 * @param policy the policy's name
	 * @return {@code false} for policies of the properties and of other sources
	 */
	public static boolean is(String policy) {
		return policy.indexOf(SEPARATOR) >= 0;
	}

	/**
	 * The policy's name.
	 */
	@Override
	public String toString() {
		return this.base + SEPARATOR + this.where;
	}

}
