package io.corspolicy.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.autoconfigure.WrittenKey.Element;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Finds keys that mean nothing: a typo must never leave an application without the policy
 * that its author wrote. A problem outside of all policies bears an empty string for the
 * policy's name, and the whole key after {@code cors} as its field.
 */
final class KeyProblems {

	private static final String DEFAULTS = "defaults";

	private static final String EXAMPLE_NAME = "api";

	private final WrittenKeys keys;

	private final List<PolicyProblem> problems = new ArrayList<>();

	/** Keys without a meaning, by the part that makes them so. */
	private final Map<String, Group> groups = new LinkedHashMap<>();

	private KeyProblems(WrittenKeys keys) {
		this.keys = keys;
	}

	static List<PolicyProblem> find(WrittenKeys keys) {
		KeyProblems problems = new KeyProblems(keys);
		keys.policies().forEach(problems::checkName);
		keys.all().stream().filter((key) -> key.binding() && key.nameLength() == 0).forEach(problems::check);
		for (WrittenKeys.Policy policy : keys.policies()) {
			String name = policy.name();
			policy.keys().stream().filter(WrittenKey::binding).forEach((key) -> problems.check(key, name));
		}
		problems.groups.values().forEach((group) -> problems.problems.add(group.problem(keys)));
		return problems.problems;
	}

	private void checkName(WrittenKeys.Policy policy) {
		String name = policy.name();
		for (String other : policy.otherNames()) {
			String reason = "Spring Boot takes this for the name \"" + name + "\": two policies need names that differ"
					+ " in more than hyphens, capitals and other characters.";
			this.problems.add(new PolicyProblem(ProblemCode.INVALID_NAME, other, "name", other, reason,
					List.of(new Edit("name", policy.areTogether(name, other) ? valid(other) + "-2" : valid(name)))));
		}
		if (policy.isList()) {
			WrittenKey key = policy.keys().get(0);
			Object written = policy.keys()
				.stream()
				.filter((candidate) -> candidate.from(2).equals(".name"))
				.map(WrittenKey::value)
				.findFirst()
				.orElse(null);
			this.problems.add(new PolicyProblem(ProblemCode.INVALID_NAME, name, "name",
					"[" + key.elements().get(1).text() + "]", "policies stand below their names, not in a list.",
					List.of(new Edit("name", (written != null) ? valid(written.toString()) : "policy-" + name))));
		}
	}

	private static String valid(String name) {
		String valid = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+|-+$", "");
		return valid.isEmpty() ? "policy" : valid;
	}

	private void check(WrittenKey key) {
		List<Element> elements = key.elements();
		if (elements.isEmpty()) {
			section(key, "", "");
			return;
		}
		String general = KnownKeys.general(elements.get(0));
		if (general == null) {
			group(key, "", 0, null);
		}
		else if (general.equals(DEFAULTS)) {
			if (elements.size() == 1) {
				section(key, "", DEFAULTS);
			}
			else {
				attribute(key, "", 1);
			}
		}
		else if (general.equals(WrittenKeys.POLICIES)) {
			if (elements.size() == 1) {
				section(key, "", WrittenKeys.POLICIES);
			}
			else {
				group(key, "", 1, null);
			}
		}
		else if (elements.size() > 1) {
			group(key, "", 1, general);
		}
	}

	private void check(WrittenKey key, String policy) {
		int depth = 1 + key.nameLength();
		if (key.elements().size() == depth) {
			section(key, policy, "");
		}
		else if (!key.elements().get(1).isIndex() || !key.from(2).equals(".name")) {
			attribute(key, policy, depth);
		}
	}

	private void attribute(WrittenKey key, String policy, int depth) {
		List<Element> elements = key.elements();
		String attribute = KnownKeys.attribute(elements.get(depth));
		if (attribute == null) {
			group(key, policy, depth, null);
			return;
		}
		int below = elements.size() - depth - 1;
		boolean entry = KnownKeys.isList(attribute) && below == 1 && elements.get(depth + 1).isIndex();
		if (below > 0 && !entry) {
			group(key, policy, depth + 1, attribute);
		}
	}

