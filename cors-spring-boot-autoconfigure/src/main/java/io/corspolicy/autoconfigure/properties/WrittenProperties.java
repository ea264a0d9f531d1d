package io.corspolicy.autoconfigure.properties;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.springframework.boot.context.properties.source.ConfigurationPropertyCaching;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * All that is written below {@code cors}: the keys, and the values that the binder takes
 * for them.
 */
public final class WrittenProperties {

	private static final ConfigurationPropertyName DEFAULTS = RawPropertyKeys.CORS.append(RawPropertyKeys.DEFAULTS);

	private final List<PropertySource<?>> read;

	private final Iterable<ConfigurationPropertySource> sources;

	private final Placeholders placeholders;

	private final RawPropertyKeys keys;

	/**
	 * Look at the properties as they are now.
	 * @param environment where they are
	 */
	WrittenProperties(ConfigurableEnvironment environment) {
		this(ours(environment), new Placeholders(environment));
	}

	private WrittenProperties(List<PropertySource<?>> read, Placeholders placeholders) {
		this.read = read;
		this.sources = sources(read);
		this.placeholders = placeholders;
		this.keys = RawPropertyKeys.of(this.sources);
	}

	/**
	 * Look once more at the same property sources, whatever others there are now. The
	 * supplier keeps these sources and none of their keys.
	 */
	Supplier<WrittenProperties> again() {
		List<PropertySource<?>> read = this.read;
		Placeholders placeholders = this.placeholders;
		return () -> new WrittenProperties(read, placeholders);
	}

	/**
	 * The sources that may have a key below {@code cors}: of others, some of which hold
	 * hundreds of keys, none is mapped for nothing.
	 */
	public static Iterable<ConfigurationPropertySource> sources(ConfigurableEnvironment environment) {
		return sources(ours(environment));
	}

	private static List<PropertySource<?>> ours(ConfigurableEnvironment environment) {
		return environment.getPropertySources().stream().filter(WrittenProperties::mayBeOurs).toList();
	}

	private static Iterable<ConfigurationPropertySource> sources(List<PropertySource<?>> ours) {
		Iterable<ConfigurationPropertySource> sources = ConfigurationPropertySources.from(ours);
		// Read once and thrown away: without this, a list of n entries takes n * n steps.
		ConfigurationPropertyCaching.get(sources).enable();
		return sources;
	}

	private static boolean mayBeOurs(PropertySource<?> source) {
		if (!(source instanceof EnumerablePropertySource<?> names)) {
			return true;
		}
		// Variables may have a prefix in front of all that the binder knows.
		boolean variables = source instanceof SystemEnvironmentPropertySource;
		return Arrays.stream(names.getPropertyNames())
			.anyMatch(
					(name) -> variables ? PropertyNames.uniform(name).contains("cors") : PropertyNames.mayBeOurs(name));
	}

	Iterable<ConfigurationPropertySource> sources() {
		return this.sources;
	}

	/** What placeholders in the values resolve to. */
	Placeholders placeholders() {
		return this.placeholders;
	}

	RawPropertyKeys keys() {
		return this.keys;
	}

	/** The values that are in no policy and no defaults. */
	WrittenValues general() {
		return below(RawPropertyKeys.CORS);
	}

	/** The values that policies inherit. */
	WrittenValues defaults() {
		return below(DEFAULTS);
	}

	/** The values of one of the policies. */
	WrittenValues of(RawPropertyKeys.Policy policy) {
		return below(policy.prefix());
	}

	private WrittenValues below(ConfigurationPropertyName prefix) {
		return new WrittenValues(this.sources, prefix, this.placeholders.resolver());
	}

}
