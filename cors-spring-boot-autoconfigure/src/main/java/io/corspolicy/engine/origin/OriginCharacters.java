package io.corspolicy.engine.origin;

import java.util.Arrays;
import java.util.List;

import io.corspolicy.engine.host.InternationalNames;
import io.corspolicy.engine.regex.OriginAutomaton;
import org.jspecify.annotations.Nullable;

/**
 * Checks the characters of entries of {@code allowed-origins}: an origin is printable
 * ASCII without blanks.
 *
 * @see <a href=
 * "https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML,
 * "ASCII serialisation of an origin"</a>
 */
final class OriginCharacters {

	private OriginCharacters() {
	}

	static void check(String text) throws MalformedOriginException {
		if (!isPlain(text)) {
			checkEachCharacter(text);
		}
		if (text.length() > OriginAutomaton.MAX_LENGTH) {
			throw new MalformedOriginException(
					"an Origin longer than " + OriginAutomaton.MAX_LENGTH + " bytes never matches.");
		}
	}

	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c <= ' ' || c > '~' || c == ',' || c == ';') {
				return false;
			}
		}
		return !text.isEmpty();
	}

	private static void checkEachCharacter(String text) throws MalformedOriginException {
		if (text.isBlank()) {
			throw new MalformedOriginException("an origin can't be empty.");
		}
		if (!text.strip().equals(text)) {
			throw new MalformedOriginException("blanks around an origin never match.", text.strip());
		}
		if (text.chars().anyMatch((c) -> ",; \t\r\n".indexOf(c) >= 0)) {
			throw new MalformedOriginException("one entry is one origin.", split(text));
		}
		if (text.chars().anyMatch((c) -> c < ' ' || c == 0x7f)) {
			throw new MalformedOriginException("an origin has no control characters.",
					text.replaceAll("^[\\x00-\\x1f\\x7f]+|[\\x00-\\x1f\\x7f]+$", ""));
		}
		if (text.chars().anyMatch((c) -> c > 0x7f)) {
			throw international(text);
		}
	}

	/**
	 * The origins in an entry that has several. A blank may also be a typing error within
	 * one.
	 */
	private static List<String> split(String text) {
		List<String> parts = Arrays.stream(text.split("[,;\\s]+")).filter((part) -> !part.isEmpty()).toList();
		boolean blanksAlone = text.indexOf(',') < 0 && text.indexOf(';') < 0;
		return (blanksAlone && !parts.stream().allMatch((part) -> part.contains("://"))) ? List.of() : parts;
	}

	private static MalformedOriginException international(String text) {
		String encoded = punycode(text);
		return (encoded != null)
				? new MalformedOriginException("browsers send international names in Punycode.", encoded)
				: new MalformedOriginException(
						"browsers send international names in Punycode, and this one is not encoded"
								+ " alike everywhere: write it as a browser sends it.");
	}

	private static int authorityEnd(String text, int start) {
		int end = start;
		while (end < text.length() && "/?#\\".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		return end;
	}

	private static @Nullable String punycode(String text) {
		int start = text.indexOf("://") + 3;
		if (start < 3 || text.indexOf('\\') >= 0 || text.startsWith(".", start) || text.contains("..")) {
			return null;
		}
		// The user information, if any, is not a part of the host.
		start = Math.max(start, text.substring(0, authorityEnd(text, start)).lastIndexOf('@') + 1);
		int end = start;
		while (end < text.length() && ":/?#".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		String host = InternationalNames.encode(text.substring(start, end));
		return (host != null) ? text.substring(0, start) + host + text.substring(end) : null;
	}

}
