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

import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;

/**
 * The list attributes of one policy, taken apart by our own rules: what the binder makes
 * of a list depends on how it was written. It finds them here before it looks into the
 * environment. Problems that are found here have the indexes of what was written, their
 * suggestions those of the entries.
 */
final class ListSource implements ConfigurationPropertySource {

	private final Iterable<ConfigurationPropertySource> sources;

	private final PlaceholdersResolver placeholders;

	private final ConfigurationPropertyName prefix;

	private final String policy;

	private final List<PolicyProblem> problems;

	private final Map<ConfigurationPropertyName, Optional<ConfigurationProperty>> lists = new HashMap<>();

	/**
	 * Create a source.
	 * @param sources the environment's sources
	 * @param placeholders what resolves placeholders
	 * @param prefix what the attributes stand below
	 * @param policy the policy's name, or an empty string for the defaults
	 * @param problems where problems are added
	 */
	ListSource(Iterable<ConfigurationPropertySource> sources, PlaceholdersResolver placeholders,
			ConfigurationPropertyName prefix, String policy, List<PolicyProblem> problems) {
		this.sources = sources;
		this.placeholders = placeholders;
		this.prefix = prefix;
		this.policy = policy;
		this.problems = problems;
	}

	/**
	 * This source, and the environment's behind it.
	 */
	List<ConfigurationPropertySource> andAll() {
		List<ConfigurationPropertySource> all = new ArrayList<>();
		all.add(this);
		this.sources.forEach(all::add);
		return all;
	}

	@Override
	public @Nullable ConfigurationProperty getConfigurationProperty(ConfigurationPropertyName name) {
		if (!this.prefix.isParentOf(name) || !PropertyNames.isList(name.getLastElement(Form.DASHED))) {
			return null;
		}
		return this.lists.computeIfAbsent(name, (key) -> Optional.ofNullable(read(key))).orElse(null);
	}

	/** Whatever is here is in one of the others, too. */
	@Override
	public ConfigurationPropertyState containsDescendantOf(ConfigurationPropertyName name) {
		return ConfigurationPropertyState.ABSENT;
	}

	private @Nullable ConfigurationProperty read(ConfigurationPropertyName name) {
		RawList list = RawList.find(this.sources, name, this.placeholders);
		if (list == null) {
			return null;
		}
		String attribute = name.getLastElement(Form.DASHED);
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
		return new ConfigurationProperty(name, entries,
				list.elements().isEmpty() ? null : list.elements().get(0).property().getOrigin());
	}

	private void add(PolicyField field, @Nullable Object value, String reason, Edit fix) {
		this.problems
			.add(new PolicyProblem(ProblemCode.INVALID_VALUE, this.policy, field, value, reason, List.of(fix)));
	}

}
