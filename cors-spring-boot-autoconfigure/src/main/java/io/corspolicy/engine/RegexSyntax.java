package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads regular expressions as RE2/J does, as far as origins need it: what is not read
 * with certainty is refused.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2, "Syntax"</a>
 */
final class RegexSyntax {

	private static final int MAX_DEPTH = 100;

	private static final String BRACES = "braces enclose the number of repetitions, such as {1,3}.";

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

	private final String regex;

	private int position;

	private int depth;

	private RegexSyntax(String regex) {
		this.regex = regex;
	}

	/**
	 * Read an expression.
	 * @param regex the expression, in printable ASCII
	 * @return what it says
	 * @throws MalformedRegexException if that is not certain
	 */
	static RegexNode parse(String regex) throws MalformedRegexException {
		RegexSyntax syntax = new RegexSyntax(regex);
		RegexNode node = syntax.choice();
		if (syntax.more()) {
			throw unreadable("a parenthesis is closed that is not open.");
		}
		return node;
	}

	private static MalformedRegexException unreadable(String reason) {
		return new MalformedRegexException(reason);
	}

	private boolean more() {
		return this.position < this.regex.length();
	}

	private boolean at(char c) {
		return more() && this.regex.charAt(this.position) == c;
	}

	private boolean skip(String text) {
		boolean found = this.regex.startsWith(text, this.position);
		this.position += found ? text.length() : 0;
		return found;
	}

	private char next() throws MalformedRegexException {
		if (!more()) {
			throw unreadable("the regular expression ends too early.");
		}
		return this.regex.charAt(this.position++);
	}

	private RegexNode choice() throws MalformedRegexException {
		List<RegexNode> alternatives = new ArrayList<>();
		alternatives.add(sequence());
		while (skip("|")) {
			RegexNode alternative = sequence();
			RegexNode last = alternatives.get(alternatives.size() - 1);
			// RE2/J makes one of them, too: it saves instructions.
			if (alternative instanceof RegexNode.One one && last instanceof RegexNode.One other) {
				alternatives.set(alternatives.size() - 1, new RegexNode.One(one.set().and(other.set())));
			}
			else {
				alternatives.add(alternative);
			}
		}
		return (alternatives.size() == 1) ? alternatives.get(0) : new RegexNode.Choice(alternatives);
	}

	private RegexNode sequence() throws MalformedRegexException {
		List<RegexNode> parts = new ArrayList<>();
		while (more() && !at('|') && !at(')')) {
			parts.add(repeated(single()));
		}
		return (parts.size() == 1) ? parts.get(0) : new RegexNode.Sequence(parts);
	}

	private RegexNode repeated(RegexNode part) throws MalformedRegexException {
		RegexNode node = part;
		while (more()) {
			if (skip("*")) {
				node = new RegexNode.Repetition(node, 0, -1);
			}
			else if (skip("+")) {
				node = new RegexNode.Repetition(node, 1, -1);
			}
			else if (skip("?")) {
				node = new RegexNode.Repetition(node, 0, 1);
			}
			else if (skip("{")) {
				node = counted(node);
			}
			else {
				return node;
			}
			// Lazy or not, the whole origin is matched.
			skip("?");
		}
		return node;
	}

	private RegexNode counted(RegexNode part) throws MalformedRegexException {
		int least = number();
		int most = least;
		if (skip(",")) {
			most = at('}') ? -1 : number();
		}
		if (!skip("}") || (most >= 0 && most < least)) {
			throw unreadable(BRACES);
		}
		return new RegexNode.Repetition(part, least, most);
	}

	private int number() throws MalformedRegexException {
		int start = this.position;
		while (more() && Character.isDigit(this.regex.charAt(this.position))) {
			this.position++;
		}
		String digits = this.regex.substring(start, this.position);
		if (digits.isEmpty() || digits.length() > 4 || (digits.length() > 1 && digits.startsWith("0"))) {
			throw unreadable(BRACES);
		}
		return Integer.parseInt(digits);
	}

