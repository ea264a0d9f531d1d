package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.text.SafeText;

/**
 * Attributes of a policy that are written directly below {@code cors}, as in many other
 * libraries: together they are one policy for all paths, or, beside other policies, what
 * those inherit.
 */
final class LooseAttributes {

	private static final String ORIGINS = Attribute.ALLOWED_ORIGINS.name();

	private static final String NULL_ORIGIN = Attribute.ALLOW_NULL_ORIGIN.name();

	private final Map<UnknownProperty, Map<String, MeantAttribute>> meant;

	private final RawPropertyKeys all;

	private LooseAttributes(Map<UnknownProperty, Map<String, MeantAttribute>> meant, RawPropertyKeys all) {
		this.meant = meant;
		this.all = all;
	}

	/**
	 * Find the attributes.
	 * @param keys unknown keys directly below {@code cors}
	 * @param all all keys
	 */
	static LooseAttributes of(List<UnknownProperty> keys, RawPropertyKeys all) {
		Map<UnknownProperty, Map<String, MeantAttribute>> meant = new LinkedHashMap<>();
		for (UnknownProperty key : keys) {
			Map<String, MeantAttribute> found = MeantAttribute.findAll(key);
			if (found.isEmpty() && !key.isSection() && isNoSlip(key)) {
				MeantAttribute nearest = MeantAttribute.find(key.text(), key.value(), PropertyNames.ATTRIBUTES);
				found = (nearest != null) ? Map.of(key.text(), nearest) : Map.of();
			}
			if (!found.isEmpty()) {
				meant.put(key, found);
			}
		}
		return new LooseAttributes(meant, all);
	}

	/** Not of one of the properties that are in their place there. */
	private static boolean isNoSlip(UnknownProperty key) {
		return PropertyNames.nearest(key.text(), PropertyNames.GENERAL) == null;
	}

	boolean contains(UnknownProperty key) {
		return this.meant.containsKey(key);
	}

	boolean isFirst(UnknownProperty key) {
		return this.meant.keySet().iterator().next() == key;
	}

	/**
	 * One problem for all of the keys: what to write instead is one policy.
	 * @param hint what else may be the case
	 */
	PolicyProblem problem(String hint) {
		UnknownProperty first = this.meant.keySet().iterator().next();
		List<MeantAttribute> attributes = this.meant.values()
			.stream()
			.flatMap((found) -> found.values().stream())
			.filter((attribute) -> !attribute.isNeedless())
			.toList();
		boolean own = attributes.stream()
			.anyMatch((attribute) -> List.of(ORIGINS, NULL_ORIGIN, PropertyNames.PATHS).contains(attribute.name()));
		boolean inherited = !this.all.policies().isEmpty() && (!own || isAwaited());
		PolicyField base = inherited ? PolicyField.DEFAULTS : PolicyField.POLICIES.append(freeName());
		List<Edit> edits = new ArrayList<>();
		attributes.forEach((attribute) -> {
			String name = Objects.requireNonNull(attribute.name());
			edits.add(new Edit(base.append(name),
					(attribute.value() != null) ? attribute.value() : ValueSuggestions.example(name)));
		});
		boolean follows = attributes.stream().allMatch((attribute) -> attribute.value() != null)
				&& attributes.stream().map(MeantAttribute::name).distinct().count() == attributes.size();
		follows &= inherited ? attributes.stream().noneMatch(this::isNotInherited) : completed(base, attributes, edits);
		List<Edit> fix = new ArrayList<>();
		this.meant.keySet().forEach((key) -> fix.add(new Edit(key.field(), null)));
		fix.addAll(edits);
		return first.problem(reason(inherited) + hint, follows ? fix : List.of(), edits);
	}

	/**
	 * Add what a policy needs beside its attributes.
	 * @return whether all of it follows from what was written
	 */
	private static boolean completed(PolicyField base, List<MeantAttribute> attributes, List<Edit> edits) {
		List<String> names = attributes.stream().map((attribute) -> String.valueOf(attribute.name())).toList();
		boolean origins = names.contains(ORIGINS) || names.contains(NULL_ORIGIN);
		if (!origins) {
			edits.add(0, new Edit(base.append(ORIGINS), ValueSuggestions.example(ORIGINS)));
		}
		if (!names.contains(PropertyNames.PATHS)) {
			edits.add(0, new Edit(base.append(PropertyNames.PATHS), List.of("/**")));
		}
		return origins;
	}

	/** Whether a policy needs the origins that are written here. */
	private boolean isAwaited() {
		return this.all.policies()
			.stream()
			.anyMatch((policy) -> policy.keys()
				.stream()
				.noneMatch(
						(key) -> PropertyNames.uniform(key.from(1 + key.nameLength()).toString()).contains("origin")));
	}

	private boolean isNotInherited(MeantAttribute attribute) {
		var name = RawPropertyKeys.CORS.append("defaults").append(attribute.name());
		return PropertyNames.OWN.contains(String.valueOf(attribute.name()))
				|| this.all.all().stream().anyMatch((key) -> name.equals(key.name()) || name.isParentOf(key.name()));
	}

	private String freeName() {
		List<String> taken = this.all.policies().stream().map(RawPropertyKeys.Policy::name).toList();
		return List.of("web", "web-2", "web-3")
			.stream()
			.filter((name) -> !taken.contains(name))
			.findFirst()
			.orElse("web-4");
	}

	private String reason(boolean inherited) {
		Map<String, MeantAttribute> renamed = new LinkedHashMap<>();
		this.meant.values().forEach((found) -> found.forEach((written, attribute) -> {
			if (attribute.name() != null
					&& !PropertyNames.uniform(written).equals(PropertyNames.uniform(attribute.name()))) {
				renamed.put(written, attribute);
			}
		}));
		String where = inherited ? "below \"cors.defaults\", from which policies inherit"
				: "below \"cors.policies\" and a name of your choice";
		String text = "attributes of a policy are written " + where + ".";
		if (this.meant.size() > 1) {
			text += " So are " + this.meant.keySet()
				.stream()
				.skip(1)
				.map((key) -> "cors." + SafeText.visible(key.field().toString()))
				.collect(Collectors.joining(", ")) + ".";
		}
		if (!renamed.isEmpty()) {
			text += " " + renamed.entrySet()
				.stream()
				.map((entry) -> "\"" + SafeText.visible(entry.getKey()) + "\" is \"" + entry.getValue().name() + "\"")
				.collect(Collectors.joining(", ")) + " here.";
		}
		return text;
	}

}
