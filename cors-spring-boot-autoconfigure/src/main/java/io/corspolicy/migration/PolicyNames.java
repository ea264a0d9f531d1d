package io.corspolicy.migration;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names policies after their paths.
 */
final class PolicyNames {

	private static final int MAX_LENGTH = 60;

	/** What YAML reads as something else than a string. */
	private static final Set<String> WORDS = Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

	private static final Pattern VARIABLE_NAME = Pattern.compile("\\{[^{}:]*:");

	private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");

	private static final Pattern AROUND = Pattern.compile("^-+|-+$");

	private final Set<String> taken;

	/** The first number to try if a name is taken. */
	private final Map<String, Integer> next = new HashMap<>();

	PolicyNames(Set<String> taken) {
		this.taken = new HashSet<>(taken);
	}

	/**
	 * Find a free name and reserve it.
	 */
	String name(String path) {
		String text = VARIABLE_NAME.matcher(path).replaceAll("{").toLowerCase(Locale.ROOT);
		String words = AROUND.matcher(OTHERS.matcher(text).replaceAll("-")).replaceAll("");
		String name = words.substring(0, Math.min(words.length(), MAX_LENGTH));
		if (name.isEmpty()) {
			name = path.contains("*") ? "all" : "root";
		}
		// A leading digit, or a word of YAML, would have to be quoted as a key.
		if (!Character.isLetter(name.charAt(0)) || WORDS.contains(name)) {
			name = "path-" + name;
		}
		String unique = name;
		int number = this.next.getOrDefault(name, 2);
		while (!this.taken.add(unique)) {
			unique = name + "-" + number;
			number++;
		}
		this.next.put(name, number);
		return unique;
	}

}
