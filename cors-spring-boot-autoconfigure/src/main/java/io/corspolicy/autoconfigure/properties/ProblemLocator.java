package io.corspolicy.autoconfigure.properties;

import java.util.List;
import java.util.Objects;

import io.corspolicy.engine.KeyElement;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Finds the values in the environment that problems are about.
 */
public final class ProblemLocator {

	private static final PolicyField CORS = PolicyField.of("cors");

	static final PolicyField DEFAULTS = CORS.append(PolicyField.DEFAULTS);

	private final WrittenProperties properties;

	public ProblemLocator(ConfigurableEnvironment environment) {
		this.properties = new WrittenProperties(environment);
	}

	/**
	 * The names of the policies, in the order in which they were written.
	 */
	List<String> policies() {
		return this.properties.keys().policies().stream().map(RawPropertyKeys.Policy::name).toList();
	}

	/**
	 * Find a problem's value.
	 * @return the place, or {@code null} if the policy comes from somewhere else
	 */
	public @Nullable ProblemLocation find(PolicyProblem problem) {
		if (problem.policy().isEmpty()) {
			ProblemLocation place = look(this.properties.general(), prefix(problem), problem, false);
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
		ProblemLocation place = problem.at().equals(PolicyField.NAME) ? null
				: look(this.properties.of(policy), prefix(problem), problem, false);
		if (place == null) {
			place = written(named, problem);
		}
		if (place == null && !problem.at().equals(PolicyField.NAME)) {
			place = look(this.properties.defaults(), DEFAULTS, problem, true);
		}
		if (place == null) {
			boolean name = problem.at().equals(PolicyField.NAME);
			PolicyField property = name ? prefix(problem) : prefix(problem).append(problem.at());
			place = new ProblemLocation(property, null, named.get(0).place(), false, null,
					this.properties.placeholders());
		}
		return place;
	}

	/**
	 * What the fields of a problem are relative to.
	 */
	PolicyField prefix(PolicyProblem problem) {
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
	private @Nullable ProblemLocation look(WrittenValues values, PolicyField prefix, PolicyProblem problem,
			boolean inherited) {
		PolicyField list = problem.at().list();
		String attribute = list.key();
		if (!PropertyNames.ATTRIBUTES.contains(attribute) && !PropertyNames.GENERAL.contains(problem.field())) {
			return null;
		}
		if (PropertyNames.isList(attribute)) {
			RawList written = values.list(list.toString());
			return (written != null && !written.elements().isEmpty())
					? place(prefix.append(list), attribute, written, problem, inherited) : null;
		}
		ConfigurationProperty value = values.value(list.toString());
		return (value != null) ? new ProblemLocation(prefix.append(list), value.getValue(),
				ValuePlace.of(value.getOrigin()), inherited, null, this.properties.placeholders()) : null;
	}

	private ProblemLocation place(PolicyField property, String attribute, RawList list, PolicyProblem problem,
			boolean inherited) {
		RawList.Element element = list.find(problem.at().index(), problem.code() == ProblemCode.INVALID_VALUE,
				problem.value());
		if (element == null) {
			return new ProblemLocation(property, problem.value(), list.elements().get(0).place(), inherited, null,
					this.properties.placeholders());
		}
		return new ProblemLocation(element.field(property), element.text(), element.place(), inherited,
				new ListLocation(attribute, list, element, this.properties.placeholders()),
				this.properties.placeholders());
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
				return new ProblemLocation(prefix(problem).append(field),
						written.equals(field) ? Objects.requireNonNullElse(key.value(), "") : problem.value(),
						key.place(), false, null, this.properties.placeholders());
			}
		}
		return null;
	}

}