	private RegexNode single() throws MalformedRegexException {
		char c = next();
		return switch (c) {
			case '(' -> group();
			case '[' -> new RegexNode.One(characterClass());
			case '.' -> new RegexNode.One(AsciiSet.ANY);
			case '\\' -> new RegexNode.One(escape());
			case '*', '+', '?' -> throw unreadable("nothing is before a \"" + c + "\" to be repeated.");
			case '{', '}' -> throw unreadable(BRACES);
			case '^', '$' -> throw unreadable(OriginRegex.ANCHORS);
			default -> new RegexNode.One(AsciiSet.of(c));
		};
	}

	private RegexNode group() throws MalformedRegexException {
		if (++this.depth > MAX_DEPTH) {
			throw unreadable("parentheses are nested at most " + MAX_DEPTH + " deep.");
		}
		if (skip("?P<")) {
			while (next() != '>') {
				// A name changes nothing.
			}
		}
		else if (!skip("?:") && at('?')) {
			throw unreadable(OriginRegex.FLAGS);
		}
		RegexNode node = choice();
		if (!skip(")")) {
			throw unreadable("a parenthesis is not closed.");
		}
		this.depth--;
		return node;
	}

	/** Behind the backslash. */
	private AsciiSet escape() throws MalformedRegexException {
		char c = next();
		AsciiSet perl = PERL_CLASSES.get(Character.toLowerCase(c));
		if (perl != null) {
			return Character.isUpperCase(c) ? perl.inverse() : perl;
		}
		if ("AzbB".indexOf(c) >= 0) {
			throw unreadable(OriginRegex.ANCHORS);
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
					throw unreadable("\"\\" + c + "\" has no meaning for origins.");
				}
				yield c;
			}
		};
	}

	private int octal(char first) throws MalformedRegexException {
		int number = first - '0';
		int digits = 1;
		while (digits < 3 && more() && this.regex.charAt(this.position) >= '0'
				&& this.regex.charAt(this.position) <= '7') {
			number = number * 8 + next() - '0';
			digits++;
		}
		if (digits == 1 && first != '0') {
			throw unreadable("an expression can't refer to what a group matched.");
		}
		return number;
	}

	private int hexadecimal() throws MalformedRegexException {
		int digit = Character.digit(next(), 16);
		if (digit < 0) {
			throw unreadable("two hexadecimal digits follow \\x.");
		}
		return digit;
	}

	/** Behind the bracket. */
	private AsciiSet characterClass() throws MalformedRegexException {
		boolean inverse = skip("^");
		AsciiSet set = AsciiSet.NONE;
		boolean first = true;
		while (first || !at(']')) {
			first = false;
			set = set.and(classMember());
		}
		this.position++;
		return inverse ? set.inverse() : set;
	}

	private AsciiSet classMember() throws MalformedRegexException {
		if (this.regex.startsWith("[:", this.position) && this.regex.indexOf(":]", this.position) > 0) {
			return namedClass();
		}
		boolean perl = at('\\') && this.position + 1 < this.regex.length()
				&& PERL_CLASSES.containsKey(Character.toLowerCase(this.regex.charAt(this.position + 1)));
		if (perl) {
			this.position++;
			return escape();
		}
		int from = classCharacter();
		int to = from;
		if (at('-') && !this.regex.startsWith("-]", this.position)) {
			this.position++;
			to = classCharacter();
			if (to < from) {
				throw unreadable("a range of characters ends before it begins.");
			}
		}
		return AsciiSet.range(from, to);
	}

	private int classCharacter() throws MalformedRegexException {
		char c = next();
		return (c == '\\') ? escapedCharacter(next()) : c;
	}

	private AsciiSet namedClass() throws MalformedRegexException {
		int end = this.regex.indexOf(":]", this.position);
		String name = this.regex.substring(this.position + 2, end);
		boolean inverse = name.startsWith("^");
		AsciiSet set = NAMED_CLASSES.get(inverse ? name.substring(1) : name);
		if (set == null) {
			throw unreadable("\"[:" + name + ":]\" is no class of characters.");
		}
		this.position = end + 2;
		return inverse ? set.inverse() : set;
	}

}
