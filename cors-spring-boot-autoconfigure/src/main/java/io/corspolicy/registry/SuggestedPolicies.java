package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.PolicySpec;
import org.jspecify.annotations.Nullable;

/**
 * The policies as they would be if the suggestions of problems were taken over.
 */
final class SuggestedPolicies {

	private static final Pattern INDEX = Pattern.compile("\\[([0-9]{1,9})]$");

	private static final Pattern POLICY = Pattern.compile("policies\\.([^.]+)\\.(.+)");

	private static final String DEFAULTS = "defaults.";

	private static final String PATHS = "paths";

	private final List<Draft> drafts = new ArrayList<>();

	SuggestedPolicies(List<PolicyDefinition> definitions) {
		definitions.forEach((definition) -> this.drafts.add(new Draft(definition)));
	}

	List<PolicyDefinition> apply(List<PolicyProblem> problems) {
		problems.forEach((problem) -> problem.fix().forEach((edit) -> apply(problem.policy(), edit)));
		return this.drafts.stream().map(Draft::definition).toList();
	}

	private void apply(String policy, Edit edit) {
		Matcher named = POLICY.matcher(edit.field());
		if (!policy.isEmpty()) {
			find(policy).ifPresent((draft) -> draft.apply(edit));
		}
		else if (named.matches()) {
			find(named.group(1)).orElseGet(() -> add(named.group(1))).apply(new Edit(named.group(2), edit.value()));
		}
		else if (edit.field().startsWith(DEFAULTS)) {
			Edit inherited = new Edit(edit.field().substring(DEFAULTS.length()), edit.value());
			this.drafts.stream()
				.filter((draft) -> draft.inherits(inherited))
				.forEach((draft) -> draft.apply(inherited));
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
	 * The attribute that a field of a problem is about.
	 */
	static String attribute(String field) {
		int bracket = field.indexOf('[');
		return (bracket >= 0) ? field.substring(0, bracket) : field;
	}

	/**
	 * A policy under change.
	 */
	private static final class Draft {

		private final PolicyDefinition original;

		private final Map<String, List<List<String>>> lists = new LinkedHashMap<>();

		private final Map<Attribute<?>, @Nullable Object> values = new LinkedHashMap<>();

		private String name;

		private @Nullable String candidate;

		private Draft(PolicyDefinition original) {
			this.original = original;
			this.name = original.name();
			this.candidate = original.candidate();
		}

		boolean inherits(Edit edit) {
			Attribute<?> attribute = Attribute.find(attribute(edit.field()));
			return attribute != null && this.original.spec().get(attribute) == null;
		}

		void apply(Edit edit) {
			Attribute<?> attribute = Attribute.find(attribute(edit.field()));
			if (edit.field().equals("name") && edit.value() != null) {
				this.name = edit.value().toString();
			}
			else if (edit.field().equals("candidate")) {
				this.candidate = (edit.value() != null) ? edit.value().toString() : null;
			}
			else if (attribute(edit.field()).equals(PATHS) || (attribute != null && attribute.isList())) {
				list(edit);
			}
			else if (attribute != null) {
				this.values.put(attribute, edit.value());
			}
		}

		private void list(Edit edit) {
			String attribute = attribute(edit.field());
			Matcher index = INDEX.matcher(edit.field());
			if (!index.find()) {
				this.lists.put(attribute, new ArrayList<>(strings(edit.value()).stream().map(List::of).toList()));
				return;
			}
			List<List<String>> entries = this.lists.computeIfAbsent(attribute,
					(key) -> new ArrayList<>(written(key).stream().map(List::of).toList()));
			int position = Integer.parseInt(index.group(1));
			if (position < entries.size()) {
				entries.set(position, strings(edit.value()));
			}
		}

		@SuppressWarnings("unchecked")
		private List<String> written(String attribute) {
			if (attribute.equals(PATHS)) {
				return this.original.paths();
			}
			Attribute<?> known = Attribute.find(attribute);
			Object value = (known != null) ? this.original.spec().get(known) : null;
			return (value instanceof List<?> list) ? (List<String>) list : List.of();
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
			List<List<String>> paths = this.lists.get(PATHS);
			return new PolicyDefinition(this.name, (paths != null) ? flat(paths) : this.original.paths(), spec,
					this.candidate, null);
		}

		@SuppressWarnings("unchecked")
		private <T> PolicySpec with(PolicySpec spec, Attribute<T> attribute) {
			List<List<String>> entries = this.lists.get(attribute.name());
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
