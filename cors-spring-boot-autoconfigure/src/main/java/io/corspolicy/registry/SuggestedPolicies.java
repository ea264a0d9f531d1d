package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.PolicySpec;
import org.jspecify.annotations.Nullable;

/**
 * The policies as they would be if the suggestions of problems were taken over.
 */
final class SuggestedPolicies {

	private final List<Draft> drafts = new ArrayList<>();

	SuggestedPolicies(List<PolicyDefinition> definitions) {
		definitions.forEach((definition) -> this.drafts.add(new Draft(definition)));
	}

	List<PolicyDefinition> apply(List<PolicyProblem> problems) {
		problems.forEach((problem) -> problem.fix().forEach((edit) -> apply(problem.policy(), edit)));
		return this.drafts.stream().map(Draft::definition).toList();
	}

	private void apply(String policy, Edit edit) {
		if (!policy.isEmpty()) {
			find(policy).ifPresent((draft) -> draft.apply(edit));
			return;
		}
		PolicyField inherited = edit.at().below(PolicyField.DEFAULTS);
		if (inherited != null) {
			this.drafts.stream()
				.filter((draft) -> draft.inherits(inherited))
				.forEach((draft) -> draft.apply(new Edit(inherited, edit.value())));
		}
		PolicyField named = edit.at().below(PolicyField.POLICIES);
		if (named != null) {
			String name = named.elements().get(0).text();
			PolicyField field = named.below(PolicyField.of(name));
			if (field != null) {
				find(name).orElseGet(() -> add(name)).apply(new Edit(field, edit.value()));
			}
		}
	}

	/**
	 * The name of a policy before suggestions renamed it.
	 */
	String originalName(String name) {
		return this.drafts.stream()
			.filter((draft) -> draft.name.equals(name))
			.map((draft) -> draft.original.name())
			.findFirst()
			.orElse(name);
	}

	/** Of several policies with one name, the last is the one that has a problem. */
	private Optional<Draft> find(String policy) {
		return this.drafts.stream()
			.filter((draft) -> draft.original.name().equals(policy))
			.reduce((first, second) -> second);
	}

	private Draft add(String policy) {
		Draft draft = new Draft(new PolicyDefinition(policy, List.of(), PolicySpec.empty()));
		this.drafts.add(draft);
		return draft;
	}

	/**
	 * A policy under change.
	 */
	private static final class Draft {

		private final PolicyDefinition original;

		private final Map<PolicyField, List<List<String>>> lists = new LinkedHashMap<>();

		private final Map<Attribute<?>, @Nullable Object> values = new LinkedHashMap<>();

		private String name;

		private @Nullable String candidate;

		private Draft(PolicyDefinition original) {
			this.original = original;
			this.name = original.name();
			this.candidate = original.candidate();
		}

		boolean inherits(PolicyField field) {
			Attribute<?> attribute = field.attribute();
			return attribute != null && this.original.spec().get(attribute) == null;
		}

		void apply(Edit edit) {
			Attribute<?> attribute = edit.at().attribute();
			if (edit.at().equals(PolicyField.NAME) && edit.value() != null) {
				this.name = edit.value().toString();
			}
			else if (edit.at().equals(PolicyField.CANDIDATE)) {
				this.candidate = (edit.value() != null) ? edit.value().toString() : null;
			}
			else if (edit.at().isWithin(PolicyField.PATHS) || (attribute != null && attribute.isList())) {
				list(edit);
			}
			else if (attribute != null) {
				this.values.put(attribute, edit.value());
			}
		}

		private void list(Edit edit) {
			PolicyField list = edit.at().list();
			int position = edit.at().index();
			if (position < 0) {
				this.lists.put(list, new ArrayList<>(strings(edit.value()).stream().map(List::of).toList()));
				return;
			}
			List<List<String>> entries = this.lists.computeIfAbsent(list,
					(key) -> new ArrayList<>(written(key).stream().map(List::of).toList()));
			if (position < entries.size()) {
				entries.set(position, strings(edit.value()));
			}
		}

		@SuppressWarnings("unchecked")
		private List<String> written(PolicyField list) {
			if (list.equals(PolicyField.PATHS)) {
				return this.original.paths();
			}
			Attribute<?> known = list.attribute();
			Object value = (known != null) ? this.original.spec().get(known) : null;
			return (value instanceof List<?> entries) ? (List<String>) entries : List.of();
		}

		private static List<String> strings(@Nullable Object value) {
			if (value instanceof List<?> list) {
				return list.stream().map(String::valueOf).toList();
			}
			return (value != null) ? List.of(value.toString()) : List.of();
		}

		PolicyDefinition definition() {
			PolicySpec spec = PolicySpec.empty();
			for (Attribute<?> attribute : Attribute.all()) {
				spec = with(spec, attribute);
			}
			List<List<String>> paths = this.lists.get(PolicyField.PATHS);
			return new PolicyDefinition(this.name, (paths != null) ? flat(paths) : this.original.paths(), spec,
					this.candidate, null);
		}

		@SuppressWarnings("unchecked")
		private <T> PolicySpec with(PolicySpec spec, Attribute<T> attribute) {
			List<List<String>> entries = this.lists.get(PolicyField.of(attribute));
			if (entries != null) {
				return spec.with(attribute, (T) flat(entries));
			}
			return this.values.containsKey(attribute) ? spec.with(attribute, (T) this.values.get(attribute))
					: spec.with(attribute, this.original.spec().get(attribute));
		}

		private static List<String> flat(List<List<String>> entries) {
			return entries.stream().flatMap(List::stream).toList();
		}

	}

}
