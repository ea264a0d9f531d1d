package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A path that a pattern matches, and as few other patterns as possible.
 */
final class SamplePath {

	/** A text that is unlikely in a pattern. */
	static final String WORD = "zq7kx";

	/** For variables with an expression, the likeliest first. */
	private static final List<String> VALUES = List.of(WORD, "7", "70", "707", "7070", "zq", "ZQ", "zq-kx",
			"7f3b6a1e-5d0c-4c6b-9a57-2f4c8e1d7b90", "2026-01-31", "v1", "1.0", "zq7kx.html");

	/** Deeper than any pattern of single segments. */
	private static final String DEEP = ("/" + WORD).repeat(12);

	private static final Pattern VARIABLE = Pattern.compile("\\{[^{}]*(\\{[^{}]*}[^{}]*)*}");

	private static final Pattern WILD = Pattern.compile("\\*|\\{[^:{}*]+}");

	private SamplePath() {
	}

	/**
	 * Find a path.
	 * @return the path, or {@code null} if no match of an expression can be guessed
	 */
	static @Nullable String of(PathPattern pattern) {
		String text = pattern.getPatternString();
		for (String value : VALUES) {
			StringBuilder path = new StringBuilder();
			for (String segment : segments(text)) {
				path.append(isMany(segment) ? DEEP : "/" + sample(segment, value));
			}
			if (pattern.matches(PathContainer.parsePath(path.toString()))) {
				return path.toString();
			}
		}
		return null;
	}

	private static String sample(String segment, String value) {
		String text = (segment.indexOf('{') >= 0) ? VARIABLE.matcher(segment).replaceAll(value) : segment;
		return text.replace("*", value).replace('?', 'q');
	}

	/**
	 * A pattern of what both match, if neither covers the other and both consist of plain
	 * segments and wildcards.
	 * @param first the segments of a pattern
	 * @param second the segments of another one
	 * @return the pattern, or {@code null} for none
	 */
	static @Nullable String common(List<String> first, List<String> second) {
		boolean firstOpen = isOpen(first);
		boolean secondOpen = isOpen(second);
		int firstLength = first.size() - (firstOpen ? 1 : 0);
		int secondLength = second.size() - (secondOpen ? 1 : 0);
		if ((firstLength < secondLength && !firstOpen) || (secondLength < firstLength && !secondOpen)) {
			return null;
		}
		List<String> common = new ArrayList<>();
		for (int i = 0; i < Math.max(firstLength, secondLength); i++) {
			String segment = (i >= firstLength) ? second.get(i)
					: (i >= secondLength) ? first.get(i) : common(first, second, i);
			if (segment == null) {
				return null;
			}
			common.add(segment);
		}
		if (firstOpen && secondOpen) {
			common.add("**");
		}
		return "/" + String.join("/", common);
	}

	private static @Nullable String common(List<String> first, List<String> second, int index) {
		String one = first.get(index);
		String other = second.get(index);
		if (one.equals(other) || isWildcard(other)) {
			return one;
		}
		return isWildcard(one) ? other : null;
	}

	/** Whether a segment matches any other one. */
	static boolean isWildcard(String segment) {
		return (segment.equals("*") || segment.startsWith("{")) && WILD.matcher(segment).matches();
	}

	/** Whether a pattern matches everything below it. */
	static boolean isOpen(List<String> segments) {
		return !segments.isEmpty() && isMany(segments.get(segments.size() - 1));
	}

	/** Whether a pattern has a segment that matches others. */
	static boolean isWild(List<String> segments) {
		return segments.stream().anyMatch((segment) -> isMany(segment) || isWildcard(segment));
	}

	private static boolean isMany(String segment) {
		return segment.equals("**") || segment.startsWith("{*");
	}

	/** A pattern with every expression replaced by a wildcard. */
	static List<String> withoutExpressions(String pattern) {
		return segments(pattern).stream()
			.map((segment) -> (segment.indexOf('{') >= 0 && !isMany(segment)) ? "*" : segment)
			.toList();
	}

	/** The segments of a pattern. A slash within an expression is not a separator. */
	static List<String> segments(String pattern) {
		List<String> segments = new ArrayList<>();
		int depth = 0;
		int start = pattern.startsWith("/") ? 1 : 0;
		for (int i = start; i < pattern.length(); i++) {
			char c = pattern.charAt(i);
			depth += (c == '{') ? 1 : (c == '}') ? -1 : 0;
			if (c == '/' && depth == 0) {
				segments.add(pattern.substring(start, i));
				start = i + 1;
			}
		}
		segments.add(pattern.substring(start));
		return segments;
	}

}
