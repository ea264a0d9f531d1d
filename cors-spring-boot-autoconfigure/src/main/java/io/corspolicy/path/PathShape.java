package io.corspolicy.path;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A path pattern split into segments, as far as an index and a comparison need it.
 * Separators are left out: only the pattern itself matches them.
 *
 * @param segments the literal and single-segment parts, up to the first other one
 * @param rest what follows them, without the names of variables, or an empty string
 */
public record PathShape(List<Segment> segments, String rest) {

	private static final Pattern VARIABLE = Pattern.compile("\\{\\*?[\\w$]+}");

	private static final Pattern VARIABLE_NAME = Pattern.compile("\\{[\\w$]+:");

	private static final String MANY = "**";

	public static PathShape of(String pattern) {
		List<Segment> segments = new ArrayList<>();
		int start = 0;
		while (start < pattern.length()) {
			if (pattern.charAt(start) == '/') {
				start++;
				continue;
			}
			int end = pattern.indexOf('/', start);
			String text = pattern.substring(start, (end >= 0) ? end : pattern.length());
			Segment segment = Segment.of(text);
			if (segment == null) {
				return new PathShape(List.copyOf(segments), withoutNames(pattern.substring(start)));
			}
			segments.add(segment);
			start += text.length();
		}
		return new PathShape(List.copyOf(segments), "");
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
		String text = rest.startsWith("{*") ? VARIABLE.matcher(rest).replaceFirst(MANY) : rest;
		return VARIABLE_NAME.matcher(text).replaceAll("{:");
	}

	/**
	 * The shape as a text: equal shapes have equal ones. No literal segment contains a
	 * wildcard.
	 */
	public String text() {
		StringBuilder text = new StringBuilder();
		this.segments.forEach((segment) -> text.append('/').append(segment.text()));
		return text.append('\n').append(this.rest).toString();
	}

	/**
	 * Whether some path is certain to match both patterns. Parts that only the patterns
	 * themselves understand count if their text is the same.
	 */
	boolean overlaps(PathShape other) {
		int common = Math.min(this.segments.size(), other.segments.size());
		for (int i = 0; i < common; i++) {
			if (!this.segments.get(i).overlaps(other.segments.get(i))) {
				return false;
			}
		}
		if (this.segments.size() == other.segments.size()) {
			// ** also matches no segment: /a/** matches /a.
			return this.rest.equals(other.rest) || (this.rest + other.rest).equals(MANY);
		}
		return ((this.segments.size() == common) ? this : other).takesInMore();
	}

	/**
	 * Whether the pattern matches any number of segments after its own.
	 */
	boolean takesInMore() {
		return this.rest.equals(MANY);
	}

	/**
	 * A pattern of what both match, if they {@linkplain #overlaps overlap}.
	 */
	public String common(PathShape other) {
		PathShape longer = (this.segments.size() >= other.segments.size()) ? this : other;
		PathShape shorter = (longer == this) ? other : this;
		StringBuilder common = new StringBuilder();
		for (int i = 0; i < longer.segments.size(); i++) {
			Segment segment = longer.segments.get(i);
			if (!segment.literal() && i < shorter.segments.size()) {
				segment = shorter.segments.get(i);
			}
			common.append('/').append(segment.literal() ? segment.text() : "*");
		}
		boolean ends = longer.rest.isEmpty()
				|| (shorter.rest.isEmpty() && shorter.segments.size() == longer.segments.size());
		return ends ? common.toString() : common.append('/').append(longer.rest).toString();
	}

	/**
	 * Whether this pattern begins with the literal segments of another one.
	 */
	public boolean beginsWith(PathShape literal) {
		int length = literal.segments.size();
		return this.segments.size() >= length && this.segments.subList(0, length).equals(literal.segments);
	}

	/**
	 * The literal segments that this pattern begins with.
	 */
	public PathShape literalPrefix() {
		return new PathShape(this.segments.stream().takeWhile(Segment::literal).toList(), "");
	}

	/**
	 * A segment that matches exactly one segment of a path.
	 *
	 * @param text the literal text, or {@code *} and <code>{}</code> for any
	 * @param literal whether the text is matched as it is
	 */
	record Segment(String text, boolean literal) {

		private static final Segment WILDCARD = new Segment("*", false);

		private static final Segment CAPTURE = new Segment("{}", false);

		public static @Nullable Segment of(String text) {
			if (!hasSyntax(text)) {
				return new Segment(text, true);
			}
			if (text.equals("*")) {
				return WILDCARD;
			}
			return (VARIABLE.matcher(text).matches() && text.charAt(1) != '*') ? CAPTURE : null;
		}

		private static boolean hasSyntax(String text) {
			for (int i = 0; i < text.length(); i++) {
				if ("{}*?\\".indexOf(text.charAt(i)) >= 0) {
					return true;
				}
			}
			return false;
		}

		boolean overlaps(Segment other) {
			return !this.literal || !other.literal || this.text.equals(other.text);
		}

	}

}
