package io.corspolicy.path;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.corspolicy.path.PathShape.Segment;
import io.corspolicy.path.PathShape.SegmentMatch;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Compares path patterns segment by segment, with the options of one parser: which have
 * paths in common? For reports only. Two different expressions within a segment count as
 * having nothing in common, since only their authors could tell.
 */
public final class PathComparison {

	/** No digit comes first: that is a quantifier of an expression. */
	private static final Pattern VARIABLE_NAME = Pattern.compile("\\{[A-Za-z_$][\\w$]*");

	private final PathPatternParser parser;

	/** Segments with an expression as patterns of their own. */
	private final Map<String, Optional<PathPattern>> expressions = new ConcurrentHashMap<>();

	public PathComparison(ParsedPaths matching) {
		this.parser = matching.parser();
	}

	/**
	 * Whether some path matches both patterns.
	 */
	public boolean overlap(PathShape one, PathShape other) {
		return overlap(one.segments(), other.segments());
	}

	private boolean overlap(List<Segment> one, List<Segment> other) {
		if (one.isEmpty() && other.isEmpty()) {
			return true;
		}
		if (!one.isEmpty() && one.get(0).match() == SegmentMatch.MANY) {
			return overlap(rest(one), other) || (!other.isEmpty() && overlap(one, rest(other)));
		}
		if (!other.isEmpty() && other.get(0).match() == SegmentMatch.MANY) {
			return overlap(other, one);
		}
		return !one.isEmpty() && !other.isEmpty()
				&& (covers(one.get(0), other.get(0)) || covers(other.get(0), one.get(0)))
				&& overlap(rest(one), rest(other));
	}

	private static List<Segment> rest(List<Segment> segments) {
		return segments.subList(1, segments.size());
	}

	/**
	 * Whether every path that matches one pattern is certain to match another one.
	 * @param one the pattern that may cover the other one
	 * @param other the other pattern
	 */
	public boolean covers(PathShape one, PathShape other) {
		List<Segment> segments = one.segments();
		List<Segment> others = other.segments();
		for (int i = 0; i < segments.size(); i++) {
			if (segments.get(i).match() == SegmentMatch.MANY) {
				return i == segments.size() - 1;
			}
			if (i == others.size() || !covers(segments.get(i), others.get(i))) {
				return false;
			}
		}
		return segments.size() == others.size();
	}

	private boolean covers(Segment one, Segment other) {
		if (one.match() == other.match()) {
			return one.match() == SegmentMatch.ANY || comparable(one).equals(comparable(other));
		}
		return switch (one.match()) {
			case ANY -> other.match() != SegmentMatch.MANY;
			case SOME -> other.match() == SegmentMatch.LITERAL && expression(one.text())
				.filter((expression) -> expression.matches(PathContainer.parsePath("/" + other.text())))
				.isPresent();
			default -> false;
		};
	}

	private String comparable(Segment segment) {
		String text = segment.text();
		if (segment.match() != SegmentMatch.SOME) {
			return key(text);
		}
		// The opposite of a class of characters is written in the other case.
		String sameCase = (text.indexOf('\\') < 0) ? key(text) : text;
		return VARIABLE_NAME.matcher(sameCase).replaceAll("{");
	}

	/**
	 * A text that is the same for all texts that the parser's patterns hold for equal.
	 */
	String key(String text) {
		return this.parser.isCaseSensitive() ? text : PathShape.fold(text);
	}

	private Optional<PathPattern> expression(String text) {
		return this.expressions.computeIfAbsent(text, (key) -> {
			try {
				return Optional.of(this.parser.parse("/" + key));
			}
			catch (IllegalArgumentException ex) {
				// An Ant pattern that is not a path pattern.
				return Optional.empty();
			}
		});
	}

}
