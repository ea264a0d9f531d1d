package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.KeyElement;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys that mean nothing: a typo must never leave an application without the policy
 * that its author wrote. A problem outside of all policies bears an empty string for the
 * policy's name, and the whole key after {@code cors} as its field.
 */
final class UnknownPropertyFinder {

	private static final PolicyField ORIGINS = PolicyField.of(Attribute.ALLOWED_ORIGINS);

	private final List<PolicyProblem> problems = new ArrayList<>();

	/** Keys without a meaning, by the part that makes them so. */
	private final Map<String, UnknownProperty> unknown = new LinkedHashMap<>();

	private UnknownPropertyFinder() {
	}

	static List<PolicyProblem> find(RawPropertyKeys keys) {
		UnknownPropertyFinder problems = new UnknownPropertyFinder();
		keys.policies().forEach(problems::checkName);
		keys.all().stream().filter((key) -> key.binding() && key.nameLength() == 0).forEach(problems::check);
		for (RawPropertyKeys.Policy policy : keys.policies()) {
			String name = policy.name();
			policy.keys().stream().filter(RawPropertyKey::binding).forEach((key) -> problems.check(key, name));
		}
		if (!problems.unknown.isEmpty()) {
			problems.problems.addAll(new UnknownPropertyReason(keys).problems(List.copyOf(problems.unknown.values())));
		}
		return problems.problems;
	}

	private void checkName(RawPropertyKeys.Policy policy) {
		String name = policy.name();
		for (String other : policy.otherNames()) {
			String reason = "Spring Boot takes this for the name \"" + name + "\": two policies need names that differ"
					+ " in more than hyphens, capitals and other characters.";
			this.problems.add(new PolicyProblem(ProblemCode.INVALID_NAME, other, PolicyField.NAME, other, reason, List
				.of(new Edit(PolicyField.NAME, policy.areTogether(name, other) ? valid(other) + "-2" : valid(name)))));
		}
		if (policy.isList()) {
			RawPropertyKey key = policy.keys().get(0);
			Object written = policy.keys()
				.stream()
				.filter((candidate) -> candidate.from(2).equals(PolicyField.NAME))
				.map(RawPropertyKey::value)
				.findFirst()
				.orElse(null);
			this.problems
				.add(new PolicyProblem(ProblemCode.INVALID_NAME, name, PolicyField.NAME, key.field(1, 2).toString(),
						"policies are written below their names, not in a list.", List.of(new Edit(PolicyField.NAME,
								(written != null) ? valid(written.toString()) : "policy-" + name))));
		}
	}

	private static String valid(String name) {
		String valid = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+|-+$", "");
		return valid.isEmpty() ? "policy" : valid;
	}

	private void check(RawPropertyKey key) {
		List<KeyElement> elements = key.elements();
		if (elements.isEmpty()) {
			section(key, "", PolicyField.NONE);
			return;
		}
		String general = PropertyNames.general(elements.get(0));
		if (general == null) {
			unknown(key, "", 0, null);
		}
		else if (general.equals(RawPropertyKeys.DEFAULTS)) {
			if (elements.size() == 1) {
				section(key, "", PolicyField.DEFAULTS);
			}
			else {
				attribute(key, "", 1);
			}
		}
		else if (general.equals(RawPropertyKeys.POLICIES)) {
			if (elements.size() == 1) {
				section(key, "", PolicyField.POLICIES);
			}
			else {
				unknown(key, "", 1, null);
			}
		}
		else if (elements.size() > 1) {
			unknown(key, "", 1, general);
		}
	}

	private void check(RawPropertyKey key, String policy) {
		int depth = 1 + key.nameLength();
		if (key.elements().size() == depth) {
			section(key, policy, PolicyField.NONE);
		}
		else if (!key.elements().get(1).isIndex() || !key.from(2).equals(PolicyField.NAME)) {
			attribute(key, policy, depth);
		}
	}

	private void attribute(RawPropertyKey key, String policy, int depth) {
		List<KeyElement> elements = key.elements();
		String attribute = PropertyNames.attribute(elements.get(depth));
		if (attribute == null) {
			unknown(key, policy, depth, null);
			return;
		}
		int below = elements.size() - depth - 1;
		boolean entry = PropertyNames.isList(attribute) && below == 1 && elements.get(depth + 1).isIndex();
		if (below > 0 && !entry) {
			unknown(key, policy, depth + 1, attribute);
		}
	}

	/**
	 * A value where there should be keys. None at all does no harm.
	 */
	private void section(RawPropertyKey key, String policy, PolicyField field) {
		Object value = key.value();
		if (value == null || value.toString().isBlank()) {
			return;
		}
		Edit fix = null;
		PolicyField inPolicy = PolicyField.POLICIES.append(UnknownProperty.EXAMPLE_NAME).append(ORIGINS);
		Edit example = example(ORIGINS);
		if (!policy.isEmpty() && value.toString().contains("://")) {
			fix = new Edit(ORIGINS, ValueSuggestions.list(value));
		}
		else if (policy.isEmpty() && field.isEmpty()) {
			Object enabled = ValueSuggestions.correct(PropertyNames.ENABLED, value);
			fix = (enabled != null) ? new Edit(PolicyField.of(PropertyNames.ENABLED), enabled) : null;
			example = example(inPolicy);
		}
		else if (policy.isEmpty()) {
			example = example(
					field.equals(PolicyField.DEFAULTS) ? PolicyField.DEFAULTS.append(Attribute.MAX_AGE) : inPolicy);
		}
		this.problems.add(new PolicyProblem(ProblemCode.INVALID_VALUE, policy, field, value,
				"keys are written below this one, it has no value of its own.",
				(fix != null) ? List.of(fix) : List.of(), List.of(example)));
	}

	private static Edit example(PolicyField field) {
		return new Edit(field, ValueSuggestions.example(field.key()));
	}

	private void unknown(RawPropertyKey key, String policy, int depth, @Nullable String parent) {
		int end = (parent == null || key.elements().get(depth).isIndex()) ? depth + 1 : key.elements().size();
		PolicyField field = key.field(policy.isEmpty() ? 0 : 1 + key.nameLength(), end);
		this.unknown.computeIfAbsent(policy + "\n" + field, (id) -> new UnknownProperty(policy, depth, parent))
			.add(key);
	}

}
