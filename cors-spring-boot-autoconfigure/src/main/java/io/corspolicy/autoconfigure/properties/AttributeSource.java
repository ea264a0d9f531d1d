package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.engine.text.ListText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;

/**
 * The attributes of one policy for the binder, which finds them here before it looks into
 * the environment, and the places where they were written. Lists are taken apart by our
 * own rules: what the binder makes of a list depends on how it was written. Problems that
 * are found here have the indexes of what was written, their suggestions those of the
 * entries.
 */
final class AttributeSource implements ConfigurationPropertySource {

	private final WrittenValues values;

	private final String policy;

	private final List<PolicyProblem> problems;

	private final Map<String, Optional<ConfigurationProperty>> read = new HashMap<>();

	/**
	 * Create a source.
	 * @param values what is written of the policy
	 * @param policy the policy's name, or an empty string for the defaults
	 * @param problems where problems are added
	 */
	AttributeSource(WrittenValues values, String policy, List<PolicyProblem> problems) {
		this.values = values;
		this.policy = policy;
		this.problems = problems;
	}

	/**
	 * This source, and the environment's behind it.
	 */
	List<ConfigurationPropertySource> andAll() {
		List<ConfigurationPropertySource> all = new ArrayList<>();
		all.add(this);
		this.values.sources().forEach(all::add);
		return all;
	}

	@Override
	public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
		String attribute = this.values.prefix().isParentOf(name) ? name.getLastElement(Form.DASHED) : "";
		return PropertyNames.ATTRIBUTES.contains(attribute) ? find(attribute) : null;
	}

	/**
	 * Find an attribute.
	 * @param attribute the attribute's key, relative to the prefix
	 * @return what is written, or {@code null} if it is not written
	 */
	@Nullable ConfigurationProperty find(String attribute) {
		return this.read
			.computeIfAbsent(attribute,
					(key) -> Optional.ofNullable(PropertyNames.isList(key) ? readList(key) : this.values.value(key)))
			.orElse(null);
	}

	/**
	 * Find the place of an attribute. A list that was written entry by entry is where its
	 * first one is.
	 * @return the place in words, or {@code null} for an attribute that was not written
	 */
	@Nullable String place(String attribute) {
		ConfigurationProperty property = find(attribute);
		return (property != null && property.getOrigin() != null) ? ValuePlace.of(property.getOrigin()).words() : null;
	}

	/** Whatever is here is in one of the others, too. */
	@Override
	public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
		return ConfigurationPropertyState.ABSENT;
	}

	private @Nullable ConfigurationProperty readList(String attribute) {
		RawList list = this.values.list(attribute);
		if (list == null) {
			return null;
		}
		PolicyField field = (this.policy.isEmpty() ? PolicyField.DEFAULTS : PolicyField.NONE).append(attribute);
		List<String> entries = list.entries();
		int first = 0;
		for (RawList.Element element : list.elements()) {
			if (element.wrapped() != null) {
				boolean one = element.index() >= 0 && element.entries().size() == 1;
				add(element.field(field), element.wrapped(), ListText.WRAPPED,
						one ? new Edit(field.entry(first), entries.get(first)) : new Edit(field, entries));
			}
			first += element.entries().size();
		}
		RawList.Element gap = list.gap();
		if (gap != null) {
			add(gap.field(field), gap.text(),
					"an entry before this one is missing: indexes count from 0 without a gap.",
					new Edit(field, entries));
		}
		return new ConfigurationProperty(this.values.prefix().append(attribute), entries,
				list.elements().isEmpty() ? null : list.elements().get(0).property().getOrigin());
	}

	private void add(PolicyField field, @Nullable Object value, String reason, Edit fix) {
		this.problems
			.add(new PolicyProblem(ProblemCode.INVALID_VALUE, this.policy, field, value, reason, List.of(fix)));
	}

}
