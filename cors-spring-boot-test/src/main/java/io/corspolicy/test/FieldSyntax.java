package io.corspolicy.test;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The syntax of header fields
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6">RFC 9110, section
 * 5.6</a>).
 */
final class FieldSyntax {

	private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

	private FieldSyntax() {
	}

	/** {@code token}: names of methods and of fields. */
	static boolean isToken(String text) {
		return !text.isEmpty() && text.chars().allMatch(FieldSyntax::isTokenCharacter);
	}

	private static boolean isTokenCharacter(int character) {
		return isDigit(character) || (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z')
				|| TOKEN_MARKS.indexOf(character) >= 0;
	}

	static boolean isDigit(int character) {
		return character >= '0' && character <= '9';
	}

	static boolean isNumber(String text) {
		return !text.isEmpty() && text.chars().allMatch(FieldSyntax::isDigit);
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#header-value">Fetch, "header value"</a>:
	 * bytes without NUL and line breaks.
	 */
	static boolean isValue(String text) {
		return text.chars()
			.allMatch((character) -> character <= 0xFF && character != 0 && character != '\r' && character != '\n');
	}

	/** Strips tabs and spaces, but no other white space. */
	static String trim(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && isBlank(text.charAt(start))) {
			start++;
		}
		while (end > start && isBlank(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

	private static boolean isBlank(char character) {
		return character == ' ' || character == '\t';
	}

	/**
	 * {@code #token}, empty elements left out; {@code null} if an element is not a token.
	 */
	static @Nullable List<String> tokens(String value) {
		List<String> tokens = new ArrayList<>();
		for (String element : value.split(",")) {
			String token = trim(element);
			if (token.isEmpty()) {
				continue;
			}
			if (!isToken(token)) {
				return null;
			}
			tokens.add(token);
		}
		return tokens;
	}

}
