package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a key, as a properties file has it.
 *
 * @param text the part as it was written
 * @param bracketed whether it is in brackets
 */
public record KeyElement(String text, boolean bracketed) {

	private static final int MAX_DIGITS = 9;

	/**
	 * Take a key apart.
	 * @param key a key of a properties file
	 * @return its parts, without those that are empty
	 */
	public static List<KeyElement> parse(String key) {
		List<KeyElement> elements = new ArrayList<>();
		boolean bracketed = false;
		int start = 0;
		for (int i = 0; i <= key.length(); i++) {
			char c = (i < key.length()) ? key.charAt(i) : '.';
			boolean ends = bracketed ? c == ']' || i == key.length() : c == '.' || c == '[';
			if (!ends) {
				continue;
			}
			if (i > start || bracketed) {
				elements.add(new KeyElement(key.substring(start, i), bracketed));
			}
			bracketed = c == '[' && !bracketed;
			start = i + 1;
		}
		return elements;
	}

	/**
	 * Whether this is the index of an entry.
	 * @return {@code true} for digits in brackets
	 */
	public boolean isIndex() {
		return this.bracketed && !this.text.isEmpty() && this.text.chars().allMatch((c) -> c >= '0' && c <= '9');
	}

	/**
	 * The index of an entry.
	 * @return the index, or -1 for anything else
	 */
	public int index() {
		return (isIndex() && this.text.length() <= MAX_DIGITS) ? Integer.parseInt(this.text) : -1;
	}

}
