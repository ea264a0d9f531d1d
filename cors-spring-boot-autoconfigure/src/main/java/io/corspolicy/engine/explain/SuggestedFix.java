package io.corspolicy.engine.explain;

import java.util.List;

import io.corspolicy.engine.AnnotatedPolicyName;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.explain.Explanation.Change;

/**
 * What to do about a blocked request.
 *
 * @param hint the changes in words, or why there should be none
 * @param changes the changes, in order; with all of them applied the request is allowed
 */
public record SuggestedFix(String hint, List<Change> changes) {

	private static final int MAX_LENGTH = 2000;

	/**
	 * Create advice.
	 */
	public SuggestedFix {
		hint = (hint.length() <= MAX_LENGTH) ? hint : hint.substring(0, MAX_LENGTH) + "\u2026";
		changes = List.copyOf(changes);
	}

	/**
	 * A change as text, as it would be written.
	 * @param change the change
	 * @return a property and its value, or an attribute of an annotation and its value
	 */
	public static String inWords(Change change) {
		AnnotatedPolicyName annotated = AnnotatedPolicyName.parse(change.policy());
		String value = PolicyProblem.Edit.yaml(change.value());
		if (change.action() == Explanation.Action.ADD) {
			value = "add " + value.substring(1, value.length() - 1);
		}
		if (annotated == null) {
			return "cors.policies." + change.policy() + "." + change.attribute() + ": " + value;
		}
		return "@CorsPolicy on " + annotated.where() + ", " + PolicyField.of(change.attribute()).camelCase() + ": "
				+ value;
	}

}
