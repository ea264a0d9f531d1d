package io.corspolicy.path;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Compares path patterns segment by segment: have they paths in common? For reports only.
 * Two different expressions within a segment count as having nothing in common, since
 * only their authors could tell.
 *
 * @param segments the segments, the last of which is empty after a trailing slash
 */
public record PathOutline(List<Segment> segments) {

	private static final Pattern VARIABLE = Pattern.compile("\\{[^:{}]*}");

	/** No digit comes first: that is a quantifier of an expression. */
	private static final Pattern VARIABLE_NAME = Pattern.compile("\\{[A-Za-z_$][\\w$]*");

	public static PathOutline of(String pattern, PathPatternParser parser) {
		String path = pattern.startsWith("/") ? pattern.substring(1) : pattern;
		return new PathOutline(
				Arrays.stream(path.split("/", -1)).map((segment) -> Segment.of(segment, parser)).toList());
	}

	/**
	 * Whether some path matches both patterns.
	 */
	public boolean overlaps(PathOutline other) {
		return overlap(this.segments, other.segments);
	}

	private static boolean overlap(List<Segment> one, List<Segment> other) {
		if (one.isEmpty() && other.isEmpty()) {
			return true;
		}
		if (!one.isEmpty() && one.get(0).kind() == SegmentType.MANY) {
			return overlap(rest(one), other) || (!other.isEmpty() && overlap(one, rest(other)));
		}
		if (!other.isEmpty() && other.get(0).kind() == SegmentType.MANY) {
			return overlap(other, one);
		}
		return !one.isEmpty() && !other.isEmpty() && one.get(0).overlaps(other.get(0))
				&& overlap(rest(one), rest(other));
	}

	private static List<Segment> rest(List<Segment> segments) {
		return segments.subList(1, segments.size());
	}

	/**
	 * Whether every path that matches another pattern is certain to match this one.
	 */
	public boolean covers(PathOutline other) {
		for (int i = 0; i < this.segments.size(); i++) {
			Segment segment = this.segments.get(i);
			if (segment.kind() == SegmentType.MANY) {
				return i == this.segments.size() - 1;
			}
			if (i == other.segments.size() || !segment.covers(other.segments.get(i))) {
				return false;
			}
		}
		return this.segments.size() == other.segments.size();
	}

	/**
	 * What a segment of a pattern matches.
	 */
	enum SegmentType {

		/** Its own text. */
		LITERAL,

		/** Any one segment. */
		ANY,

		/** The matches of its expression. */
		SOME,

		/** Any number of segments. */
		MANY

	}

	/**
	 * A segment of a pattern.
	 *
	 * @param kind what the segment matches
	 * @param text the text, without the names of variables, and lower-cased if case does
	 * not matter
	 * @param expression the segment as a pattern of its own, if it has an expression
	 */
	record Segment(SegmentType kind, String text, @Nullable PathPattern expression) {

		public static Segment of(String text, PathPatternParser parser) {
			if (text.equals("**") || text.startsWith("{*")) {
				return new Segment(SegmentType.MANY, "**", null);
			}
			if (text.equals("*") || VARIABLE.matcher(text).matches()) {
				return new Segment(SegmentType.ANY, "*", null);
			}
			String comparable = parser.isCaseSensitive() ? text : PathShape.fold(text);
			if (text.chars().noneMatch((c) -> "{}*?\\".indexOf(c) >= 0)) {
				return new Segment(SegmentType.LITERAL, comparable, null);
			}
			return new Segment(SegmentType.SOME, VARIABLE_NAME.matcher(comparable).replaceAll("{"),
					parse(text, parser));
		}

		private static @Nullable PathPattern parse(String text, PathPatternParser parser) {
			try {
				return parser.parse("/" + text);
			}
			catch (IllegalArgumentException ex) {
				// An Ant pattern that is not a path pattern.
				return null;
			}
		}

		boolean overlaps(Segment other) {
			return covers(other) || other.covers(this);
		}

		boolean covers(Segment other) {
			if (this.kind == SegmentType.ANY) {
				return other.kind != SegmentType.MANY;
			}
			if (this.kind == other.kind) {
				return this.text.equals(other.text);
			}
			return this.expression != null && other.kind == SegmentType.LITERAL
					&& this.expression.matches(PathContainer.parsePath("/" + other.text));
		}

	}

}
