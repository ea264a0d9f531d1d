package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.corspolicy.engine.KeyElement;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;

/**
 * Finds the values that problems are about among those that were read.
 */
final class ProblemLocator {

	private static final PolicyField CORS = PolicyField.of("cors");

	private static final PolicyField DEFAULTS = CORS.append(PolicyField.DEFAULTS);

	private final WrittenProperties properties;

	/** The names of the policies, in the order in which they were written. */
	private final List<String> policies;

	private ProblemLocator(WrittenProperties properties) {
		this.properties = properties;
		this.policies = properties.keys().policies().stream().map(RawPropertyKeys.Policy::name).toList();
	}

	/**
	 * Make what adds places to problems. Places are found only if there are problems: of
	 * all others nothing is kept, since a list may have a million entries.
	 * @param properties what was read
	 * @return adds to problems where their values were written. A problem of a policy
	 * that is in no property stays as it is
	 */
	static UnaryOperator<List<PolicyProblem>> places(WrittenProperties properties) {
		Supplier<WrittenProperties> again = properties.again();
		return (problems) -> problems.isEmpty() ? problems : new ProblemLocator(again.get()).locate(problems);
	}

	private List<PolicyProblem> locate(List<PolicyProblem> problems) {
		List<PolicyProblem> located = new ArrayList<>(problems);
		located.replaceAll((problem) -> {
			ProblemLocation place = find(problem);
			return (place != null) ? problem.writtenAt(place) : problem;
		});
		return located;
	}

	private @Nullable ProblemLocation find(PolicyProblem problem) {
		if (problem.policy().isEmpty()) {
			ProblemLocation place = look(this.properties.general(), problem, false);
			return (place != null) ? place : written(this.properties.keys().all(), problem);
		}
		RawPropertyKeys.Policy policy = this.properties.keys()
			.policies()
			.stream()
			.filter((candidate) -> candidate.names().contains(problem.policy()))
			.findFirst()
			.orElse(null);
		if (policy == null) {
			return null;
		}
		List<RawPropertyKey> named = policy.keys().stream().filter((key) -> isNamed(key, problem.policy())).toList();
		boolean name = problem.at().equals(PolicyField.NAME);
		ProblemLocation place = name ? null : look(this.properties.of(policy), problem, false);
		if (place == null) {
			place = written(named, problem);
		}
		if (place == null && !name) {
			place = look(this.properties.defaults(), problem, true);
		}
		if (place == null) {
			PolicyField prefix = prefix(problem);
			place = location(problem, name ? prefix : prefix.append(problem.at()), null, named.get(0).place(), false,
					null);
		}
		return place;
	}

	private ProblemLocation location(PolicyProblem problem, PolicyField at, @Nullable Object written, ValuePlace place,
			boolean inherited, @Nullable ListLocation list) {
		int position = this.policies.indexOf(problem.policy());
		return new ProblemLocation(at, written, place, inherited, list, this.properties.placeholders(),
				inherited ? DEFAULTS : prefix(problem), (position >= 0) ? position : Integer.MAX_VALUE);
	}

	/**
	 * What the fields of a problem are relative to.
	 */
	private PolicyField prefix(PolicyProblem problem) {
		if (problem.policy().isEmpty()) {
			return CORS;
		}
		boolean bracketed = this.properties.keys()
			.policies()
			.stream()
			.flatMap((policy) -> policy.keys().stream())
			.anyMatch((key) -> key.elements().get(1).bracketed() && isNamed(key, problem.policy()));
		return CORS.append(PolicyField.POLICIES).append(new KeyElement(problem.policy(), bracketed));
	}

	private static boolean isNamed(RawPropertyKey key, String policy) {
		return key.policy().equals(policy);
	}

	/**
	 * Look for the value that the binder takes.
	 */
	private @Nullable ProblemLocation look(WrittenValues values, PolicyProblem problem, boolean inherited) {
		PolicyField list = problem.at().list();
		String attribute = list.key();
		if (!PropertyNames.ATTRIBUTES.contains(attribute) && !PropertyNames.GENERAL.contains(problem.field())) {
			return null;
		}
		PolicyField property = (inherited ? DEFAULTS : prefix(problem)).append(list);
		if (PropertyNames.isList(attribute)) {
			RawList written = values.list(list.toString());
			return (written != null && !written.elements().isEmpty())
					? place(property, attribute, written, problem, inherited) : null;
		}
		ConfigurationProperty value = values.value(list.toString());
		return (value != null)
				? location(problem, property, value.getValue(), ValuePlace.of(value.getOrigin()), inherited, null)
				: null;
	}

	private ProblemLocation place(PolicyField property, String attribute, RawList list, PolicyProblem problem,
			boolean inherited) {
		RawList.Element element = list.find(problem.at().index(), problem.code() == ProblemCode.INVALID_VALUE,
				problem.value());
		if (element == null) {
			return location(problem, property, problem.value(), list.elements().get(0).place(), inherited, null);
		}
		return location(problem, element.field(property), element.text(), element.place(), inherited,
				new ListLocation(attribute, list, element, this.properties.placeholders()));
	}

	/**
	 * Look for a key that means nothing.
	 */
	private @Nullable ProblemLocation written(List<RawPropertyKey> candidates, PolicyProblem problem) {
		PolicyField field = problem.at();
		if (problem.code() != ProblemCode.UNKNOWN_PROPERTY && problem.code() != ProblemCode.INVALID_VALUE) {
			return null;
		}
		for (RawPropertyKey key : candidates) {
			int start = problem.policy().isEmpty() ? 0 : 1 + key.nameLength();
			PolicyField written = key.from(start);
			if (written.equals(field) || (written.isWithin(field) && !field.isEmpty())) {
				return location(problem, prefix(problem).append(field),
						written.equals(field) ? Objects.requireNonNullElse(key.value(), "") : problem.value(),
						key.place(), false, null);
			}
		}
		return null;
	}

}
