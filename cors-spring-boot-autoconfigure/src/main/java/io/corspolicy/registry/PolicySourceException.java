package io.corspolicy.registry;

import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.text.SafeText;

/**
 * Thrown by a refresh if a {@link PolicySource} fails: the policies stay as they are. The
 * message is a sentence that names the source, made harmless.
 */
public final class PolicySourceException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String source;

	PolicySourceException(String source, Throwable cause) {
		super((cause instanceof InvalidPolicyException invalid)
				? "The policies of the source " + source + " are invalid: " + describe(invalid)
				: "The policy source " + source + " can't be read: " + describe(cause), cause);
		this.source = source;
	}

	/**
	 * The name of the source's class.
	 * @return the name
	 */
	public String source() {
		return this.source;
	}

	/** What was thrown and, if different, its root cause. */
	private static String describe(Throwable thrown) {
		Throwable root = thrown;
		for (int depth = 0; root.getCause() != null && depth < 100; depth++) {
			root = root.getCause();
		}
		return describeOne(thrown) + ((root != thrown) ? ", because of " + describeOne(root) : "") + ".";
	}

	private static String describeOne(Throwable thrown) {
		String message = thrown.getMessage();
		return thrown.getClass().getName() + ((message != null) ? " " + SafeText.quoted(message) : "");
	}

	/** The first problem, and how many others there are. */
	static String describe(InvalidPolicyException invalid) {
		int others = invalid.problems().size() - 1;
		if (others < 0) {
			return "no problem is given.";
		}
		PolicyProblem first = invalid.problems().get(0);
		return "policy " + SafeText.quoted(first.policy()) + ", " + SafeText.quoted(first.field()) + ": "
				+ SafeText.cut(first.reason())
				+ ((others > 0) ? " (and " + others + ((others > 1) ? " more problems)" : " more problem)") : "");
	}

}
