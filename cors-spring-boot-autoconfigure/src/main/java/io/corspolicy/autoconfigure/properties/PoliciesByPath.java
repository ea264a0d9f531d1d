package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.engine.KeyElement;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import org.jspecify.annotations.Nullable;

/**
 * Policies that are written below their paths, as in a gateway's {@code globalcors} or in
 * {@code resources} of Flask-CORS.
 */
final class PoliciesByPath {

	private PoliciesByPath() {
	}

	/**
	 * Explain a key below which there are paths.
	 * @param key an unknown key
	 * @return the problem, or {@code null} if not all below the key are attributes of
	 * paths
	 */
	static @Nullable PolicyProblem problem(UnknownProperty key) {
		Map<String, String> names = new LinkedHashMap<>();
		List<Edit> fix = new ArrayList<>(List.of(new Edit(key.field(), null)));
		for (Map.Entry<PolicyField, Object> leaf : key.leaves().entrySet()) {
			String path = path(leaf.getKey());
			MeantAttribute meant = (path != null) ? MeantAttribute.findExactly(leaf.getKey().key(), leaf.getValue())
					: null;
			if (path == null || meant == null) {
				return null;
			}
			if (meant.isNeedless() || meant.value() == null) {
				continue;
			}
			boolean first = !names.containsKey(path);
			PolicyField policy = PolicyField.POLICIES
				.append(names.computeIfAbsent(path, (added) -> name(added, names)));
			if (first) {
				fix.add(new Edit(policy.append(PolicyField.PATHS), List.of(path)));
			}
			fix.add(new Edit(policy.append(Objects.requireNonNull(meant.name())),
					Objects.requireNonNull(meant.value())));
		}
		return key.problem(
				"policies are written below \"cors.policies\", each with a name of your choice and with its paths.",
				fix, List.of());
	}

	/** The path in brackets in front of an attribute, the only one. */
	private static @Nullable String path(PolicyField key) {
		List<KeyElement> bracketed = key.elements().stream().filter(KeyElement::bracketed).toList();
		boolean path = bracketed.size() == 1 && key.parent().isEntry() && bracketed.get(0).text().startsWith("/");
		return path ? bracketed.get(0).text() : null;
	}

	private static String name(String path, Map<String, String> taken) {
		String name = path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
		String base = name.isEmpty() ? "web" : name;
		return taken.containsValue(base) ? base + "-" + (taken.size() + 1) : base;
	}

}
