package io.corspolicy.engine;

/**
 * Text that somebody else wrote, fit for a log, a console or a document: bounded, and
 * without characters that act, hide or mix up.
 */
public final class SafeText {

	private static final int MAX_LENGTH = 200;

	private SafeText() {
	}

	/**
	 * A text in quotation marks.
	 * @param text the text
	 * @return at most 200 characters of it, invisible ones escaped
	 */
	public static String quoted(String text) {
		if (text.length() <= MAX_LENGTH) {
			return "\"" + visible(text) + "\"";
		}
		int end = Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
		return "\"" + visible(text.substring(0, end)) + "\u2026\" (" + text.length() + " characters)";
	}

	/**
	 * A text without quotation marks.
	 * @param text the text
	 * @return at most 200 characters of it, invisible ones escaped
	 */
	public static String cut(String text) {
		return (text.length() <= MAX_LENGTH) ? visible(text)
				: visible(text.substring(0, MAX_LENGTH)) + "\u2026 (" + text.length() + " characters)";
	}

	/**
	 * A text with invisible characters escaped, as long as it is.
	 */
	static String visible(String text) {
		if (text.chars().allMatch((c) -> c >= ' ' && c <= '~')) {
			return text;
		}
		StringBuilder visible = new StringBuilder(text.length());
		text.codePoints().forEach((c) -> append(visible, c));
		return visible.toString();
	}

	/**
	 * Append a character as it is, or escaped where it is not visible.
	 * @param text where the character is appended
	 * @param c the character's code point
	 */
	public static void append(StringBuilder text, int c) {
		if (isVisible(c)) {
			text.appendCodePoint(c);
		}
		else {
			text.append(String.format((c > 0xffff) ? "\\U%08x" : "\\u%04x", c));
		}
	}

	private static boolean isVisible(int c) {
		return switch (Character.getType(c)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			case Character.SPACE_SEPARATOR -> c == ' ';
			default -> true;
		};
	}

}
