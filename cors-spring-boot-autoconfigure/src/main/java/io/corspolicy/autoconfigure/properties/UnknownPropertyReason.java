package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;

/**
 * Says of unknown keys what was meant, and what to write instead.
 */
final class UnknownPropertyReason {

	private static final String NOT_OURS = " If the key is the application's own, rename it: the prefix \"cors\""
			+ " belongs to this library.";

	private final RawPropertyKeys all;

	UnknownPropertyReason(RawPropertyKeys all) {
		this.all = all;
	}

	/**
	 * The problems of unknown keys.
	 */
	List<PolicyProblem> problems(List<UnknownProperty> unknown) {
		List<PolicyProblem> problems = new ArrayList<>();
		LooseAttributes loose = LooseAttributes.of(unknown.stream().filter(UnknownPropertyReason::isBelowCors).toList(),
				this.all);
		for (UnknownProperty key : unknown) {
			if (!loose.contains(key)) {
				problems.add(problem(key));
			}
			else if (loose.isFirst(key)) {
				problems.add(loose.problem(NOT_OURS));
			}
		}
		return problems;
	}

	private static boolean isBelowCors(UnknownProperty key) {
		return key.policy().isEmpty() && key.parent() == null && key.base().isEmpty();
	}

	private PolicyProblem problem(UnknownProperty key) {
		if (key.parent() != null) {
			return below(key, key.parent());
		}
		if (key.first().isMisplacedAttribute()) {
			String attribute = Objects.requireNonNull(PropertyNames.attribute(key.text()));
			return attribute(key, new MeantAttribute(attribute, ValueSuggestions.correct(attribute, key.value()), null),
					PolicyField.POLICIES.append(UnknownProperty.EXAMPLE_NAME),
					"the name of a policy is missing before \"" + attribute + "\".");
		}
		return isBelowCors(key) ? section(key) : attribute(key);
	}

	/**
	 * Something below a key that has values, not keys.
	 */
	private static PolicyProblem below(UnknownProperty key, String known) {
		Object value = key.value();
		PolicyField target = key.base().parent().append(known);
		Edit remove = new Edit(key.field(), null);
		if (PropertyNames.isList(known)) {
			// An entry that lacks its hyphen is a key without a value.
			boolean blank = value == null || value.toString().isBlank();
			List<String> entries = blank ? List.of(key.textToTheEnd()) : ValueSuggestions.list(value);
			return key.problem("\"" + known + "\" is a list: its entries have no keys.",
					List.of(remove, new Edit(target, entries)), List.of());
		}
		Object corrected = ValueSuggestions.correct(known, value);
		return key.problem("\"" + known + "\" has one value, and no keys below it.",
				(corrected != null) ? List.of(remove, new Edit(target, corrected)) : List.of(),
				List.of(new Edit(target, ValueSuggestions.example(known))));
	}

	/**
	 * An attribute of a policy, or of the defaults.
	 */
	private PolicyProblem attribute(UnknownProperty key) {
		boolean defaults = key.policy().isEmpty();
		List<String> known = new ArrayList<>(PropertyNames.ATTRIBUTES);
		if (defaults) {
			known.removeAll(PropertyNames.OWN);
		}
		Map<String, MeantAttribute> all = MeantAttribute.findAll(key);
		if (key.isSection() && !all.isEmpty()) {
			return attributes(key, all);
		}
		MeantAttribute meant = MeantAttribute.find(key.text(), key.value(), known);
		Edit remove = new Edit(key.field(), null);
		if (meant == null) {
			return key.problem("there is no such property, nor one with a name like it.", List.of(remove), List.of());
		}
		String reason = meant.reason(key.text());
		if (meant.isNeedless()) {
			return key.problem(reason + ".", List.of(remove), List.of());
		}
		String name = Objects.requireNonNull(meant.name());
		if (defaults && PropertyNames.OWN.contains(name)) {
			return key.problem(reason + ", which is not inherited: each policy has its own.", List.of(remove),
					List.of());
		}
		if (!key.valuesBeside(this.all, name).isEmpty()) {
			return writtenTwice(key, meant, reason);
		}
		return attribute(key, meant, key.base(), reason + ".");
	}

