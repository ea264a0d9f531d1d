package io.corspolicy.engine.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads regular expressions as RE2/J does, as far as origins need it: anything ambiguous
 * is refused.
 *
 * @see <a href="https://github.com/google/re2/wiki/Syntax">RE2, "Syntax"</a>
 */
final class RegexSyntax {

	private static final int MAX_DEPTH = 100;

	private static final String BRACES = "braces enclose the number of repetitions, such as {1,3}.";

	private final RegexText text;

	private int depth;

	private RegexSyntax(String regex) {
		this.text = new RegexText(regex);
	}

	/**
	 * Read an expression.
	 * @param regex the expression, in printable ASCII
	 * @return what it says
	 * @throws MalformedRegexException if it is ambiguous
	 */
	static RegexNode parse(String regex) throws MalformedRegexException {
		RegexSyntax syntax = new RegexSyntax(regex);
		RegexNode node = syntax.choice();
		if (syntax.text.more()) {
			throw RegexText.unreadable("a parenthesis is closed that is not open.");
		}
		return node;
	}

	private RegexNode choice() throws MalformedRegexException {
		List<RegexNode> alternatives = new ArrayList<>();
		alternatives.add(sequence());
		while (this.text.skip("|")) {
			RegexNode alternative = sequence();
			RegexNode last = alternatives.get(alternatives.size() - 1);
			// RE2/J merges them, too: it saves instructions.
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
		while (this.text.more() && !this.text.at('|') && !this.text.at(')')) {
			parts.add(repeated(single()));
		}
		return (parts.size() == 1) ? parts.get(0) : new RegexNode.Sequence(parts);
	}

	private RegexNode repeated(RegexNode part) throws MalformedRegexException {
		RegexNode node = part;
		while (this.text.more()) {
			if (this.text.skip("*")) {
				node = new RegexNode.Repetition(node, 0, -1);
			}
			else if (this.text.skip("+")) {
				node = new RegexNode.Repetition(node, 1, -1);
			}
			else if (this.text.skip("?")) {
				node = new RegexNode.Repetition(node, 0, 1);
			}
			else if (this.text.skip("{")) {
				node = counted(node);
			}
			else {
				return node;
			}
			// Lazy or greedy, the whole origin is matched.
			this.text.skip("?");
		}
		return node;
	}

	private RegexNode counted(RegexNode part) throws MalformedRegexException {
		int least = number();
		int most = least;
		if (this.text.skip(",")) {
			most = this.text.at('}') ? -1 : number();
		}
		if (!this.text.skip("}") || (most >= 0 && most < least)) {
			throw RegexText.unreadable(BRACES);
		}
		return new RegexNode.Repetition(part, least, most);
	}

	private int number() throws MalformedRegexException {
		String digits = this.text.digits();
		if (digits.isEmpty() || digits.length() > 4 || (digits.length() > 1 && digits.startsWith("0"))) {
			throw RegexText.unreadable(BRACES);
		}
		return Integer.parseInt(digits);
	}

	private RegexNode single() throws MalformedRegexException {
		char c = this.text.next();
		return switch (c) {
			case '(' -> group();
			case '[' -> new RegexNode.One(RegexCharacters.readClass(this.text));
			case '.' -> new RegexNode.One(AsciiSet.ANY);
			case '\\' -> new RegexNode.One(RegexCharacters.readEscape(this.text));
			case '*', '+', '?' -> throw RegexText.unreadable("nothing is before a \"" + c + "\" to be repeated.");
			case '{', '}' -> throw RegexText.unreadable(BRACES);
			case '^', '$' -> throw RegexText.unreadable(OriginRegex.ANCHORS);
			default -> new RegexNode.One(AsciiSet.of(c));
		};
	}

	private RegexNode group() throws MalformedRegexException {
		if (++this.depth > MAX_DEPTH) {
			throw RegexText.unreadable("parentheses are nested at most " + MAX_DEPTH + " deep.");
		}
		if (this.text.skip("?P<")) {
			while (this.text.next() != '>') {
				// A name changes nothing.
			}
		}
		else if (!this.text.skip("?:") && this.text.at('?')) {
			throw RegexText.unreadable(OriginRegex.FLAGS);
		}
		RegexNode node = choice();
		if (!this.text.skip(")")) {
			throw RegexText.unreadable("a parenthesis is not closed.");
		}
		this.depth--;
		return node;
	}

}
