package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.migration.Difference.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Makes a spec valid. What the engine refuses is tolerated if there is an attribute for
 * that, since Spring allows it today, and left out otherwise.
 */
final class SpecRepair {

	private final Set<Difference> differences;

	private PolicySpec spec;

	SpecRepair(PolicySpec spec, Set<Difference> differences) {
		this.spec = spec;
		this.differences = differences;
	}

	/** Whether a spec is valid as it is. */
	static boolean isValid(PolicySpec spec) {
		return firstProblem(spec) == null;
	}

	PolicySpec repaired() {
		PolicyProblem problem = firstProblem(this.spec);
		while (problem != null) {
			PolicySpec before = this.spec;
			repair(problem);
			if (this.spec.equals(before)) {
				// Nothing to leave out, such as for a policy without origins.
				return this.spec;
			}
			problem = firstProblem(this.spec);
		}
		return this.spec;
	}

	/** One at a time: leaving an entry out shifts the following ones. */
	private static @Nullable PolicyProblem firstProblem(PolicySpec spec) {
		try {
			CompiledPolicy.compile("migration", spec);
			return null;
		}
		catch (InvalidPolicyException ex) {
			return ex.problems()
				.stream()
				.filter((problem) -> problem.code() != ProblemCode.NO_ORIGINS)
				.findFirst()
				.orElse(null);
		}
	}

	private void repair(PolicyProblem problem) {
		if (problem.code() == ProblemCode.INSECURE_ORIGIN && tolerate(Attribute.TOLERATE_INSECURE_ORIGINS)) {
			return;
		}
		if (problem.code() == ProblemCode.PUBLIC_SUFFIX && tolerate(Attribute.TOLERATE_PUBLIC_SUFFIXES)) {
			return;
		}
		if (leaveOut(problem, Attribute.ALLOWED_ORIGINS, Subject.ORIGIN_LEFT_OUT)
				|| leaveOut(problem, Attribute.ALLOWED_METHODS, Subject.METHOD_LEFT_OUT)
				|| leaveOut(problem, Attribute.ALLOWED_HEADERS, Subject.HEADER_LEFT_OUT)) {
			return;
		}
		leaveOut(problem, Attribute.EXPOSED_HEADERS, Subject.EXPOSED_LEFT_OUT);
	}

	private boolean tolerate(Attribute<Boolean> attribute) {
		if (this.spec.get(attribute) != null) {
			return false;
		}
		this.spec = this.spec.with(attribute, true);
		return true;
	}

	private boolean leaveOut(PolicyProblem problem, Attribute<List<String>> attribute, Subject kind) {
		int index = problem.at().index();
		if (index < 0 || problem.at().attribute() != attribute) {
			return false;
		}
		List<String> entries = new ArrayList<>(Objects.requireNonNull(this.spec.get(attribute)));
		String entry = entries.remove(index);
		this.spec = this.spec.with(attribute, entries);
		this.differences
			.add(new Difference(kind, attribute.name() + " leaves out \"" + entry + "\": " + problem.reason()));
		return true;
	}

}
