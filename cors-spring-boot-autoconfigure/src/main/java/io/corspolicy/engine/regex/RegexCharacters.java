package io.corspolicy.engine.regex;

import java.util.Map;

/**
 * Reads a part of a regular expression that matches one character: an escape or a class.
 */
final class RegexCharacters {

	private static final AsciiSet WORD = AsciiSet.LETTERS.and(AsciiSet.DIGITS).and(AsciiSet.of('_'));

	private static final Map<Character, AsciiSet> PERL_CLASSES = Map.of('d', AsciiSet.DIGITS, 'w', WORD, 's',
			AsciiSet.ofAll("\t\n\f\r "));

	private static final AsciiSet GRAPH = AsciiSet.range('!', '~');

	private static final Map<String, AsciiSet> NAMED_CLASSES = Map.ofEntries(
			Map.entry("alnum", AsciiSet.LETTERS.and(AsciiSet.DIGITS)), Map.entry("alpha", AsciiSet.LETTERS),
			Map.entry("ascii", AsciiSet.range(0, 127)), Map.entry("blank", AsciiSet.ofAll("\t ")),
			Map.entry("cntrl", AsciiSet.range(0, 31).and(AsciiSet.of(127))), Map.entry("digit", AsciiSet.DIGITS),
			Map.entry("graph", GRAPH), Map.entry("lower", AsciiSet.range('a', 'z')),
			Map.entry("print", GRAPH.and(AsciiSet.of(' '))),
			Map.entry("punct",
					AsciiSet.range('!', '/')
						.and(AsciiSet.range(':', '@'))
						.and(AsciiSet.range('[', '`'))
						.and(AsciiSet.range('{', '~'))),
			Map.entry("space", AsciiSet.range('\t', '\r').and(AsciiSet.of(' '))),
			Map.entry("upper", AsciiSet.range('A', 'Z')), Map.entry("word", WORD),
			Map.entry("xdigit", AsciiSet.DIGITS.and(AsciiSet.range('A', 'F')).and(AsciiSet.range('a', 'f'))));

	private final RegexText text;

	private RegexCharacters(RegexText text) {
		this.text = text;
	}

	/**
	 * Read an escape.
	 * @param text the expression, read up to and including the backslash
	 * @return the characters that it matches
	 */
	static AsciiSet readEscape(RegexText text) throws MalformedRegexException {
		return new RegexCharacters(text).escape();
	}

	/**
	 * Read a class.
	 * @param text the expression, read up to and including the bracket
	 * @return the characters that it matches
	 */
	static AsciiSet readClass(RegexText text) throws MalformedRegexException {
		return new RegexCharacters(text).characterClass();
	}

	private AsciiSet escape() throws MalformedRegexException {
		char c = this.text.next();
		AsciiSet perl = PERL_CLASSES.get(Character.toLowerCase(c));
		if (perl != null) {
			return Character.isUpperCase(c) ? perl.inverse() : perl;
		}
		if ("AzbB".indexOf(c) >= 0) {
			throw RegexText.unreadable(OriginRegex.ANCHORS);
		}
		return AsciiSet.of(escapedCharacter(c));
	}

	private int escapedCharacter(char c) throws MalformedRegexException {
		if (c >= '0' && c <= '7') {
			return octal(c);
		}
		return switch (c) {
			case 'x' -> hexadecimal() << 4 | hexadecimal();
			case 'a' -> 7;
			case 'f' -> '\f';
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			case 'v' -> 11;
			default -> {
				if (Character.isLetterOrDigit(c)) {
					throw RegexText.unreadable("\"\\" + c + "\" has no meaning for origins.");
				}
				yield c;
			}
		};
	}

	private int octal(char first) throws MalformedRegexException {
		int number = first - '0';
		int digits = 1;
		while (digits < 3 && this.text.atOctal()) {
			number = number * 8 + this.text.next() - '0';
			digits++;
		}
		if (digits == 1 && first != '0') {
			throw RegexText.unreadable("an expression can't refer to what a group matched.");
		}
		return number;
	}

	private int hexadecimal() throws MalformedRegexException {
		int digit = Character.digit(this.text.next(), 16);
		if (digit < 0) {
			throw RegexText.unreadable("two hexadecimal digits follow \\x.");
		}
		return digit;
	}

	private AsciiSet characterClass() throws MalformedRegexException {
		boolean inverse = this.text.skip("^");
		AsciiSet set = AsciiSet.NONE;
		boolean first = true;
		while (first || !this.text.at(']')) {
			first = false;
			set = set.and(classMember());
		}
		this.text.next();
		return inverse ? set.inverse() : set;
	}

	private AsciiSet classMember() throws MalformedRegexException {
		if (this.text.startsWith("[:") && this.text.hasAhead(":]")) {
			return namedClass();
		}
		if (this.text.at('\\') && PERL_CLASSES.containsKey(Character.toLowerCase(this.text.second()))) {
			this.text.next();
			return escape();
		}
		int from = classCharacter();
		int to = from;
		if (this.text.at('-') && !this.text.startsWith("-]")) {
			this.text.next();
			to = classCharacter();
			if (to < from) {
				throw RegexText.unreadable("a range of characters ends before it begins.");
			}
		}
		return AsciiSet.range(from, to);
	}

	private int classCharacter() throws MalformedRegexException {
		char c = this.text.next();
		return (c == '\\') ? escapedCharacter(this.text.next()) : c;
	}

	private AsciiSet namedClass() throws MalformedRegexException {
		String name = this.text.upTo(":]").substring("[:".length());
		boolean inverse = name.startsWith("^");
		AsciiSet set = NAMED_CLASSES.get(inverse ? name.substring(1) : name);
		if (set == null) {
			throw RegexText.unreadable("\"[:" + name + ":]\" is not a character class.");
		}
		return inverse ? set.inverse() : set;
	}

}
