package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Finds keys that nothing reads but look as if they were meant for this library:
 * variables and system properties, which may belong to anybody and so are not errors, and
 * sections with another name than ours.
 */
public final class StrayKeys {

	/** Spring Boot has no such sections. */
	private static final List<String> OF_SPRING = List.of("spring.cors", "spring.web.cors", "spring.mvc.cors",
			"spring.webflux.cors", "spring.security.cors");

	/** Anybody's, unless what is below is ours. */
	private static final List<String> NEAR = List.of("server.cors", "corspolicy", "corspolicies", "corsconfig");

	private static final Set<String> OPEN = Set.of(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
			StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

	private final List<EnumerablePropertySource<?>> sources = new ArrayList<>();

	private StrayKeys(ConfigurableEnvironment environment) {
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> names
					&& !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
				this.sources.add(names);
			}
		}
	}

	/**
	 * Find them.
	 * @param environment the properties
	 * @param policies the names of the policies that there are
	 * @return a line for each variable and each section
	 */
	public static List<String> find(ConfigurableEnvironment environment, Collection<String> policies) {
		StrayKeys keys = new StrayKeys(environment);
		List<String> lines = new ArrayList<>(keys.variables(environment, policies));
		lines.addAll(keys.sections());
		return lines;
	}

	private List<String> variables(ConfigurableEnvironment environment, Collection<String> policies) {
		if (!isAnyVariable()) {
			return List.of();
		}
		List<String> lines = new ArrayList<>();
		Map<String, ConfigurationPropertyName> sections = sections(environment, policies);
		for (EnumerablePropertySource<?> source : this.sources) {
			if (!OPEN.contains(source.getName())) {
				continue;
			}
			ConfigurationPropertySource properties = ConfigurationPropertySource.from(source);
			Set<Object> effective = new HashSet<>();
			for (String name : source.getPropertyNames()) {
				String key = dotted(name);
				String nearest = key.startsWith("cors.") ? nearest(key, sections) : null;
				if (nearest == null || properties == null) {
					continue;
				}
				if (effective.isEmpty()) {
					sections.values().forEach((section) -> effective(properties, section, effective));
				}
				String where = ValuePlace.of(PropertySourceOrigin.get(source, name)).words();
				if (!effective.contains(where)) {
					lines.add(where + ": no property has this name, so nothing reads it. The nearest is " + nearest
							+ variable(source, nearest) + ".");
				}
			}
		}
		return lines;
	}

	private boolean isAnyVariable() {
		for (EnumerablePropertySource<?> source : this.sources) {
			if (OPEN.contains(source.getName())) {
				for (String name : source.getPropertyNames()) {
					if (dotted(name).startsWith("cors.")) {
						return true;
					}
				}
			}
		}
		return false;
	}

	/** What is below each of the sections that exist, by how a variable spells it. */
	private static Map<String, ConfigurationPropertyName> sections(ConfigurableEnvironment environment,
			Collection<String> policies) {
		Map<String, ConfigurationPropertyName> sections = new LinkedHashMap<>();
		WrittenProperties properties = new WrittenProperties(environment);
		properties.keys()
			.policies()
			.stream()
			.filter((policy) -> policies.contains(policy.name()))
			.sorted(Comparator.comparing((policy) -> -policy.name().length()))
			.forEach((policy) -> sections.put("cors.policies." + policy.name(), properties.of(policy).prefix()));
		sections.put("cors.defaults", properties.defaults().prefix());
		return sections;
	}

	private static void effective(ConfigurationPropertySource source, ConfigurationPropertyName section,
			Set<Object> effective) {
		// A word that is not a key: once filled, the set is not filled again.
		effective.add("");
		for (String attribute : PropertyNames.ATTRIBUTES) {
			ConfigurationPropertyName name = section.append(attribute);
			ConfigurationProperty property = source.getConfigurationProperty(name);
			for (int i = 0; property != null || i == 0; i++) {
				if (property != null) {
					effective.add(ValuePlace.of(property.getOrigin()).words());
				}
				property = PropertyNames.isList(attribute) ? source.getConfigurationProperty(name.append("[" + i + "]"))
						: null;
			}
		}
	}

	private static @Nullable String nearest(String key, Map<String, ConfigurationPropertyName> sections) {
		for (String section : sections.keySet()) {
			String rest = rest(key, section);
			String attribute = rest.replaceFirst("[.\\[][0-9]+[.\\]]?$", "");
			String nearest = attribute.isEmpty() ? null : PropertyNames.nearest(attribute, PropertyNames.ATTRIBUTES);
			if (nearest != null) {
				return section + "." + nearest;
			}
		}
		return null;
	}

	/**
	 * What follows a section in a key that spells it in any way, or an empty string.
	 */
	private static String rest(String key, String section) {
		String uniform = PropertyNames.uniform(section);
		int matched = 0;
		int i = 0;
		while (i < key.length() && matched < uniform.length()) {
			String c = PropertyNames.uniform(key.substring(i, i + 1));
			if (!c.isEmpty() && c.charAt(0) != uniform.charAt(matched)) {
				return "";
			}
			matched += c.length();
			i++;
		}
		return (i < key.length() && key.charAt(i) == '.') ? key.substring(i + 1) : "";
	}

	private static String dotted(String name) {
		return name.toLowerCase(Locale.ROOT).replace('_', '.');
	}

	private static String variable(PropertySource<?> source, String property) {
		boolean variables = source.getName().equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		return variables ? ", as a variable " + property.toUpperCase(Locale.ROOT).replace("-", "").replace('.', '_')
				: "";
	}

	private List<String> sections() {
		Map<String, List<String>> found = new LinkedHashMap<>();
		for (EnumerablePropertySource<?> source : this.sources) {
			for (String name : source.getPropertyNames()) {
				String section = section(name);
				if (section != null) {
					Origin origin = PropertySourceOrigin.get(source, name);
					found.computeIfAbsent(section, (key) -> new ArrayList<>())
						.add(name + " (" + ValuePlace.of(origin).words() + ")");
				}
			}
		}
		List<String> lines = new ArrayList<>();
		found.forEach((section,
				keys) -> lines.add(keys.get(0) + ((keys.size() > 1) ? " and " + (keys.size() - 1) + " more" : "")
						+ ": neither Spring Boot nor this" + " library reads what is below " + section
						+ ". Policies are below cors.policies.<name>, and what they"
						+ " inherit below cors.defaults."));
		return lines;
	}

	private static @Nullable String section(String name) {
		if (!PropertyNames.uniform(name).contains("cors")) {
			return null;
		}
		String key = dotted(name).replace("-", "");
		for (String section : OF_SPRING) {
			if (key.startsWith(section + ".") || key.startsWith(section + "[")) {
				return section;
			}
		}
		for (String section : NEAR) {
			String below = key.startsWith(section + ".") ? key.substring(section.length() + 1) : "";
			if (below.isEmpty()) {
				continue;
			}
			String first = below.replaceFirst("[.\\[].*", "");
			if (PropertyNames.attribute(first) != null || first.equals(RawPropertyKeys.POLICIES)
					|| first.equals("defaults")) {
				return section;
			}
		}
		return null;
	}

}
