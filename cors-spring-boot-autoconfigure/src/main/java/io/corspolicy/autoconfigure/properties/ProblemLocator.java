package io.corspolicy.autoconfigure.properties;

import java.util.List;
import java.util.Objects;

import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Finds the values in the environment that problems are about.
 */
public final class ProblemLocator {

	private final Iterable<ConfigurationPropertySource> sources;

	private final Placeholders placeholders;

	private final RawPropertyKeys keys;

	public ProblemLocator(ConfigurableEnvironment environment) {
		this.sources = CorsPropertiesReader.sources(environment);
		this.placeholders = new Placeholders(environment);
		this.keys = RawPropertyKeys.of(this.sources);
	}

	/**
	 * The names of the policies, in the order in which they were written.
	 */
	List<String> policies() {
		return this.keys.policies().stream().map(RawPropertyKeys.Policy::name).toList();
	}

	/**
	 * Find a problem's value.
	 * @return the place, or {@code null} where the policy comes from somewhere else
	 */
	public @Nullable ProblemLocation find(PolicyProblem problem) {
		if (problem.policy().isEmpty()) {
			ProblemLocation place = look(RawPropertyKeys.CORS, prefix(problem), problem, false);
			return (place != null) ? place : written(this.keys.all(), problem);
		}
		RawPropertyKeys.Policy policy = this.keys.policies()
			.stream()
			.filter((candidate) -> candidate.names().contains(problem.policy()))
			.findFirst()
			.orElse(null);
		if (policy == null) {
			return null;
		}
		List<RawPropertyKey> named = policy.keys().stream().filter((key) -> isNamed(key, problem.policy())).toList();
		ProblemLocation place = problem.field().equals("name") ? null
				: look(policy.prefix(), prefix(problem), problem, false);
		if (place == null) {
			place = written(named, problem);
		}
		if (place == null && !problem.field().equals("name")) {
			place = look(CorsPropertiesReader.defaults(), "cors.defaults.", problem, true);
		}
		if (place == null) {
			boolean name = problem.field().equals("name") || problem.field().isEmpty();
			String property = name ? prefix(problem).substring(0, prefix(problem).length() - 1)
					: prefix(problem) + problem.field();
			place = new ProblemLocation(property, null, named.get(0).origin(), false, null, this.placeholders);
		}
		return place;
	}

	/**
	 * What the fields of a problem are relative to.
	 */
	String prefix(PolicyProblem problem) {
		if (problem.policy().isEmpty()) {
			return "cors.";
		}
		boolean bracketed = this.keys.policies()
			.stream()
			.flatMap((policy) -> policy.keys().stream())
			.anyMatch((key) -> key.elements().get(1).bracketed() && isNamed(key, problem.policy()));
		String name = VisibleText.of(problem.policy());
		return "cors.policies" + (bracketed ? "[" + name + "]." : "." + name + ".");
	}

	private static boolean isNamed(RawPropertyKey key, String policy) {
		return key.policy().equals(policy);
	}

	/**
	 * Look for the value as the binder does: the first source that has any of a list has
	 * all of it.
	 */
	private @Nullable ProblemLocation look(ConfigurationPropertyName base, String prefix, PolicyProblem problem,
			boolean inherited) {
		String field = problem.field();
		String last = field.substring(field.lastIndexOf('.') + 1);
		String attribute = last.replaceFirst("\\[[0-9]+]$", "");
		if (!PropertyNames.ATTRIBUTES.contains(attribute) && !PropertyNames.GENERAL.contains(field)) {
			return null;
		}
		String list = field.substring(0, field.length() - (last.length() - attribute.length()));
		ConfigurationPropertyName name = base.append(list);
		Integer index = last.equals(attribute) ? null
				: Integer.valueOf(last.substring(attribute.length() + 1, last.length() - 1));
		if (PropertyNames.isList(attribute)) {
			RawList written = RawList.find(this.sources, name, this.placeholders.resolver());
			return (written != null && !written.elements().isEmpty())
					? place(prefix + list, attribute, written, index, problem, inherited) : null;
		}
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty value = source.getConfigurationProperty(name);
			if (value != null) {
				return new ProblemLocation(prefix + list, value.getValue(), value.getOrigin(), inherited, null,
						this.placeholders);
			}
		}
		return null;
	}

	private ProblemLocation place(String property, String attribute, RawList list, @Nullable Integer index,
			PolicyProblem problem, boolean inherited) {
		RawList.Element element = list.find((index != null) ? index : -1, problem.code() == ProblemCode.INVALID_VALUE,
				problem.value());
		if (element == null) {
			return new ProblemLocation(property, problem.value(), list.elements().get(0).property().getOrigin(),
					inherited, null, this.placeholders);
		}
		return new ProblemLocation(property + element.suffix(), element.text(), element.property().getOrigin(),
				inherited, new ListLocation(attribute, list, element, this.placeholders), this.placeholders);
	}

	/**
	 * Look for a key that means nothing.
	 */
	private @Nullable ProblemLocation written(List<RawPropertyKey> candidates, PolicyProblem problem) {
		String field = problem.field();
		if (problem.code() != ProblemCode.UNKNOWN_PROPERTY && problem.code() != ProblemCode.INVALID_VALUE) {
			return null;
		}
		for (RawPropertyKey key : candidates) {
			int start = problem.policy().isEmpty() ? 0 : 1 + key.nameLength();
			String text = key.text(start, key.elements().size());
			boolean below = text.startsWith(field + ".") || text.startsWith(field + "[");
			if (text.equals(field) || (below && !field.isEmpty())) {
				String property = prefix(problem) + field;
				return new ProblemLocation(
						VisibleText.of(field.isEmpty() ? property.substring(0, property.length() - 1) : property),
						text.equals(field) ? Objects.requireNonNullElse(key.value(), "") : problem.value(),
						key.origin(), false, null, this.placeholders);
			}
		}
		return null;
	}

}
