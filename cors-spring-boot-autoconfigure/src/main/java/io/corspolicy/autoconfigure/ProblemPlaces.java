package io.corspolicy.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Finds the values in the environment that problems are about.
 */
final class ProblemPlaces {

	private final Iterable<ConfigurationPropertySource> sources;

	private final PlaceholdersResolver placeholders;

	private final WrittenKeys keys;

	private final PlaceholderAdvice throughPlaceholders;

	ProblemPlaces(ConfigurableEnvironment environment) {
		this.sources = CorsPropertiesReader.sources(environment);
		this.placeholders = new PropertySourcesPlaceholdersResolver(environment);
		this.keys = WrittenKeys.of(this.sources);
		this.throughPlaceholders = new PlaceholderAdvice(environment);
	}

	/**
	 * The names of the policies, in the order in which they were written.
	 */
	List<String> policies() {
		return this.keys.policies().stream().map(WrittenKeys.Policy::name).toList();
	}

	/**
	 * What to write where a value comes through a placeholder.
	 */
	PlaceholderAdvice throughPlaceholders() {
		return this.throughPlaceholders;
	}

	/**
	 * Find a problem's value.
	 * @return the place, or {@code null} where the policy comes from somewhere else
	 */
	@Nullable ProblemPlace find(PolicyProblem problem) {
		if (problem.policy().isEmpty()) {
			ProblemPlace place = look(WrittenKeys.CORS, prefix(problem), problem, false);
			return (place != null) ? place : written(this.keys.all(), problem);
		}
		WrittenKeys.Policy policy = this.keys.policies()
			.stream()
			.filter((candidate) -> candidate.names().contains(problem.policy()))
			.findFirst()
			.orElse(null);
		if (policy == null) {
			return null;
		}
		List<WrittenKey> named = policy.keys().stream().filter((key) -> isNamed(key, problem.policy())).toList();
		ProblemPlace place = problem.field().equals("name") ? null
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
			place = new ProblemPlace(property, null, named.get(0).origin(), false, null);
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

	private static boolean isNamed(WrittenKey key, String policy) {
		return key.policy().equals(policy);
	}

	/**
	 * Look for the value as the binder does: the first source that has any of a list has
	 * all of it.
	 */
	private @Nullable ProblemPlace look(ConfigurationPropertyName base, String prefix, PolicyProblem problem,
			boolean inherited) {
		String field = problem.field();
		String last = field.substring(field.lastIndexOf('.') + 1);
		String attribute = last.replaceFirst("\\[[0-9]+]$", "");
		if (!KnownKeys.ATTRIBUTES.contains(attribute) && !KnownKeys.GENERAL.contains(field)) {
			return null;
		}
		String list = field.substring(0, field.length() - (last.length() - attribute.length()));
		ConfigurationPropertyName name = base.append(list);
		Integer index = last.equals(attribute) ? null
				: Integer.valueOf(last.substring(attribute.length() + 1, last.length() - 1));
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty whole = source.getConfigurationProperty(name);
			if (whole != null) {
				List<String> entries = KnownKeys.isList(attribute) ? ValueCorrections.list(resolve(whole.getValue()))
						: null;
				return new ProblemPlace(prefix + list, whole.getValue(), whole.getOrigin(), inherited, entries);
			}
			if (KnownKeys.isList(attribute)) {
				List<ConfigurationProperty> entries = entries(source, name, index);
				if (!entries.isEmpty()) {
					return entry(entries, prefix + list, index, problem, inherited);
				}
			}
		}
		return null;
	}

	private @Nullable Object resolve(Object written) {
		try {
			return this.placeholders.resolvePlaceholders(written);
		}
		catch (IllegalArgumentException ex) {
			return written;
		}
	}

	private static List<ConfigurationProperty> entries(ConfigurationPropertySource source,
			ConfigurationPropertyName list, @Nullable Integer index) {
		List<ConfigurationProperty> entries = new ArrayList<>();
		if (index != null) {
			// The first one stands for a list that ends before the index.
			ConfigurationProperty entry = source.getConfigurationProperty(list.append("[" + index + "]"));
			entry = (entry != null) ? entry : source.getConfigurationProperty(list.append("[0]"));
			return (entry != null) ? List.of(entry) : List.of();
		}
		ConfigurationProperty entry = source.getConfigurationProperty(list.append("[0]"));
		while (entry != null) {
			entries.add(entry);
			entry = source.getConfigurationProperty(list.append("[" + entries.size() + "]"));
		}
		return entries;
	}

	private static ProblemPlace entry(List<ConfigurationProperty> entries, String property, @Nullable Integer index,
			PolicyProblem problem, boolean inherited) {
		int found = (index != null) ? 0 : -1;
		for (int i = 0; i < entries.size() && index == null && problem.value() != null; i++) {
			if (problem.value().equals(entries.get(i).getValue())) {
				found = i;
			}
		}
		ConfigurationProperty entry = entries.get(Math.max(found, 0));
		String suffix = (index != null) ? "[" + index + "]" : (found >= 0) ? "[" + found + "]" : "";
		return new ProblemPlace(property + suffix, (found >= 0) ? entry.getValue() : problem.value(), entry.getOrigin(),
				inherited, null);
	}

	/**
	 * Look for a key that means nothing.
	 */
	private @Nullable ProblemPlace written(List<WrittenKey> candidates, PolicyProblem problem) {
		String field = problem.field();
		if (problem.code() != ProblemCode.UNKNOWN_PROPERTY && problem.code() != ProblemCode.INVALID_VALUE) {
			return null;
		}
		for (WrittenKey key : candidates) {
			int start = problem.policy().isEmpty() ? 0 : 1 + key.nameLength();
			String text = key.text(start, key.elements().size());
			boolean below = text.startsWith(field + ".") || text.startsWith(field + "[");
			if (text.equals(field) || (below && !field.isEmpty())) {
				String property = prefix(problem) + field;
				return new ProblemPlace(
						VisibleText.of(field.isEmpty() ? property.substring(0, property.length() - 1) : property),
						text.equals(field) ? Objects.requireNonNullElse(key.value(), "") : problem.value(),
						key.origin(), false, null);
			}
		}
		return null;
	}

}
