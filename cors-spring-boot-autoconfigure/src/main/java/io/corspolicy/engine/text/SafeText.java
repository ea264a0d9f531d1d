package io.corspolicy.engine.text;

import java.util.regex.Pattern;

/**
 * Untrusted text, made safe for a log, a console or a document: truncated, and without
 * control, invisible or bidirectional characters.
 */
public final class SafeText {

	private static final int MAX_LENGTH = 200;

	private static final Pattern PLAIN_YAML = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

	/** What YAML reads as something else than a string. */
	private static final Pattern YAML_WORDS = Pattern.compile("null|true|false|yes|no|on|off|y|n",
			Pattern.CASE_INSENSITIVE);

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
	 * A text as a value in a YAML file.
	 * @param text the text
	 * @return the text as it is if YAML reads it as a string, otherwise
	 * {@linkplain #quotedYaml quoted}
	 */
	public static String yaml(String text) {
		return isPlainYaml(text) ? text : quotedYaml(text);
	}

	/**
	 * A text as a value in quotation marks in a YAML file.
	 * @param text the text
	 * @return all of it, invisible characters escaped
	 * @see <a href="https://yaml.org/spec/1.2.2/#731-double-quoted-style">YAML 1.2,
	 * 7.3.1</a>
	 */
	public static String quotedYaml(String text) {
		StringBuilder quoted = new StringBuilder("\"");
		text.codePoints().forEach((c) -> {
			if (c == '"' || c == '\\') {
				quoted.append('\\');
			}
			append(quoted, c);
		});
		return quoted.append('"').toString();
	}

	public static boolean isPlainYaml(String text) {
		return PLAIN_YAML.matcher(text).matches() && !YAML_WORDS.matcher(text).matches();
	}

	/**
	 * A text with invisible characters escaped, as long as it is.
	 */
	public static String visible(String text) {
		if (text.chars().allMatch((c) -> c >= ' ' && c <= '~')) {
			return text;
		}
		StringBuilder visible = new StringBuilder(text.length());
		text.codePoints().forEach((c) -> append(visible, c));
		return visible.toString();
	}

	/**
	 * Text of a request as printable ASCII, which a log may separate by spaces.
	 * @param text the text
	 * @return at most 200 characters of it, all others than ASCII's visible ones escaped;
	 * a pair of quotation marks for an empty text
	 */
	public static String ascii(String text) {
		if (text.isEmpty()) {
			return "\"\"";
		}
		StringBuilder ascii = new StringBuilder(Math.min(text.length(), MAX_LENGTH) + 16);
		for (int i = 0; i < text.length(); i++) {
			if (i == MAX_LENGTH) {
				return ascii.append("... (").append(text.length()).append(" characters)").toString();
			}
			char c = text.charAt(i);
			if (c > ' ' && c <= '~') {
				ascii.append(c);
			}
			else {
				escape(ascii, c);
			}
		}
		return ascii.toString();
	}

	private static void append(StringBuilder text, int c) {
		if (isVisible(c)) {
			text.appendCodePoint(c);
		}
		else {
			escape(text, c);
		}
	}

	/** As YAML and Java write it, too. */
	private static void escape(StringBuilder text, int c) {
		switch (c) {
			case '\n' -> text.append("\\n");
			case '\r' -> text.append("\\r");
			case '\t' -> text.append("\\t");
			default -> text.append(String.format((c > 0xffff) ? "\\U%08x" : "\\u%04x", c));
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