	private static PolicyProblem attribute(UnknownProperty key, MeantAttribute meant, PolicyField base, String reason) {
		String name = Objects.requireNonNull(meant.name());
		PolicyField target = base.append(name);
		return key
			.problem(
					reason, (meant.value() != null)
							? List.of(new Edit(key.field(), null), new Edit(target, meant.value())) : List.of(),
					List.of(new Edit(target, ValueSuggestions.example(name))));
	}

	private static PolicyProblem attributes(UnknownProperty key, Map<String, MeantAttribute> all) {
		List<Edit> fix = new ArrayList<>(List.of(new Edit(key.field(), null)));
		List<String> names = new ArrayList<>();
		for (MeantAttribute meant : all.values()) {
			if (meant.name() != null && meant.value() != null) {
				fix.add(new Edit(key.base().append(meant.name()), meant.value()));
				names.add("\"" + meant.name() + "\"");
			}
		}
		return key.problem(
				"there is no such property; what is below it is called " + String.join(" and ", names) + " here.",
				(names.size() == all.size()) ? fix : List.of(), List.of());
	}

	/**
	 * Which of the two holds, only the author knows; that one adds nothing to the other
	 * is plain.
	 */
	private PolicyProblem writtenTwice(UnknownProperty key, MeantAttribute meant, String reason) {
		boolean contained = meant.isContainedIn(key.valuesBeside(this.all, Objects.requireNonNull(meant.name())));
		return key.problem(reason + ", which is written already: bring both together there.",
				contained ? List.of(new Edit(key.field(), null)) : List.of(), List.of());
	}

	/**
	 * Something directly below {@code cors} that is not an attribute.
	 */
	private static PolicyProblem section(UnknownProperty key) {
		Object value = key.value();
		boolean section = key.isSection();
		PolicyProblem byPath = section ? PoliciesByPath.problem(key) : null;
		if (byPath != null) {
			return byPath;
		}
		String nearest = PropertyNames.nearest(key.text(),
				section ? List.of(RawPropertyKeys.DEFAULTS, RawPropertyKeys.POLICIES)
						: PropertyNames.GENERAL.stream().filter((name) -> !isSection(name)).toList());
		if (section && (nearest != null || PropertyNames.attribute(key.first().elements().get(1)) != null)) {
			return moved(key, (nearest != null) ? PolicyField.of(nearest) : PolicyField.POLICIES.append(key.text()),
					(nearest != null) ? "there is no such property; the nearest is \"" + nearest + "\"."
							: "policies are written below \"cors." + RawPropertyKeys.POLICIES + "\".");
		}
		if (nearest != null) {
			Object corrected = ValueSuggestions.correct(nearest, value);
			return key.problem("there is no such property; the nearest is \"" + nearest + "\".", (corrected != null)
					? List.of(new Edit(key.field(), null), new Edit(PolicyField.of(nearest), corrected)) : List.of(),
					List.of(new Edit(PolicyField.of(nearest), ValueSuggestions.example(nearest))));
		}
		return key.problem(
				"there is no such property. Known are " + String.join(", ", PropertyNames.GENERAL) + "." + NOT_OURS,
				List.of(), List.of());
	}

	private static boolean isSection(String general) {
		return general.equals(RawPropertyKeys.DEFAULTS) || general.equals(RawPropertyKeys.POLICIES);
	}

	private static PolicyProblem moved(UnknownProperty key, PolicyField target, String reason) {
		List<Edit> fix = new ArrayList<>(List.of(new Edit(key.field(), null)));
		key.leaves().forEach((leaf, value) -> {
			String attribute = PropertyNames.attribute(leaf.key());
			Object corrected = (attribute != null) ? ValueSuggestions.correct(attribute, value) : null;
			fix.add(new Edit(target.append(leaf), (corrected != null) ? corrected : value));
		});
		return key.problem(reason, fix, List.of());
	}

}
