package io.corspolicy.path;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A path pattern split into its segments. {@link PathTree} and {@link #overlaps} use the
 * leading ones that each match exactly one segment of a path; {@link PathComparison} uses
 * all of them.
 *
 * @param segments all segments, the last of which is empty after a trailing slash
 * @param exact the leading segments that each match one segment of a path, without the
 * empty ones: only the pattern itself matches separators
 * @param rest the text that follows these, without the names of variables, or an empty
 * string
 */
public record PathShape(List<Segment> segments, List<Segment> exact, String rest) {

	private static final Pattern VARIABLE = Pattern.compile("\\{[^:{}]*}");

	private static final Pattern REST_VARIABLE = Pattern.compile("\\{\\*[\\w$]+}");

	private static final Pattern VARIABLE_NAME = Pattern.compile("\\{[\\w$]+:");

	private static final String MANY = "**";

	/**
	 * Split a pattern that is matched segment by segment.
	 * @param pattern the pattern, with or without a leading slash
	 */
	public static PathShape of(String pattern) {
		List<Segment> segments = new ArrayList<>();
		List<Segment> exact = new ArrayList<>();
		String rest = "";
		int start = pattern.startsWith("/") ? 1 : 0;
		while (start <= pattern.length()) {
			int slash = pattern.indexOf('/', start);
			int end = (slash >= 0) ? slash : pattern.length();
			Segment segment = Segment.of(pattern.substring(start, end));
			segments.add(segment);
			if (rest.isEmpty() && !segment.isExact()) {
				rest = withoutNames(pattern.substring(start));
			}
			else if (rest.isEmpty() && !segment.text().isEmpty()) {
				exact.add(segment);
			}
			start = end + 1;
		}
		return new PathShape(List.copyOf(segments), List.copyOf(exact), rest);
	}

	/**
	 * The shape of a pattern that is not matched segment by segment.
	 * @param pattern the pattern
	 */
	static PathShape unsplit(String pattern) {
		return new PathShape(List.of(new Segment(SegmentMatch.SOME, pattern)), List.of(), "?" + pattern);
	}

	/**
	 * A text that is the same for all that are equal by {@link String#equalsIgnoreCase},
	 * which {@code PathPattern} uses if case does not matter: for a dotless i and an I,
	 * for one.
	 */
	static String fold(String text) {
		if (isFolded(text)) {
			return text;
		}
		StringBuilder folded = new StringBuilder(text.length());
		text.codePoints()
			.forEach((point) -> folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(point))));
		return folded.toString();
	}

	/** What most texts are. */
	private static boolean isFolded(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c > '~' || (c >= 'A' && c <= 'Z')) {
				return false;
			}
		}
		return true;
	}

	private static String withoutNames(String rest) {
		String text = rest.startsWith("{*") ? REST_VARIABLE.matcher(rest).replaceFirst(MANY) : rest;
		return VARIABLE_NAME.matcher(text).replaceAll("{:");
	}

	/**
	 * The shape as a text: patterns with equal texts match the same paths. No literal
	 * segment contains a wildcard.
	 */
	public String text() {
		StringBuilder text = new StringBuilder();
		this.exact.forEach((segment) -> text.append('/').append(segment.text()));
		return text.append('\n').append(this.rest).toString();
	}

	/**
	 * Whether some path is certain to match both patterns. Parts that only the patterns
	 * themselves understand count if their text is the same.
	 * @param other the other pattern
	 * @param key makes the same text of all literal texts that the patterns hold for
	 * equal
	 */
	boolean overlaps(PathShape other, UnaryOperator<String> key) {
		int common = Math.min(this.exact.size(), other.exact.size());
		for (int i = 0; i < common; i++) {
			if (!this.exact.get(i).overlaps(other.exact.get(i), key)) {
				return false;
			}
		}
		if (this.exact.size() == other.exact.size()) {
			// ** also matches no segment: /a/** matches /a.
			return this.rest.equals(other.rest) || (this.rest + other.rest).equals(MANY);
		}
		return ((this.exact.size() == common) ? this : other).matchesAnyRest();
	}

	/**
	 * Whether the pattern matches any number of segments after its exact ones.
	 */
	boolean matchesAnyRest() {
		return this.rest.equals(MANY);
	}

	/**
	 * A pattern of what both match, if they {@linkplain #overlaps overlap}.
	 */
	public String common(PathShape other) {
		PathShape longer = (this.exact.size() >= other.exact.size()) ? this : other;
		PathShape shorter = (longer == this) ? other : this;
		StringBuilder common = new StringBuilder();
		for (int i = 0; i < longer.exact.size(); i++) {
			Segment segment = longer.exact.get(i);
			if (!segment.isLiteral() && i < shorter.exact.size()) {
				segment = shorter.exact.get(i);
			}
			common.append('/').append(segment.isLiteral() ? segment.text() : "*");
		}
		boolean ends = longer.rest.isEmpty() || (shorter.rest.isEmpty() && shorter.exact.size() == longer.exact.size());
		return ends ? common.toString() : common.append('/').append(longer.rest).toString();
	}

	/**
	 * Whether this pattern begins with the literal segments of another one.
	 */
	public boolean beginsWith(PathShape literal) {
		int length = literal.exact.size();
		return this.exact.size() >= length && this.exact.subList(0, length).equals(literal.exact);
	}

	/**
	 * The literal segments that this pattern begins with.
	 */
	public PathShape literalPrefix() {
		List<Segment> literal = this.exact.stream().takeWhile(Segment::isLiteral).toList();
		return new PathShape(literal, literal, "");
	}

	/**
	 * What a segment of a pattern matches.
	 */
	enum SegmentMatch {

		/** One segment with its own text. */
		LITERAL,

		/** Any one segment. */
		ANY,

		/** What its expression or its wildcards match. */
		SOME,

		/** Any number of segments. */
		MANY

	}

	/**
	 * A segment of a pattern.
	 *
	 * @param match what the segment matches
	 * @param text the text as it was written, except that the names of variables that
	 * match any text are left out
	 */
	record Segment(SegmentMatch match, String text) {

		private static final Segment WILDCARD = new Segment(SegmentMatch.ANY, "*");

		private static final Segment CAPTURE = new Segment(SegmentMatch.ANY, "{}");

		private static final Segment REST = new Segment(SegmentMatch.MANY, MANY);

		static Segment of(String text) {
			if (!hasSyntax(text)) {
				return new Segment(SegmentMatch.LITERAL, text);
			}
			if (text.equals("*")) {
				return WILDCARD;
			}
			if (text.equals(MANY) || text.startsWith("{*")) {
				return REST;
			}
			return VARIABLE.matcher(text).matches() ? CAPTURE : new Segment(SegmentMatch.SOME, text);
		}

		private static boolean hasSyntax(String text) {
			for (int i = 0; i < text.length(); i++) {
				if ("{}*?\\".indexOf(text.charAt(i)) >= 0) {
					return true;
				}
			}
			return false;
		}

		boolean isLiteral() {
			return this.match == SegmentMatch.LITERAL;
		}

		/** Whether the segment matches one segment of a path, by its text or any. */
		boolean isExact() {
			return this.match == SegmentMatch.LITERAL || this.match == SegmentMatch.ANY;
		}

		private boolean overlaps(Segment other, UnaryOperator<String> key) {
			return !isLiteral() || !other.isLiteral() || key.apply(this.text).equals(key.apply(other.text));
		}

	}

}
