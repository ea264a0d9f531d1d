package io.corspolicy.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What somebody wrote under {@code cors}, as plain keys and values.
 *
 * @param defaults what is under {@code cors.defaults}: texts and lists of texts
 * @param policies what is under {@code cors.policies}, by name
 * @param debug the value of {@code cors.debug}
 */
public record Configuration(Map<String, Object> defaults, Map<String, Map<String, Object>> policies, boolean debug) {

	/**
	 * The policies with what they inherit.
	 */
	public List<Policy> effective() {
		return this.policies.values().stream().map((written) -> {
			Map<String, Object> effective = new TreeMap<>(this.defaults);
			effective.putAll(written);
			return new Policy(effective);
		}).toList();
	}

	/**
	 * The keys and values as they are in a properties file.
	 */
	Map<String, Object> properties() {
		Map<String, Object> properties = new LinkedHashMap<>();
		this.defaults.forEach((key, value) -> put(properties, "cors.defaults." + key, value));
		this.policies.forEach((name, policy) -> policy
			.forEach((key, value) -> put(properties, "cors.policies." + name + "." + key, value)));
		return properties;
	}

	private static void put(Map<String, Object> properties, String key, Object value) {
		if (!(value instanceof List<?> list)) {
			properties.put(key, value);
		}
		else if (list.isEmpty()) {
			properties.put(key, "");
		}
		else {
			for (int i = 0; i < list.size(); i++) {
				properties.put(key + "[" + i + "]", list.get(i));
			}
		}
	}

	/**
	 * This configuration with something left out or made plainer; not all of them are
	 * valid.
	 */
	Stream<Configuration> smaller() {
		List<Configuration> smaller = new ArrayList<>();
		for (String name : this.policies.keySet()) {
			smaller.add(new Configuration(this.defaults, without(this.policies, name), this.debug));
		}
		if (this.debug) {
			smaller.add(new Configuration(this.defaults, this.policies, false));
		}
		smallerAttributes(this.defaults)
			.forEach((defaults) -> smaller.add(new Configuration(defaults, this.policies, this.debug)));
		this.policies.forEach((name, policy) -> smallerAttributes(policy).forEach((attributes) -> {
			Map<String, Map<String, Object>> policies = new LinkedHashMap<>(this.policies);
			policies.put(name, attributes);
			smaller.add(new Configuration(this.defaults, policies, this.debug));
		}));
		return smaller.stream();
	}

	private static List<Map<String, Object>> smallerAttributes(Map<String, Object> attributes) {
		List<Map<String, Object>> smaller = new ArrayList<>();
		for (String key : attributes.keySet()) {
			smaller.add(without(attributes, key));
		}
		attributes.forEach((key, value) -> {
			if (value instanceof List<?> list) {
				for (int i = 0; i < list.size(); i++) {
					List<Object> rest = new ArrayList<>(list);
					rest.remove(i);
					smaller.add(with(attributes, key, rest));
				}
				if (key.equals("paths") && !list.equals(List.of("/**"))) {
					smaller.add(with(attributes, key, List.of("/**")));
				}
			}
		});
		return smaller;
	}

	private static <T> Map<String, T> without(Map<String, T> map, String key) {
		Map<String, T> rest = new LinkedHashMap<>(map);
		rest.remove(key);
		return rest;
	}

	private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
		Map<String, Object> copy = new LinkedHashMap<>(map);
		copy.put(key, value);
		return copy;
	}

	/**
	 * The configuration as YAML.
	 */
	@Override
	public String toString() {
		StringBuilder yaml = new StringBuilder("cors:\n");
		if (this.debug) {
			yaml.append("  debug: true\n");
		}
		if (!this.defaults.isEmpty()) {
			yaml.append("  defaults:\n");
			append(yaml, "    ", this.defaults);
		}
		yaml.append("  policies:\n");
		this.policies.forEach((name, policy) -> {
			yaml.append("    ").append(name).append(":\n");
			append(yaml, "      ", policy);
		});
		return yaml.toString();
	}

	private static void append(StringBuilder yaml, String indentation, Map<String, Object> attributes) {
		attributes.forEach((key, value) -> yaml.append(indentation)
			.append(key)
			.append(": ")
			.append((value instanceof List<?> list) ? list.stream().map(Configuration::quote).toList() : value)
			.append('\n'));
	}

	private static String quote(Object text) {
		return "'" + text + "'";
	}

	/**
	 * A policy with everything that it inherits.
	 *
	 * @param attributes texts and lists of texts, by key
	 */
	public record Policy(Map<String, Object> attributes) {

		boolean has(String key) {
			return this.attributes.containsKey(key);
		}

		boolean is(String key) {
			return "true".equals(this.attributes.get(key));
		}

		String text(String key, String otherwise) {
			return String.valueOf(this.attributes.getOrDefault(key, otherwise));
		}

		List<String> list(String key, String... otherwise) {
			Object value = this.attributes.getOrDefault(key, List.of(otherwise));
			return ((List<?>) value).stream().map(String::valueOf).toList();
		}

	}

}
