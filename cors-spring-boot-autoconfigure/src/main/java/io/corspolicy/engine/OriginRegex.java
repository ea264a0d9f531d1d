package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression among {@code allowed-origins}, matched against the whole origin in
 * time linear in its length. The one class that knows RE2/J, which is optional.
 */
final class OriginRegex {

	private static final String PATTERN_CLASS = "com.google.re2j.Pattern";

	/** The version that this library is built and tested with. */
	static final String VERSION = "1.8";

	private static final int MAX_LENGTH = 500;

	private static final int MAX_REPETITIONS = 1000;

	private static final java.util.regex.Pattern FLAGS = java.util.regex.Pattern.compile("\\(\\?(?!:|P<)");

	/** A brace that does not open a repetition. */
	private static final java.util.regex.Pattern BRACE = java.util.regex.Pattern
		.compile("\\{(?!\\d{1,4}(,\\d{0,4})?})|(?<!\\{\\d{1,4}(,\\d{0,4})?)}");

	/** What may follow the host, in the ways in which people write a port. */
	private static final List<String> PORTS = List.of("(:[0-9]+)?", "(:\\d+)?", "(?::[0-9]+)?", "(?::\\d+)?",
			"(:[0-9]*)?", "(:\\d*)?", ":[0-9]+", ":\\d+", ":[0-9]*", ":\\d*", "(:[0-9]{1,5})?", "(:\\d{1,5})?",
			"(?::[0-9]{1,5})?", "(?::\\d{1,5})?", ":[0-9]{1,5}", ":\\d{1,5}");

	private final Pattern pattern;

	/** What every match contains, or an empty string. */
	private final String domain;

	private OriginRegex(Pattern pattern, String domain) {
		this.pattern = pattern;
		this.domain = domain;
	}

	/**
	 * Check an entry.
	 * @param text the entry, beginning with a tilde
	 * @return the entry as a pattern
	 * @throws MalformedOriginException if the expression is none, or says something else
	 * than it seems to
	 */
	static OriginPattern parse(String text) throws MalformedOriginException {
		if (!isAvailable()) {
			throw MalformedOriginException.withExample(ProblemCode.MISSING_LIBRARY,
					"a regular expression needs RE2/J, which is not there: add com.google.re2j:re2j:" + VERSION
							+ " to the application's dependencies, or write the origins without one.",
					"https://*.example.com");
		}
		String regex = text.substring(1);
		if (regex.isEmpty()) {
			throw new MalformedOriginException("the regular expression is empty.");
		}
		// Before RE2/J sees it: some expressions keep it busy for good.
		checkCharacters(regex);
		checkSize(regex);
		String syntaxError = Syntax.check(regex);
		if (syntaxError != null) {
			throw new MalformedOriginException(syntaxError);
		}
		checkDots(regex);
		checkEnd(regex);
		return OriginPattern.regex(text);
	}

	/**
	 * Origins are printable ASCII. What is left out otherwise would make an expression
	 * say something else than it seems to, to its author or to the checks here.
	 */
	private static void checkCharacters(String regex) throws MalformedOriginException {
		if (regex.chars().anyMatch((c) -> c <= ' ' || c > '~')) {
			throw new MalformedOriginException("an origin is printable ASCII without blanks.");
		}
		if (regex.contains("\\Q") || FLAGS.matcher(regex).find()) {
			throw new MalformedOriginException(
					"\\Q and flags such as (?i) make an expression say something else than it seems to.");
		}
		if (BRACE.matcher(regex).find()) {
			throw new MalformedOriginException("braces enclose the number of repetitions, such as {1,3}.");
		}
	}

	/**
	 * Expressions are read when the application starts, or is refreshed: what they cost
	 * then is bounded, too.
	 */
	private static void checkSize(String regex) throws MalformedOriginException {
		if (regex.length() > MAX_LENGTH) {
			throw new MalformedOriginException("a regular expression is no longer than " + MAX_LENGTH + " characters.");
		}
		long repetitions = 1;
		for (String atom : atoms(regex)) {
			if (atom.matches("\\{[0-9]+(,[0-9]*)?}")) {
				for (String count : atom.split("[^0-9]+")) {
					repetitions *= count.isEmpty() ? 1 : Math.max(1, Long.parseLong(count));
				}
			}
			if (repetitions > MAX_REPETITIONS) {
				throw new MalformedOriginException(
						"all repetitions together are no more than " + MAX_REPETITIONS + ".");
			}
		}
	}

