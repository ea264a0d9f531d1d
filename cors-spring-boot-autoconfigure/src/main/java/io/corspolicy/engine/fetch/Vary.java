package io.corspolicy.engine.fetch;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The {@code Vary} field as a set of names
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.5">RFC 9110, 12.5.5</a>):
 * names are added, never repeated, and {@code *} replaces all others.
 */
public final class Vary {

	/**
	 * The field's name.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-vary">RFC 9110,
	 * 12.5.5</a>
	 */
	public static final String NAME = "Vary";

	private Vary() {
	}

	/**
	 * Merge names.
	 * @param names the names that come first, separated by commas
	 * @param others further values of the field, each a list of names
	 * @return all names in one value, or {@code *} alone if it is among them
	 */
	public static String merge(String names, Iterable<String> others) {
		Iterator<String> values = others.iterator();
		String only = values.hasNext() ? values.next() : "";
		if (!values.hasNext() && isOneName(names) && isOneName(only)) {
			return names.equalsIgnoreCase(only) ? names : names + ", " + only;
		}
		Map<String, String> merged = new LinkedHashMap<>();
		collect(names, merged);
		for (String value : others) {
			collect(value, merged);
		}
		return merged.containsKey("*") ? "*" : String.join(", ", merged.values());
	}

	/**
	 * Whether a value begins with names, so that {@link #merge} would not change what it
	 * means.
	 * @param names names, separated by commas
	 * @param value the value of a field
	 * @return whether the names, and then perhaps others, are in the value
	 */
	public static boolean begins(String names, String value) {
		return value.startsWith(names) && (value.length() == names.length() || value.charAt(names.length()) == ',');
	}

	private static boolean isOneName(String value) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			if (c <= ' ' || c == ',' || c == '*') {
				return false;
			}
		}
		return !value.isEmpty();
	}

	private static void collect(String value, Map<String, String> names) {
		for (String element : value.split(",")) {
			String name = element.strip();
			if (!name.isEmpty()) {
				names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
			}
		}
	}

}
