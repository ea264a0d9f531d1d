package io.corspolicy.engine.origin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Recognises entries in other grammars: a regular expression without its tilde, one of
 * JavaScript, a list or a range of ports. Read as an origin, such an entry would be cut
 * off where that grammar begins.
 */
public final class OriginCorrections {

	/** More entries than this are not suggested. */
	private static final int MAX_PORTS = 16;

	private static final String PORTS = "one entry has one port, or * for any port: write one entry a port.";

	private static final String REGEX = "a regular expression begins with ~.";

	private static final String REGEX_EXAMPLE = "~https://pr-[0-9]+\\.example\\.com";

	private static final Pattern PORT_LIST = Pattern
		.compile("([a-z]+://[^/:\\[\\]]+):[\\[({]([0-9*]+(?:[,|; ]+[0-9*]+)*)[])}]");

	private static final Pattern PORT_RANGE = Pattern
		.compile("([a-z]+://[^/:\\[\\]]+):\\[?([0-9]{1,5})(?:-|\\.\\.|:)([0-9]{1,5})]?");

	private static final Pattern PORT_WILDCARD = Pattern.compile("([a-z]+://[^/:\\[\\]]+):[0-9*?xX#]+");

	/** The beginning of a list of ports that was split at its commas. */
	private static final Pattern OPEN_PORT_LIST = Pattern.compile("[a-z]+://[^/:\\[\\]]+:\\[[0-9*]+");

	private static final Pattern EITHER_SCHEME = Pattern
		.compile("(?:https?\\?|http\\(s\\)|http\\[s]|http\\*)://([^\\\\()\\[\\]^$|+]+)");

	private static final Pattern DELIMITED = Pattern.compile("/(.+)/[a-z]*");

	/** Characters that occur in an expression and not in an origin. */
	private static final Pattern EXPRESSION = Pattern.compile(
			"\\\\[./dwsDWSbB:-]|://\\.[*+]|^\\.[*+]|[)\\]}][+*?{]|\\([^)]*\\||\\(\\?|\\[[^\\]]*-[^\\]]*]|\\{[0-9]|^\\^|\\$$|https?\\?:");

	private static final Pattern TWO_SCHEMES = Pattern.compile("[a-z*?()]+:[/\\\\]{1,2}([a-z]+:[/\\\\]{2}.+)",
			Pattern.CASE_INSENSITIVE);

	/** The rest of an entry with two schemes if it is cut like one with a path. */
	private static final Pattern SCHEME_AS_HOST = Pattern.compile("[a-z]+://https?(?::.*)?");

	private static final Pattern NETWORK = Pattern.compile("https?://[0-9a-f.:\\[\\]]+/[0-9]+.*");

	private static final Pattern ANCHORS = Pattern.compile("(?:\\$|\\\\[zZbB])*");

	private static final Pattern BACKSLASHES = Pattern.compile("[a-z]+:\\\\\\\\.*", Pattern.CASE_INSENSITIVE);

	private OriginCorrections() {
	}

	/**
	 * Explain an entry by the grammar in which it is written.
	 * @param text an entry that is not an origin pattern
	 * @param found why it is not
	 * @return a better explanation, or the same
	 */
	public static MalformedOriginException explain(String text, MalformedOriginException found) {
		if (text.startsWith("~") || text.isBlank() || found.fault() != EntryFault.FORM) {
			return found;
		}
		MalformedOriginException better = ports(text);
		if (better == null) {
			better = schemes(text);
		}
		if (better == null && looksLikeExpression(text)) {
			better = expression(text);
		}
		return (better != null) ? better : found;
	}

	private static @Nullable MalformedOriginException ports(String text) {
		Matcher list = PORT_LIST.matcher(text);
		if (list.matches()) {
			List<String> ports = Arrays.stream(list.group(2).split("[,|; ]+")).distinct().toList();
			return entries(list.group(1), ports);
		}
		Matcher range = PORT_RANGE.matcher(text);
		if (range.matches()) {
			int first = Integer.parseInt(range.group(2));
			int last = Integer.parseInt(range.group(3));
			if (first > last || last - first >= MAX_PORTS) {
				return wildcard(range.group(1));
			}
			return entries(range.group(1), IntStream.rangeClosed(first, last).mapToObj(String::valueOf).toList());
		}
		Matcher wildcard = PORT_WILDCARD.matcher(text);
		return (wildcard.matches() && text.substring(wildcard.end(1)).matches(".*[*?xX#].*"))
				? wildcard(wildcard.group(1)) : null;
	}