	private static boolean isAvailable() {
		try {
			Class.forName(PATTERN_CLASS, false, OriginRegex.class.getClassLoader());
			return true;
		}
		catch (ClassNotFoundException ex) {
			return false;
		}
	}

	/**
	 * An unescaped dot stands for any character: before a label it lets another domain in
	 * ({@code evilexample.com}), and alone it hardly ever is what was meant.
	 */
	private static void checkDots(String regex) throws MalformedOriginException {
		List<String> atoms = atoms(regex);
		for (int i = 0; i < atoms.size(); i++) {
			if (!atoms.get(i).equals(".")) {
				continue;
			}
			int next = i + 1;
			while (next < atoms.size() && isQuantifier(atoms.get(next))) {
				next++;
			}
			boolean quantified = next > i + 1;
			boolean beforeLabel = next < atoms.size() && isLabelChar(atoms.get(next));
			if (!quantified || beforeLabel) {
				String separator = quantified ? String.join("", atoms.subList(i, next)) + "\\." : "\\.";
				String corrected = String.join("", atoms.subList(0, i)) + separator
						+ String.join("", atoms.subList(next, atoms.size()));
				throw new MalformedOriginException(
						"an unescaped dot stands for any character, not for the end of a label.", "~" + corrected);
			}
		}
	}

	/**
	 * Behind the last letter that is written out, nothing may go on with the host:
	 * neither a wildcard that takes in dots, nor dots between wildcards. Endings that are
	 * written out, such as {@code \\.(com|org)}, are what their author says.
	 */
	private static void checkEnd(String regex) throws MalformedOriginException {
		for (List<String> alternative : alternatives(atoms(withoutPort(regex)))) {
			int end = literalEnd(alternative);
			List<String> rest = alternative.subList(end, alternative.size());
			if (!rest.stream().allMatch(OriginRegex::isWrittenOut)
					&& rest.stream().anyMatch(OriginRegex::takesInDots)) {
				String kept = String.join("", alternative.subList(0, end));
				throw new MalformedOriginException("the expression could match across the end of the host.",
						kept.matches(".*[:/].*[a-z0-9]$") ? "~" + kept : "https://app.example.com");
			}
		}
	}

	/**
	 * Where the last letter ends that every match has.
	 */
	private static int literalEnd(List<String> atoms) {
		int end = 0;
		int depth = 0;
		for (int i = 0; i < atoms.size(); i++) {
			String atom = atoms.get(i);
			depth += atom.startsWith("(") ? 1 : atom.equals(")") ? -1 : 0;
			boolean quantified = i + 1 < atoms.size() && isQuantifier(atoms.get(i + 1));
			if (depth == 0 && isLabelChar(atom) && !quantified) {
				end = i + 1;
			}
		}
		return end;
	}

	private static List<List<String>> alternatives(List<String> atoms) {
		List<List<String>> alternatives = new ArrayList<>();
		List<String> current = new ArrayList<>();
		alternatives.add(current);
		int depth = 0;
		for (String atom : atoms) {
			depth += atom.startsWith("(") ? 1 : atom.equals(")") ? -1 : 0;
			if (depth == 0 && atom.equals("|")) {
				current = new ArrayList<>();
				alternatives.add(current);
			}
			else {
				current.add(atom);
			}
		}
		return alternatives;
	}

	private static boolean isWrittenOut(String atom) {
		return isLabelChar(atom) || atom.equals("\\.") || atom.startsWith("(") || ")|?/:".contains(atom);
	}

	private static boolean isQuantifier(String atom) {
		return "*+?{".indexOf(atom.charAt(0)) >= 0;
	}

	private static boolean takesInDots(String atom) {
		boolean single = atom.equals(".") || atom.startsWith("[") || atom.startsWith("\\");
		return single && Syntax.matches(atom, ".");
	}

