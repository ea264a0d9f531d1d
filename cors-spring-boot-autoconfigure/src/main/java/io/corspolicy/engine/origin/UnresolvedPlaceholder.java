package io.corspolicy.engine.origin;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to do about a placeholder that can't be resolved: its value is not known, so that
 * no correction follows from what was written.
 */
public final class UnresolvedPlaceholder {

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^${}:]+)(:[^${}]*)?}");

	private UnresolvedPlaceholder() {
	}

	/**
	 * Why the value is invalid, and what to do.
	 * @param text the value as it was written
	 * @return a sentence
	 */
	public static String reason(String text) {
		Matcher placeholder = PLACEHOLDER.matcher(text);
		if (!placeholder.find() || placeholder.group(2) != null) {
			return "the placeholder could not be resolved: set what it names, or give a default after a colon.";
		}
		String name = placeholder.group(1).strip();
		String variable = name.toUpperCase(Locale.ROOT).replace("-", "").replaceAll("[^A-Z0-9]", "_");
		boolean isVariable = name.matches("[A-Z0-9_]+");
		return "the placeholder could not be resolved: set "
				+ (isVariable ? "the environment variable " + name
						: "the property " + name + " (or the environment variable " + variable + ")")
				+ ", or give a default after a colon.";
	}

	/**
	 * The value with a default for the placeholder in it.
	 * @param text the value as it was written
	 * @param whole the default, as an example, of a placeholder that is the whole value
	 * @param part the default, as an example, of a placeholder within the value
	 * @return the value with the default
	 */
	public static String withDefault(String text, String whole, String part) {
		Matcher placeholder = PLACEHOLDER.matcher(text);
		if (!placeholder.find() || placeholder.group(2) != null) {
			return "${app.value:" + whole + "}";
		}
		boolean alone = placeholder.group().equals(text.strip());
		return text.substring(0, placeholder.start()) + "${" + placeholder.group(1) + ":" + (alone ? whole : part) + "}"
				+ text.substring(placeholder.end());
	}

}