	/**
	 * A value where there should be keys. None at all does no harm.
	 */
	private void section(WrittenKey key, String policy, String field) {
		Object value = key.value();
		if (value == null || value.toString().isBlank()) {
			return;
		}
		Edit fix;
		if (!policy.isEmpty()) {
			fix = new Edit("allowed-origins", value.toString().contains("://") ? ValueCorrections.list(value)
					: List.of("https://app.example.com"));
		}
		else if (field.isEmpty()) {
			fix = new Edit("enabled", ValueCorrections.correct("enabled", value));
		}
		else {
			fix = new Edit(field, null);
		}
		this.problems.add(new PolicyProblem(ProblemCode.INVALID_VALUE, policy, field, value,
				"attributes stand below this key, it has no value of its own.", List.of(fix)));
	}

	private void group(WrittenKey key, String policy, int depth, @Nullable String parent) {
		int end = (parent == null || key.elements().get(depth).isIndex()) ? depth + 1 : key.elements().size();
		String field = key.text(policy.isEmpty() ? 0 : 1 + key.nameLength(), end);
		this.groups.computeIfAbsent(policy + "\n" + field, (id) -> new Group(policy, depth, parent)).keys.add(key);
	}

	/**
	 * Keys that share the part that makes them unknown.
	 */
	private static final class Group {

		private final String policy;

		private final int depth;

		private final @Nullable String parent;

		private final List<WrittenKey> keys = new ArrayList<>();

		private Group(String policy, int depth, @Nullable String parent) {
			this.policy = policy;
			this.depth = depth;
			this.parent = parent;
		}

		PolicyProblem problem(WrittenKeys all) {
			WrittenKey first = this.keys.get(0);
			String base = first.text(start(first), this.depth);
			boolean whole = this.parent != null && !first.elements().get(this.depth).isIndex();
			String field = join(base, first.text(this.depth, whole ? first.elements().size() : this.depth + 1));
			List<Edit> fix = new ArrayList<>();
			String reason = (this.parent != null) ? below(base, field, fix)
					: unknown(all, base, first.elements().get(this.depth).text(), field, fix);
			if (fix.isEmpty()) {
				fix.add(new Edit(field, null));
			}
			return new PolicyProblem(ProblemCode.UNKNOWN_PROPERTY, this.policy, field, value(), reason, fix);
		}

		private int start(WrittenKey key) {
			return this.policy.isEmpty() ? 0 : 1 + key.nameLength();
		}

		/**
		 * Something below a key that has values, not keys.
		 */
		private String below(String base, String field, List<Edit> fix) {
			WrittenKey first = this.keys.get(0);
			String known = Objects.requireNonNull(this.parent);
			Object value = value();
			String target = base.substring(0, base.length() - first.elements().get(this.depth - 1).text().length())
					+ known;
			fix.add(new Edit(field, null));
			if (KnownKeys.isList(known)) {
				// An entry that lacks its hyphen is a key without a value.
				boolean blank = value == null || value.toString().isBlank();
				List<String> entries = blank ? List.of(first.text(this.depth, first.elements().size()))
						: ValueCorrections.list(value);
				fix.add(new Edit(target, entries));
				return "\"" + known + "\" is a list: its entries have no keys.";
			}
			fix.add(new Edit(target, ValueCorrections.correct(known, value)));
			return "\"" + known + "\" has one value, and no keys below it.";
		}

		private String unknown(WrittenKeys all, String base, String written, String field, List<Edit> fix) {
			WrittenKey first = this.keys.get(0);
			if (first.isMisplacedAttribute()) {
				String attribute = Objects.requireNonNull(KnownKeys.attribute(written));
				String target = WrittenKeys.POLICIES + "." + EXAMPLE_NAME + "." + attribute;
				fix.add(new Edit(field, null));
				fix.add(new Edit(target, ValueCorrections.correct(attribute, value())));
				return "the name of a policy is missing before \"" + attribute + "\".";
			}
			return (this.policy.isEmpty() && base.isEmpty()) ? unknownSection(written, field, fix)
					: unknownAttribute(all, base, written, field, fix);
		}

		private String unknownAttribute(WrittenKeys all, String base, String written, String field, List<Edit> fix) {
			List<String> known = new ArrayList<>(KnownKeys.ATTRIBUTES);
			if (this.policy.isEmpty()) {
				known.removeAll(KnownKeys.OWN);
			}
			Object value = value();
			String nearest = nearest(written, known, value);
			if (nearest == null) {
				return "there is no such property, nor one with a name like it.";
			}
			fix.add(new Edit(field, null));
			if (isWritten(all, nearest)) {
				return "there is no such property; the nearest is \"" + nearest + "\", which is there already.";
			}
			if (value != null) {
				fix.add(new Edit(join(base, nearest), ValueCorrections.correct(nearest, value)));
			}
			return "there is no such property; the nearest is \"" + nearest + "\".";
		}