	private static MalformedOriginException entries(String origin, List<String> ports) {
		List<String> entries = new ArrayList<>();
		for (String port : ports) {
			entries.add(origin + ":" + port);
		}
		return new MalformedOriginException(PORTS, entries);
	}

	/** A wildcard for the port would allow more than was written. */
	private static MalformedOriginException wildcard(String origin) {
		String example = OriginPatternParser.corrected(origin + ":*");
		return MalformedOriginException.withExample(PORTS, (example != null) ? example : "http://localhost:*");
	}

	private static @Nullable MalformedOriginException schemes(String text) {
		Matcher two = TWO_SCHEMES.matcher(text);
		if (two.matches()) {
			return new MalformedOriginException("an origin has one scheme.", two.group(1).replace('\\', '/'));
		}
		Matcher either = EITHER_SCHEME.matcher(text);
		if (either.matches() && !looksLikeExpression(either.group(1))) {
			return new MalformedOriginException("one entry has one scheme.",
					List.of("https://" + either.group(1), "http://" + either.group(1)));
		}
		return BACKSLASHES.matcher(text).matches()
				? new MalformedOriginException("slashes follow the scheme of an origin.", text.replace('\\', '/'))
				: null;
	}

	private static boolean looksLikeExpression(String text) {
		// A path with a wildcard is not a part of an expression.
		return EXPRESSION.matcher(text.replaceFirst("/\\.\\*$", "")).find() || DELIMITED.matcher(text).matches();
	}

	private static MalformedOriginException expression(String text) {
		Matcher delimited = DELIMITED.matcher(text);
		String regex = (delimited.matches() ? delimited.group(1) : text).replace("\\/", "/")
			.replaceFirst("^\\^", "")
			.replaceFirst("(?<!\\\\)\\$$", "");
		if (regex.equals(".*")) {
			return new MalformedOriginException("any origin is written as *.", "*");
		}
		// A domain follows the dot: only a label may precede it.
		String whole = regex.startsWith("\\.") ? "~https://.*" + regex : "~" + regex;
		String corrected = OriginPatternParser.corrected(whole);
		if (corrected != null && whole.contains("://") && follows(whole, corrected)) {
			return new MalformedOriginException(REGEX, whole);
		}
		return MalformedOriginException.withExample(REGEX + whyNot(whole), REGEX_EXAMPLE);
	}

	/**
	 * Whether the parser's correction still means what was written, and is not just a
	 * part of it that happens to be an origin.
	 */
	public static boolean follows(String entry, String corrected) {
		if (SCHEME_AS_HOST.matcher(corrected).matches()) {
			return false;
		}
		if (!entry.startsWith("~")) {
			return true;
		}
		if (!corrected.startsWith("~")) {
			return NETWORK.matcher(corrected).matches();
		}
		return !entry.startsWith(corrected) || ANCHORS.matcher(entry.substring(corrected.length())).matches();
	}

	private static String whyNot(String entry) {
		try {
			OriginPatternParser.parse(entry);
			return "";
		}
		catch (MalformedOriginException ex) {
			return " It is not valid in this list: " + ex.reason();
		}
	}

	/**
	 * Join a list of ports again that was split at its commas.
	 * @param entries all entries
	 * @param start the index of one of them
	 * @return the entries that belong together, or only that one
	 */
	public static List<String> together(List<String> entries, int start) {
		if (OPEN_PORT_LIST.matcher(entries.get(start)).matches()) {
			for (int i = start + 1; i < entries.size(); i++) {
				if (entries.get(i).matches("[0-9*]+]")) {
					return entries.subList(start, i + 1);
				}
				if (!entries.get(i).matches("[0-9*]+")) {
					break;
				}
			}
		}
		return entries.subList(start, start + 1);
	}

}
