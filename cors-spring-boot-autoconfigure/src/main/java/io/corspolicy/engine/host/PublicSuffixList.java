package io.corspolicy.engine.host;

import java.nio.charset.StandardCharsets;

/**
 * The rules of the public suffix list, sorted, and searched as they are in memory. A line
 * is a rule in Punycode with its labels from the last to the first, and {@code +} after
 * it if it is a registry's: {@code com.amazonaws.s3}, {@code jp.kobe.*+},
 * {@code ck.!www+}. So the rules below a name follow one another.
 */
final class PublicSuffixList {

	/** Ends a registry's rule. */
	static final char REGISTRY = '+';

	/** Begins the first label of an exception. */
	static final char EXCEPTION = '!';

	private static final String WILDCARD = ".*";

	private final byte[] lines;

	/**
	 * Create a list.
	 * @param lines the sorted lines, each ended by a line feed
	 */
	PublicSuffixList(byte[] lines) {
		this.lines = lines;
	}

	/**
	 * Where a host's public suffix begins: an exception prevails, then the rule with the
	 * most labels.
	 * @param host the host without a trailing dot
	 * @return the index in the host
	 */
	int suffixStart(String host) {
		int prevailing = host.lastIndexOf('.') + 1;
		int start = 0;
		int dot;
		do {
			dot = host.indexOf('.', start);
			String suffix = reversed(host.substring(start));
			if (contains(exception(suffix))) {
				return dot + 1;
			}
			if (start < prevailing && (contains(suffix) || contains(reversed(host.substring(dot + 1)) + WILDCARD))) {
				prevailing = start;
			}
			start = dot + 1;
		}
		while (dot >= 0);
		return prevailing;
	}

	/**
	 * Whether a rule matches all labels of a name.
	 * @param name the name
	 * @param registry whether only registries' rules count
	 * @return whether there is such a rule
	 */
	boolean hasRule(String name, boolean registry) {
		int dot = name.indexOf('.');
		return isRule(reversed(name), registry)
				|| (dot >= 0 && isRule(reversed(name.substring(dot + 1)) + WILDCARD, registry));
	}

	private boolean isRule(String rule, boolean registry) {
		int line = lowerBound(rule);
		return isAt(line, rule) && (!registry || this.lines[line + rule.length()] == REGISTRY);
	}

	/**
	 * Visit the rules below a name, exceptions aside.
	 * @param name the name
	 * @param visitor receives what comes before the name and its dot
	 */
	void below(String name, Visitor visitor) {
		String prefix = reversed(name) + ".";
		for (int line = lowerBound(prefix); startsWith(line, prefix); line = next(line)) {
			String rest = text(line + prefix.length());
			if (rest.charAt(rest.lastIndexOf('.') + 1) != EXCEPTION) {
				visitor.visit(reversed(rest));
			}
		}
	}

	private boolean contains(String rule) {
		return isAt(lowerBound(rule), rule);
	}

	/** The beginning of the first line that is not less than a text. */
	private int lowerBound(String text) {
		int low = 0;
		int high = this.lines.length;
		while (low < high) {
			int line = start((low + high) >>> 1);
			if (compare(line, text) < 0) {
				low = next(line);
			}
			else {
				high = line;
			}
		}
		return low;
	}

	private int compare(int line, String text) {
		for (int i = 0; i < text.length(); i++) {
			if (isEnd(line + i)) {
				return -1;
			}
			int difference = this.lines[line + i] - text.charAt(i);
			if (difference != 0) {
				return difference;
			}
		}
		return isEnd(line + text.length()) ? 0 : 1;
	}

	private boolean isAt(int line, String rule) {
		return startsWith(line, rule) && isEnd(line + rule.length());
	}

	private boolean startsWith(int line, String text) {
		for (int i = 0; i < text.length(); i++) {
			if (line + i == this.lines.length || this.lines[line + i] != text.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	private boolean isEnd(int index) {
		return this.lines[index] == '\n' || this.lines[index] == REGISTRY;
	}

	private int start(int index) {
		int start = index;
		while (start > 0 && this.lines[start - 1] != '\n') {
			start--;
		}
		return start;
	}

	private int next(int line) {
		int end = line;
		while (this.lines[end] != '\n') {
			end++;
		}
		return end + 1;
	}

	private String text(int from) {
		int end = from;
		while (!isEnd(end)) {
			end++;
		}
		return new String(this.lines, from, end - from, StandardCharsets.ISO_8859_1);
	}

	private static String exception(String reversed) {
		int label = reversed.lastIndexOf('.') + 1;
		return reversed.substring(0, label) + EXCEPTION + reversed.substring(label);
	}

	/**
	 * The labels of a name from the last to the first.
	 */
	static String reversed(String name) {
		StringBuilder reversed = new StringBuilder(name.length());
		int end = name.length();
		for (int dot = name.lastIndexOf('.'); dot >= 0; dot = name.lastIndexOf('.', dot - 1)) {
			reversed.append(name, dot + 1, end).append('.');
			end = dot;
		}
		return reversed.append(name, 0, end).toString();
	}

	/**
	 * Receives names.
	 */
	@FunctionalInterface
	interface Visitor {

		void visit(String name);

	}

}
