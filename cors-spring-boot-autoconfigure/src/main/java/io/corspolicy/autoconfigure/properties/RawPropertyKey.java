package io.corspolicy.autoconfigure.properties;

import java.util.List;
import java.util.stream.Collectors;

import io.corspolicy.engine.KeyElement;
import io.corspolicy.engine.PolicyField;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.PropertySource;

/**
 * A key below {@code cors} as it is in a property source, with the characters that the
 * binder drops or folds.
 *
 * @param source the property source with the key
 * @param text the whole key, or an empty string if it is an environment variable's
 * @param name what the binder takes it for
 * @param elements the key's elements after {@code cors}, as they were written
 * @param binding whether the source is one in which an unknown key is an error
 * @param nameLength how many of the elements, after the first, are the name of a policy
 * @param policy the name of that policy, or an empty string for none
 */
record RawPropertyKey(ConfigurationPropertySource source, String text, ConfigurationPropertyName name,
		List<KeyElement> elements, boolean binding, int nameLength, String policy) {

	static RawPropertyKey of(ConfigurationPropertySource source, String text, ConfigurationPropertyName name,
			List<KeyElement> elements, boolean binding) {
		int length = nameLength(elements, binding, text.isEmpty());
		return new RawPropertyKey(source, text, name, List.copyOf(elements), binding, length,
				(length > 0) ? policy(elements.subList(1, 1 + length)) : "");
	}

	/** One in brackets may have any characters. */
	private static String policy(List<KeyElement> name) {
		boolean bracketed = name.size() == 1 && name.get(0).bracketed() && !name.get(0).text().isEmpty();
		return bracketed ? name.get(0).text() : new PolicyField(name).toString();
	}

	private static int nameLength(List<KeyElement> elements, boolean binding, boolean variable) {
		if (elements.size() < 2 || !PropertyNames.isSame(RawPropertyKeys.POLICIES, elements.get(0))
				|| isMisplacedAttribute(elements)) {
			return 0;
		}
		if (variable) {
			// Hyphens and capitals are lost, and each underscore is a dot.
			String attribute = elements.stream()
				.skip(2)
				.filter((element) -> !element.bracketed())
				.map(KeyElement::text)
				.collect(Collectors.joining());
			return (PropertyNames.attribute(attribute) != null) ? 1 : 0;
		}
		for (int i = 2; i < elements.size(); i++) {
			if (PropertyNames.attribute(elements.get(i)) != null) {
				return i - 1;
			}
			if (elements.get(i).bracketed() || elements.get(1).bracketed()) {
				break;
			}
		}
		return binding ? 1 : 0;
	}

	private static boolean isMisplacedAttribute(List<KeyElement> elements) {
		return elements.size() >= 2 && PropertyNames.isSame(RawPropertyKeys.POLICIES, elements.get(0))
				&& PropertyNames.attribute(elements.get(1)) != null
				&& (elements.size() == 2 || elements.get(2).isIndex());
	}

	/**
	 * Whether an attribute is in the place of a policy's name.
	 */
	boolean isMisplacedAttribute() {
		return isMisplacedAttribute(this.elements);
	}

	/**
	 * Whether the name comes from an environment variable, in which case and hyphens are
	 * lost.
	 */
	boolean isEnvironmentVariable() {
		return this.text.isEmpty();
	}

	/**
	 * The elements from one of them on, as they were written.
	 */
	PolicyField from(int start) {
		return field(start, this.elements.size());
	}

	/**
	 * Some of the elements, as they were written.
	 */
	PolicyField field(int start, int end) {
		return new PolicyField(this.elements.subList(start, end));
	}

	/**
	 * The value as it was written, placeholders included.
	 */
	@Nullable Object value() {
		if (!isEnvironmentVariable() && this.source.getUnderlyingSource() instanceof PropertySource<?> propertySource) {
			return propertySource.getProperty(this.text);
		}
		ConfigurationProperty property = this.source.getConfigurationProperty(this.name);
		return (property != null) ? property.getValue() : null;
	}

	/** Where the value was written. */
	ValuePlace place() {
		return ValuePlace.of(origin());
	}

	private @Nullable Origin origin() {
		if (!isEnvironmentVariable() && this.source.getUnderlyingSource() instanceof PropertySource<?> propertySource) {
			return PropertySourceOrigin.get(propertySource, this.text);
		}
		ConfigurationProperty property = this.source.getConfigurationProperty(this.name);
		return (property != null) ? property.getOrigin() : null;
	}

}
