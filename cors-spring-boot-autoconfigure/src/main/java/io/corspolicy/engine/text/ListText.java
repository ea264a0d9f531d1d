package io.corspolicy.engine.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Lists that were written as one text: in a file, a variable, an argument, an annotation,
 * or as the value of a placeholder.
 */
public final class ListText {

	/** Why a list that can be {@linkplain #unwrap unwrapped} is refused. */
	public static final String WRAPPED = "quotes or brackets around a list or its entries belong to a shell, to Docker"
			+ " or to JSON: here entries are separated by commas, and nothing else.";

	private ListText() {
	}

	/**
	 * Split a list. A comma or a line break separates entries, but not within braces;
	 * empty entries are dropped. A brace without its counterpart, or with a backslash
	 * before it, is an ordinary character.
	 * @param text the text
	 * @return the entries, without blanks around them
	 */
	public static List<String> split(String text) {
		if (text.chars().noneMatch((c) -> isSeparator((char) c))) {
			String entry = text.strip();
			return entry.isEmpty() ? List.of() : List.of(entry);
		}
		BitSet separators = separators(text);
		List<String> entries = new ArrayList<>();
		int start = 0;
		while (start <= text.length()) {
			int next = separators.nextSetBit(start);
			int end = (next >= 0) ? next : text.length();
			String entry = text.substring(start, end).strip();
			if (!entry.isEmpty()) {
				entries.add(entry);
			}
			start = end + 1;
		}
		return entries;
	}

	private static BitSet separators(String text) {
		BitSet separators = new BitSet();
		Deque<Integer> braces = new ArrayDeque<>();
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (isSeparator(c)) {
				separators.set(i);
			}
			else if (c == '{' && !isEscaped(text, i)) {
				braces.push(i);
			}
			else if (c == '}' && !isEscaped(text, i) && !braces.isEmpty()) {
				separators.clear(braces.pop(), i);
			}
		}
		return separators;
	}

	private static boolean isSeparator(char c) {
		return switch (c) {
			case ',', '\n', '\r', '\u0085', '\u2028', '\u2029' -> true;
			default -> false;
		};
	}

	private static boolean isEscaped(String text, int index) {
		return index > 0 && text.charAt(index - 1) == '\\';
	}

	/**
	 * Split a list that kept the syntax of a shell, of Docker or of JSON: quotes or
	 * brackets around all of it, or quotes around its entries.
	 * @param text the text
	 * @return the entries without them, or {@code null} if there are none
	 */
	public static @Nullable List<String> unwrap(String text) {
		if (text.chars().noneMatch((c) -> c == '"' || c == '\'' || c == '[' || c == '-')) {
			return null;
		}
		String stripped = text.strip();
		String inner = stripped.replace("\\\"", "\"");
		while (isWrapped(inner)) {
			List<String> strings = JsonStrings.read(inner);
			if (strings != null) {
				return strings.stream().map(String::strip).filter((entry) -> !entry.isEmpty()).toList();
			}
			inner = inner.substring(1, inner.length() - 1).strip();
		}
		List<String> entries = split(inner);
		List<String> plain = entries.stream().map(ListText::plain).filter((entry) -> !entry.isEmpty()).toList();
		return (inner.equals(stripped) && plain.equals(entries)) ? null : plain;
	}

	private static boolean isWrapped(String text) {
		if (text.length() < 2) {
			return false;
		}
		char last = text.charAt(text.length() - 1);
		return switch (text.charAt(0)) {
			// Inner quotes belong to the entries, except in a JSON array.
			case '"' -> last == '"' && (text.indexOf('"', 1) == text.length() - 1
					|| (text.startsWith("[", 1) && text.startsWith("]", text.length() - 2)));
			case '\'' -> last == '\'' && text.indexOf('\'', 1) == text.length() - 1;
			case '[' -> closing(text) == text.length() - 1 && !isAddress(text);
			default -> false;
		};
	}

	/** The bracket that closes the first one. */
	private static int closing(String text) {
		int depth = 0;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			depth += (c == '[') ? 1 : (c == ']') ? -1 : 0;
			if (depth == 0) {
				return i;
			}
		}
		return -1;
	}

	/** An IPv6 address has brackets of its own. */
	private static boolean isAddress(String text) {
		return text.indexOf(':') != text.lastIndexOf(':') && text.substring(1, text.length() - 1)
			.chars()
			.allMatch((c) -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
	}

	/** An entry without quotes around it, or the hyphen of a YAML list before it. */
	private static String plain(String entry) {
		String plain = entry.startsWith("- ") ? entry.substring(2).strip() : entry;
		if (plain.startsWith("\"") || plain.startsWith("'")) {
			plain = plain.substring(1).replaceFirst("[\"']$", "").strip();
		}
		return plain;
	}

	/**
	 * An array of strings as JSON has it
	 * (<a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>).
	 */
	private static final class JsonStrings {

		private final String text;

		private int next;

		private JsonStrings(String text) {
			this.text = text;
		}

		static @Nullable List<String> read(String text) {
			JsonStrings strings = new JsonStrings(text);
			List<String> read = new ArrayList<>();
			if (!strings.skip('[')) {
				return null;
			}
			do {
				String string = strings.string();
				if (string == null) {
					return null;
				}
				read.add(string);
			}
			while (strings.skip(','));
			return (strings.skip(']') && strings.next == text.length()) ? read : null;
		}

		private boolean skip(char c) {
			blanks();
			boolean found = this.next < this.text.length() && this.text.charAt(this.next) == c;
			this.next += found ? 1 : 0;
			return found;
		}

		private void blanks() {
			while (this.next < this.text.length() && Character.isWhitespace(this.text.charAt(this.next))) {
				this.next++;
			}
		}

		private @Nullable String string() {
			if (!skip('"')) {
				return null;
			}
			StringBuilder string = new StringBuilder();
			while (this.next < this.text.length()) {
				char c = this.text.charAt(this.next++);
				if (c == '"') {
					return string.toString();
				}
				if (c == '\\' && this.next < this.text.length()) {
					c = this.text.charAt(this.next++);
					if ("\"\\/".indexOf(c) < 0) {
						return null;
					}
				}
				string.append(c);
			}
			return null;
		}

	}

}
