package io.corspolicy.autoconfigure.report;

import java.util.List;

import io.corspolicy.autoconfigure.properties.ProblemLocation;
import io.corspolicy.autoconfigure.properties.PropertyNames;
import io.corspolicy.engine.AnnotatedPolicyName;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * A problem, or one that several policies inherit.
 *
 * @param problem the problem, or the first of them
 * @param place where its value is, or {@code null} for outside of the properties
 * @param policies the names of the policies that have it
 */
record ReportedProblem(PolicyProblem problem, @Nullable ProblemLocation place, List<String> policies) {

	boolean isShared() {
		return this.place != null && this.place.inherited();
	}

	String group() {
		if (isShared() || this.problem.at().isWithin(PolicyField.DEFAULTS)) {
			return "Defaults";
		}
		AnnotatedPolicyName annotated = annotated();
		if (annotated != null) {
			return "@CorsPolicy on " + SafeText.visible(annotated.where());
		}
		return this.problem.policy().isEmpty() ? "General"
				: "Policy \"" + SafeText.visible(this.problem.policy()) + "\"";
	}

	/** No policy of the properties has such a name. */
	@Nullable AnnotatedPolicyName annotated() {
		return (this.place == null) ? AnnotatedPolicyName.parse(this.problem.policy()) : null;
	}

	String title() {
		return SafeText.visible((this.place != null) ? this.place.property() : this.problem.field());
	}

	int rank() {
		if (this.problem.policy().isEmpty()) {
			return group().equals("Defaults") ? -1 : -2;
		}
		if (isShared()) {
			return -1;
		}
		return (this.place != null) ? this.place.position() : Integer.MAX_VALUE;
	}

	int fieldRank() {
		PolicyField inherited = this.problem.at().below(PolicyField.DEFAULTS);
		String field = ((inherited != null) ? inherited : this.problem.at()).attributeName();
		if (field.equals(PolicyField.NAME.key())) {
			return -1;
		}
		int rank = this.problem.policy().isEmpty() ? PropertyNames.GENERAL.indexOf(field) : -1;
		rank = (rank < 0) ? PropertyNames.ATTRIBUTES.indexOf(field) : rank;
		return (rank < 0) ? Integer.MAX_VALUE : rank;
	}

	int index() {
		return Math.max(0, this.problem.at().index());
	}

}
