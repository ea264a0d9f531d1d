package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.corspolicy.engine.KeyElement;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * All keys below {@code cors}, as they were written. The binder's own view of a map folds
 * its keys: it drops what is not a letter, digit, hyphen or underscore, and takes
 * {@code my-policy} and {@code mypolicy} for two policies with the content of one.
 */
public final class RawPropertyKeys {

	public static final ConfigurationPropertyName CORS = ConfigurationPropertyName.of("cors");

	static final String POLICIES = "policies";

	static final String DEFAULTS = "defaults";

	private static final UnboundElementsSourceFilter BINDING = new UnboundElementsSourceFilter();

	private final List<RawPropertyKey> keys;

	private final List<Policy> policies;

	private RawPropertyKeys(List<RawPropertyKey> keys) {
		this.keys = keys;
		this.policies = policies(keys);
	}

	/**
	 * Read the keys.
	 * @param sources the environment's sources, the one that wins first
	 * @return the keys, the base of all others first
	 */
	static RawPropertyKeys of(Iterable<ConfigurationPropertySource> sources) {
		List<RawPropertyKey> keys = new ArrayList<>();
		for (ConfigurationPropertySource source : sources) {
			keys.addAll(0, keys(source));
		}
		return new RawPropertyKeys(keys);
	}

	private static List<RawPropertyKey> keys(ConfigurationPropertySource source) {
		List<RawPropertyKey> keys = new ArrayList<>();
		boolean binding = BINDING.apply(source);
		if (source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource) {
			if (source instanceof IterableConfigurationPropertySource names) {
				names.stream()
					.filter(CORS::isAncestorOf)
					.forEach((name) -> keys.add(RawPropertyKey.of(source, "", name, elements(name), binding)));
			}
		}
		else if (source.getUnderlyingSource() instanceof EnumerablePropertySource<?> names) {
			for (String text : names.getPropertyNames()) {
				List<KeyElement> elements = mightBeOurs(text) ? KeyElement.parse(text) : List.of();
				if (!elements.isEmpty() && PropertyNames.uniform(elements.get(0).text()).equals("cors")) {
					keys.add(RawPropertyKey.of(source, text, ConfigurationPropertyName.adapt(text, '.'),
							elements.subList(1, elements.size()), binding));
				}
			}
		}
		return keys;
	}

	private static boolean mightBeOurs(String text) {
		return !text.isEmpty() && (text.charAt(0) == 'c' || text.charAt(0) == 'C');
	}

	private static List<KeyElement> elements(ConfigurationPropertyName name) {
		List<KeyElement> elements = new ArrayList<>();
		for (int i = 1; i < name.getNumberOfElements(); i++) {
			elements.add(new KeyElement(name.getElement(i, Form.ORIGINAL), name.chop(i + 1).isLastElementIndexed()));
		}
		return elements;
	}

	private static List<Policy> policies(List<RawPropertyKey> keys) {
		Map<ConfigurationPropertyName, Policy> policies = new LinkedHashMap<>();
		for (RawPropertyKey key : keys) {
			if (key.nameLength() > 0) {
				Policy policy = policies.computeIfAbsent(key.name().chop(2 + key.nameLength()), Policy::new);
				policy.keys().add(key);
				policy.names().add(key.policy());
			}
		}
		return List.copyOf(policies.values());
	}

	/**
	 * All keys, the ones that others override first.
	 */
	List<RawPropertyKey> all() {
		return this.keys;
	}

	/**
	 * The policies in the order of their first keys.
	 */
	List<Policy> policies() {
		return this.policies;
	}

	/**
	 * The keys of one policy.
	 *
	 * @param prefix what the binder takes the policy's name for
	 * @param keys the policy's keys
	 * @param names the policy's names as they were written
	 */
	record Policy(ConfigurationPropertyName prefix, List<RawPropertyKey> keys, Set<String> names) {

		Policy(ConfigurationPropertyName prefix) {
			this(prefix, new ArrayList<>(), new LinkedHashSet<>());
		}

		/**
		 * What the binder takes the policy's name for, hyphens included where a file has
		 * them: it finds variables by both spellings then.
		 */
		@Override
		public ConfigurationPropertyName prefix() {
			for (RawPropertyKey key : this.keys) {
				if (!key.isEnvironmentVariable()) {
					return key.name().chop(2 + key.nameLength());
				}
			}
			return this.prefix;
		}

		/**
		 * The policy's name. One that an environment variable spells, or a system
		 * property, gives way to a file's.
		 */
		String name() {
			RawPropertyKey written = null;
			for (RawPropertyKey key : this.keys) {
				if (key.binding()) {
					return key.policy();
				}
				if (written == null && !key.isEnvironmentVariable()) {
					written = key;
				}
			}
			return (written != null) ? written.policy() : this.names.iterator().next();
		}

		/**
		 * Other names of the same policy, which were probably meant as names of another.
		 * Environment variables know no hyphens.
		 */
		List<String> otherNames() {
			String name = name();
			Set<String> others = new LinkedHashSet<>();
			for (RawPropertyKey key : this.keys) {
				if (!key.isEnvironmentVariable() && !key.policy().equals(name)) {
					others.add(key.policy());
				}
			}
			return List.copyOf(others);
		}

		/**
		 * Whether two names are in one file, and so for two policies.
		 */
		boolean areTogether(String name, String other) {
			return this.keys.stream()
				.filter((key) -> key.policy().equals(name))
				.anyMatch((key) -> this.keys.stream()
					.anyMatch((second) -> second.source() == key.source() && second.policy().equals(other)));
		}

		boolean isBinding() {
			return this.keys.stream().anyMatch(RawPropertyKey::binding);
		}

		boolean isList() {
			return this.keys.stream().anyMatch((key) -> key.elements().get(1).isIndex());
		}

	}

}
