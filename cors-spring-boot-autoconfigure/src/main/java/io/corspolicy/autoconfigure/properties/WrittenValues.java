package io.corspolicy.autoconfigure.properties;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/**
 * What is written of one policy, of the defaults or of everything else, and where. The
 * binder reads policies and defaults from here, and problems are located here, so that
 * both agree on which of several sources wins.
 *
 * @param sources the environment's sources, the one that wins first
 * @param prefix what the values are below
 * @param placeholders what resolves placeholders
 */
record WrittenValues(Iterable<ConfigurationPropertySource> sources, ConfigurationPropertyName prefix,
		PlaceholdersResolver placeholders) {

	/**
	 * Find a list. The first source that has any of it has all of it.
	 * @param attribute the list's key, relative to the prefix
	 * @return the list, or {@code null} if it is not written
	 */
	@Nullable RawList list(String attribute) {
		return RawList.find(this.sources, this.prefix.append(attribute), this.placeholders);
	}

	/**
	 * Find a value that is not a list.
	 * @param attribute the value's key, relative to the prefix
	 * @return the value, placeholders included, or {@code null} if it is not written
	 */
	@Nullable ConfigurationProperty value(String attribute) {
		ConfigurationPropertyName name = this.prefix.append(attribute);
		for (ConfigurationPropertySource source : this.sources) {
			ConfigurationProperty value = source.getConfigurationProperty(name);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

}
