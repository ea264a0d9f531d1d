package io.corspolicy.engine.fetch;

/**
 * Tokens as <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2">RFC 9110,
 * 5.6.2</a> defines them: what method and header names are made of.
 */
public final class Tokens {

	private static final boolean[] TOKEN_CHAR = new boolean[128];

	static {
		for (char c = '0'; c <= '9'; c++) {
			TOKEN_CHAR[c] = true;
		}
		for (char c = 'a'; c <= 'z'; c++) {
			TOKEN_CHAR[c] = true;
			TOKEN_CHAR[c - 'a' + 'A'] = true;
		}
		for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
			TOKEN_CHAR[c] = true;
		}
	}

	private Tokens() {
	}

	public static boolean isTokenChar(char c) {
		return c < 128 && TOKEN_CHAR[c];
	}

	public static boolean isToken(String text) {
		return isToken(text, 0, text.length());
	}

	public static boolean isToken(String text, int start, int end) {
		for (int i = start; i < end; i++) {
			if (!isTokenChar(text.charAt(i))) {
				return false;
			}
		}
		return start < end;
	}

	public static boolean isBlank(char c) {
		return c == ' ' || c == '\t';
	}

	/** Lower-cases an ASCII letter and leaves everything else alone. */
	public static char lower(char c) {
		return (c >= 'A' && c <= 'Z') ? (char) (c + ('a' - 'A')) : c;
	}

}