	/**
	 * The literal host at the expression's end.
	 * @param text the entry, beginning with a tilde
	 * @return the labels that every match ends in, complete ones only, or an empty string
	 */
	static String literalDomain(String text) {
		List<String> atoms = atoms(withoutPort(text.substring(1)));
		StringBuilder domain = new StringBuilder();
		for (int i = atoms.size() - 1; i >= 0; i--) {
			String atom = atoms.get(i);
			if (isLabelChar(atom)) {
				domain.append(atom);
			}
			else if (atom.equals("\\.")) {
				domain.append('.');
			}
			else if (atom.equals("/")) {
				return domain.reverse().toString();
			}
			else {
				break;
			}
		}
		// What stands before the first dot may be part of a longer label.
		domain.reverse();
		int dot = domain.indexOf(".");
		return (dot >= 0) ? domain.substring(dot + 1) : "";
	}

	/**
	 * Whether every match begins with a literal text.
	 */
	static boolean beginsWith(String text, String literal) {
		return text.startsWith(literal, 1) && !hasAlternatives(text);
	}

	/**
	 * Whether the expression as a whole has alternatives, to which nothing before or
	 * behind them applies.
	 */
	static boolean hasAlternatives(String text) {
		return alternatives(atoms(text.substring(1))).size() > 1;
	}

	private static String withoutPort(String regex) {
		String end = regex.endsWith("$") && !regex.endsWith("\\$") ? regex.substring(0, regex.length() - 1) : regex;
		for (String port : PORTS) {
			if (end.endsWith(port)) {
				return end.substring(0, end.length() - port.length());
			}
		}
		return end;
	}

	private static boolean isLabelChar(String atom) {
		return atom.length() == 1 && OriginPattern.isHostChar(atom.charAt(0));
	}

	/**
	 * Takes an expression apart into characters, escapes, classes, group openings,
	 * counted repetitions and single signs.
	 */
	private static List<String> atoms(String regex) {
		List<String> atoms = new ArrayList<>();
		int i = 0;
		while (i < regex.length()) {
			int end = i + 1;
			switch (regex.charAt(i)) {
				case '\\' -> end = Math.min(i + 2, regex.length());
				case '[' -> {
					end += regex.startsWith("^", end) ? 1 : 0;
					end += regex.startsWith("]", end) ? 1 : 0;
					end = closing(regex, end, ']');
				}
				case '{' -> end = closing(regex, i, '}');
				case '(' -> {
					if (regex.startsWith("(?:", i)) {
						end = i + 3;
					}
					else if (regex.startsWith("(?P<", i)) {
						end = closing(regex, i, '>');
					}
				}
				default -> {
				}
			}
			atoms.add(regex.substring(i, end));
			i = end;
		}
		return atoms;
	}

	private static int closing(String regex, int start, char closing) {
		for (int i = start; i < regex.length(); i++) {
			if (regex.charAt(i) == '\\') {
				i++;
			}
			else if (closing == ']' && regex.startsWith("[:", i)) {
				i = Math.max(i, regex.indexOf(":]", i) + 1);
			}
			else if (regex.charAt(i) == closing) {
				return i + 1;
			}
		}
		return regex.length();
	}

	/**
	 * Compile an entry that was checked.
	 * @param pattern the entry
	 * @return the compiled expression
	 */
	static OriginRegex compile(OriginPattern pattern) {
		String text = pattern.text();
		return new OriginRegex(Pattern.compile(text.substring(1)), hasAlternatives(text) ? "" : literalDomain(text));
	}

	/** Other sites' origins are told by a look at the domain: RE2/J takes its time. */
	boolean matches(String origin) {
		return origin.contains(this.domain) && this.pattern.matches(origin);
	}

	/**
	 * Keeps RE2/J's types out of the way until they are known to be there.
	 */
	private static final class Syntax {

		private Syntax() {
		}

		static boolean matches(String regex, String text) {
			try {
				return Pattern.matches(regex, text);
			}
			catch (PatternSyntaxException ex) {
				// Part of something that only makes sense as a whole.
				return true;
			}
		}

		static @Nullable String check(String regex) {
			try {
				Pattern.compile(regex);
				return null;
			}
			catch (PatternSyntaxException ex) {
				return "RE2/J can't read the regular expression: " + ex.getMessage() + ".";
			}
		}

	}

}
