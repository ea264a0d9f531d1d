package io.corspolicy.engine.regex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.corspolicy.engine.host.HostNames;
import org.jspecify.annotations.Nullable;

/**
 * What to write instead of a regular expression, derived from its text. Suggestions are
 * not checked here: they are parsed like any entry.
 */
final class RegexAdvice {

	private static final List<String> ANCHORS = List.of("^", "$", "\\A", "\\z", "\\b", "\\B", "\\/");

	private static final String NUMBER = "(?:\\\\d|\\[0-9]|\\[\\\\d])(?:[+*]|\\{1,3})";

	/** One to three literal numbers, and wildcards for the rest of the four. */
	private static final Pattern NETWORK = Pattern
		.compile("(https?)://((?:\\d{1,3}\\\\\\.){1,3})(" + NUMBER + "(?:\\\\\\." + NUMBER
				+ "){0,2})(?::(\\d{1,5})|(\\((?:\\?:)?:(?:\\\\d|\\[0-9])(?:[+*]|\\{[0-9,]+})\\)\\?))?");

	/** The same, if the wildcard matches the port, too. */
	private static final Pattern OPEN_NETWORK = Pattern.compile("(https?)://((?:\\d{1,3}\\\\\\.){1,3})\\.[*+]");

	/** Begins with numbers of an address. */
	private static final Pattern ADDRESSES = Pattern.compile("https?\\??://(?:\\d{1,3}\\\\\\.|\\\\\\[).*");

	private RegexAdvice() {
	}

	static void checkAnchors(String regex) throws MalformedRegexException {
		List<String> atoms = atoms(regex);
		if (atoms.stream().anyMatch(ANCHORS::contains)) {
			StringBuilder rest = new StringBuilder("~");
			for (String atom : atoms) {
				rest.append(atom.equals("\\/") ? "/" : ANCHORS.contains(atom) ? "" : atom);
			}
			throw new MalformedRegexException(OriginRegex.ANCHORS, rest.toString());
		}
	}

	/** Upper case is never sent, so a flag that ignores case can be left out. */
	static @Nullable String withoutFlag(String regex) {
		return regex.startsWith("(?i)") ? "~" + regex.substring("(?i)".length()) : null;
	}

	/**
	 * An unescaped dot matches any character: before a label it allows another domain
	 * ({@code evilexample.com}), and alone it is hardly ever what was meant.
	 */
	static void checkDots(String regex) throws MalformedRegexException {
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
			boolean beforeLabel = next < atoms.size() && isLabelChar(atoms.get(next)) && !atoms.get(next).equals("-");
			if (!quantified || beforeLabel) {
				String separator = quantified ? String.join("", atoms.subList(i, next)) + "\\." : "\\.";
				String corrected = String.join("", atoms.subList(0, i)) + separator
						+ String.join("", atoms.subList(next, atoms.size()));
				throw new MalformedRegexException(
						"an unescaped dot matches any character, not only the end of a label.", "~" + corrected);
			}
		}
	}

	/** Whether the expression begins like one about addresses. */
	static boolean isAboutAddresses(String regex) {
		return ADDRESSES.matcher(regex).matches();
	}

	/** The network that an expression matches, if that is obvious. */
	static @Nullable String network(String regex) {
		Matcher open = OPEN_NETWORK.matcher(regex);
		if (open.matches()) {
			return network(open.group(1), open.group(2), ":*");
		}
		Matcher matcher = NETWORK.matcher(regex);
		if (!matcher.matches()) {
			return null;
		}
		int numbers = matcher.group(2).split("\\\\\\.").length + matcher.group(3).split("\\\\\\.").length;
		String port = (matcher.group(5) != null) ? ":*" : (matcher.group(4) != null) ? ":" + matcher.group(4) : "";
		return (numbers == 4) ? network(matcher.group(1), matcher.group(2), port) : null;
	}

	private static String network(String scheme, String writtenOut, String port) {
		int known = writtenOut.split("\\\\\\.").length;
		return scheme + "://" + writtenOut.replace("\\", "") + "0.".repeat(3 - known) + "0/" + 8 * known + port;
	}

	/**
	 * The expression without what follows the last letter that every match has.
	 */
	static @Nullable String upToLiteralEnd(String regex) {
		List<String> atoms = atoms(regex);
		int end = 0;
		int depth = 0;
		for (int i = 0; i < atoms.size(); i++) {
			String atom = atoms.get(i);
			depth += atom.startsWith("(") ? 1 : atom.equals(")") ? -1 : 0;
			if (depth == 0 && atom.equals("|")) {
				return null;
			}
			boolean quantified = i + 1 < atoms.size() && isQuantifier(atoms.get(i + 1));
			if (depth == 0 && isLabelChar(atom) && !quantified) {
				end = i + 1;
			}
		}
		String kept = String.join("", atoms.subList(0, end));
		boolean labelEnds = end == atoms.size() || !takesInLettersOnly(atoms.get(end));
		boolean named = matchesNothing(String.join("", atoms.subList(end, atoms.size())));
		return (labelEnds && named && kept.matches(".*[:/].*[a-z0-9]$")) ? "~" + kept : null;
	}

	private static boolean takesInLettersOnly(String atom) {
		try {
			return RegexSyntax.parse(atom) instanceof RegexNode.One one && !one.set().contains('.');
		}
		catch (MalformedRegexException ex) {
			return false;
		}
	}

	/** Whether an expression matches an empty text, so that it may be missing. */
	private static boolean matchesNothing(String regex) {
		try {
			RegexProgram program = RegexProgram.compile(RegexSyntax.parse(regex));
			return Arrays.stream(new RegexProgram.Run(program).states()).anyMatch(program::accepts);
		}
		catch (MalformedRegexException ex) {
			return false;
		}
	}

	private static boolean isLabelChar(String atom) {
		return atom.length() == 1 && HostNames.isHostChar(atom.charAt(0));
	}

	private static boolean isQuantifier(String atom) {
		return "*+?{".indexOf(atom.charAt(0)) >= 0;
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

}
