package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import org.jspecify.annotations.Nullable;

/**
 * Policies that are written below their paths, as in a gateway's {@code globalcors} or in
 * {@code resources} of Flask-CORS.
 */
final class PoliciesByPath {

	private static final Pattern KEY = Pattern.compile("(?:[^\\[]*\\.)?[^.\\[]*\\[(/[^\\]]*)]\\.([^.\\[]+)");

	private PoliciesByPath() {
	}

	/**
	 * Explain a key below which there are paths.
	 * @param key an unknown key
	 * @return the problem, or {@code null} where not all below the key are attributes of
	 * paths
	 */
	static @Nullable PolicyProblem problem(UnknownProperty key) {
		Map<String, String> names = new LinkedHashMap<>();
		List<Edit> fix = new ArrayList<>(List.of(new Edit(key.field(), null)));
		for (Map.Entry<String, Object> leaf : key.leaves().entrySet()) {
			Matcher matcher = KEY.matcher(leaf.getKey());
			MeantAttribute meant = matcher.matches() ? MeantAttribute.findExactly(matcher.group(2), leaf.getValue())
					: null;
			if (meant == null) {
				return null;
			}
			if (meant.isNeedless() || meant.value() == null) {
				continue;
			}
			String path = matcher.group(1);
			boolean first = !names.containsKey(path);
			String name = names.computeIfAbsent(path, (added) -> name(added, names));
			if (first) {
				fix.add(new Edit("policies." + name + ".paths", List.of(path)));
			}
			fix.add(new Edit("policies." + name + "." + meant.name(), Objects.requireNonNull(meant.value())));
		}
		return UnknownPropertyReason.problem(key,
				"policies are written below \"cors.policies\", each with a name of your choice and with its paths.",
				fix, List.of());
	}

	private static String name(String path, Map<String, String> taken) {
		String name = path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
		String base = name.isEmpty() ? "web" : name;
		return taken.containsValue(base) ? base + "-" + (taken.size() + 1) : base;
	}

}