		/**
		 * What was meant is likely to be something that the value would do for.
		 */
		private static @Nullable String nearest(String written, List<String> known, @Nullable Object value) {
			List<String> fitting = known.stream().filter((name) -> ValueCorrections.fits(name, value)).toList();
			String nearest = KnownKeys.nearest(written, fitting);
			return (nearest != null) ? nearest : KnownKeys.nearest(written, known);
		}

		private boolean isWritten(WrittenKeys all, String attribute) {
			WrittenKey first = this.keys.get(0);
			var name = first.name().chop(1 + this.depth).append(attribute);
			return all.all().stream().anyMatch((key) -> name.equals(key.name()) || name.isParentOf(key.name()));
		}

		private String unknownSection(String written, String field, List<Edit> fix) {
			WrittenKey first = this.keys.get(0);
			String attribute = KnownKeys.attribute(written);
			boolean section = this.keys.stream().anyMatch((key) -> key.elements().size() > 1 && !isEntry(key));
			String nearest = KnownKeys.nearest(written,
					section ? List.of(DEFAULTS, WrittenKeys.POLICIES) : List.of("enabled", "debug", "filter-order"));
			Object value = value();
			if (section && (nearest != null || KnownKeys.attribute(first.elements().get(1)) != null)) {
				String target = (nearest != null) ? nearest : WrittenKeys.POLICIES + "." + written;
				fix.add(new Edit(field, null));
				leaves().forEach((leaf, leafValue) -> {
					String leafAttribute = KnownKeys.attribute(leaf.substring(leaf.lastIndexOf('.') + 1));
					fix.add(new Edit(join(target, leaf),
							(leafAttribute != null) ? ValueCorrections.correct(leafAttribute, leafValue) : leafValue));
				});
				return (nearest != null) ? "there is no such property; the nearest is \"" + nearest + "\"."
						: "policies stand below \"cors." + WrittenKeys.POLICIES + "\".";
			}
			if (nearest == null && !section) {
				nearest = (attribute != null) ? attribute : nearest(written, KnownKeys.ATTRIBUTES, value);
				if (nearest != null && KnownKeys.OWN.contains(nearest)) {
					nearest = WrittenKeys.POLICIES + "." + EXAMPLE_NAME + "." + nearest;
				}
				else if (nearest != null) {
					nearest = DEFAULTS + "." + nearest;
				}
			}
			if (nearest == null) {
				return "there is no such property. Known are " + String.join(", ", KnownKeys.GENERAL) + ".";
			}
			fix.add(new Edit(field, null));
			fix.add(new Edit(nearest,
					ValueCorrections.correct(nearest.substring(nearest.lastIndexOf('.') + 1), value)));
			return "there is no such property; the nearest is \"" + nearest + "\".";
		}

		private Map<String, Object> leaves() {
			Map<String, Object> leaves = new LinkedHashMap<>();
			for (WrittenKey key : this.keys) {
				int size = key.elements().size();
				Object value = Objects.requireNonNullElse(key.value(), "");
				if (key.elements().get(size - 1).isIndex()) {
					List<Object> entries = new ArrayList<>();
					if (leaves.get(key.text(1, size - 1)) instanceof List<?> before) {
						entries.addAll(before);
					}
					entries.add(value);
					leaves.put(key.text(1, size - 1), entries);
				}
				else {
					leaves.put(key.text(1, size), value);
				}
			}
			return leaves;
		}

		private boolean isEntry(WrittenKey key) {
			return key.elements().size() == this.depth + 2 && key.elements().get(this.depth + 1).isIndex();
		}

		/**
		 * What stands at the key or in the list below it, and nothing where there are
		 * keys below it.
		 */
		private @Nullable Object value() {
			if (this.keys.stream().allMatch(this::isEntry)) {
				return this.keys.stream().map(WrittenKey::value).filter(Objects::nonNull).toList();
			}
			WrittenKey last = this.keys.get(this.keys.size() - 1);
			boolean sole = this.keys.stream().allMatch((key) -> key.elements().size() == this.depth + 1);
			return (sole || (this.keys.size() == 1 && this.parent != null)) ? last.value() : null;
		}

		private static String join(String base, String text) {
			return (base.isEmpty() || text.startsWith("[")) ? base + text : base + "." + text;
		}

	}

}
