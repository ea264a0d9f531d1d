package io.corspolicy.engine.regex;

/**
 * The text of a regular expression, and how far it has been read.
 */
final class RegexText {

	private final String regex;

	private int position;

	RegexText(String regex) {
		this.regex = regex;
	}

	static MalformedRegexException unreadable(String reason) {
		return new MalformedRegexException(reason);
	}

	boolean more() {
		return this.position < this.regex.length();
	}

	boolean at(char c) {
		return more() && this.regex.charAt(this.position) == c;
	}

	boolean skip(String text) {
		boolean found = this.regex.startsWith(text, this.position);
		this.position += found ? text.length() : 0;
		return found;
	}

	char next() throws MalformedRegexException {
		if (!more()) {
			throw unreadable("the regular expression ends too early.");
		}
		return this.regex.charAt(this.position++);
	}

	/** Read digits, as many as there are. */
	String digits() {
		int start = this.position;
		while (more() && Character.isDigit(this.regex.charAt(this.position))) {
			this.position++;
		}
		return this.regex.substring(start, this.position);
	}

	/** Whether an octal digit comes next. */
	boolean atOctal() {
		return more() && this.regex.charAt(this.position) >= '0' && this.regex.charAt(this.position) <= '7';
	}

	/** Whether a text comes next. */
	boolean startsWith(String text) {
		return this.regex.startsWith(text, this.position);
	}

	/** The character after the next one, or 0. */
	char second() {
		return (this.position + 1 < this.regex.length()) ? this.regex.charAt(this.position + 1) : 0;
	}

	/** Whether a text follows later. */
	boolean hasAhead(String text) {
		return this.regex.indexOf(text, this.position) > 0;
	}

	/** Read up to and including a text. */
	String upTo(String text) {
		int end = this.regex.indexOf(text, this.position);
		String read = this.regex.substring(this.position, end);
		this.position = end + text.length();
		return read;
	}

}
