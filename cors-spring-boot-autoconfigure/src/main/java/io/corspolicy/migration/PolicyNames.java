package io.corspolicy.migration;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names policies after their paths.
 */
final class PolicyNames {

	private static final int MAX_LENGTH = 60;

	/** What YAML takes for something else than a text. */
	private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

	private final Set<String> taken;

	PolicyNames(Set<String> taken) {
		this.taken = new HashSet<>(taken);
	}

	/**
	 * Find a name that is not taken, and take it.
	 */
	String name(String path) {
		String words = path.replaceAll("\\{[^{}:]*:", "{")
			.toLowerCase(Locale.ROOT)
			.replaceAll("[^a-z0-9]+", "-")
			.replaceAll("^-+|-+$", "");
		String name = words.substring(0, Math.min(words.length(), MAX_LENGTH));
		if (name.isEmpty()) {
			name = path.contains("*") ? "all" : "root";
		}
		// Digits in front, or a word of YAML, would have to be quoted as a key.
		if (!Character.isLetter(name.charAt(0)) || WORDS.contains(name)) {
			name = "path-" + name;
		}
		String unique = name;
		for (int i = 2; !this.taken.add(unique); i++) {
			unique = name + "-" + i;
		}
		return unique;
	}

}
