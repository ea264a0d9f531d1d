package io.corspolicy.path;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Finds paths that could never match a request, and what to write instead.
 */
public final class PathCorrections {

	private PathCorrections() {
	}

	/**
	 * Whether a path consists of what no rule corrects, as nearly every path does:
	 * slashes with letters, digits, hyphens and underscores between them, and wildcards
	 * and names in braces.
	 */
	private static boolean isPlain(String path) {
		return path.startsWith("/")
				&& path.chars().allMatch((c) -> Character.isLetterOrDigit(c) || "/-_*{}?".indexOf(c) >= 0);
	}

	/**
	 * Find what is wrong with a path.
	 * @param path the path as it was written
	 * @return the first reason and the path that would be right, or {@code null} if
	 * nothing is wrong
	 */
	public static @Nullable Correction find(String path) {
		if (isPlain(path)) {
			return null;
		}
		String corrected = path;
		String reason = null;
		for (Rule rule : Rules.of(path)) {
			String next = rule.correct().apply(corrected);
			if (!next.equals(corrected)) {
				reason = (reason != null) ? reason : rule.reason();
				corrected = next;
			}
		}
		return (reason != null) ? new Correction(reason, corrected) : null;
	}

	/**
	 * The part of a path before anything that might not be a pattern.
	 */
	public static String literalPrefix(String path) {
		int end = 0;
		while (end < path.length() && "{}*?".indexOf(path.charAt(end)) < 0) {
			end++;
		}
		return path.substring(0, path.lastIndexOf('/', end - 1) + 1) + "**";
	}

	private static String decode(String path) {
		try {
			return StringUtils.uriDecode(path, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return path;
		}
	}

	private static String withoutDotSegments(String path) {
		boolean dotSegments = Pattern.compile("/\\.{1,2}(/|$)").matcher(path).find();
		return dotSegments ? StringUtils.cleanPath(path).replaceFirst("^(/\\.\\.)+(?=/|$)", "") : path;
	}

	/**
	 * A problem of a path.
	 *
	 * @param reason why it never matches, in a sentence
	 * @param path what to write instead
	 */
	public record Correction(String reason, String path) {
	}

	private record Rule(String reason, UnaryOperator<String> correct) {
	}

	/**
	 * The rules, made only if there is a path that they may correct.
	 */
	private static final class Rules {

		/**
		 * A variable with an expression of its own, in which every character is
		 * significant.
		 */
		private static final Pattern REGULAR_EXPRESSION = Pattern.compile("\\{[^/}]*:");

		private static final List<Rule> ALWAYS = List.of(new Rule("blanks around a path never match.", String::strip),
				new Rule("a scheme and a host belong among the allowed-origins.",
						(path) -> path.replaceFirst("^[a-zA-Z]+://[^/]*", "")),
				new Rule("a path begins with a slash.",
						(path) -> (path.startsWith("/") || path.startsWith("\\")) ? path : "/" + path));

		private static final List<Rule> WITHOUT_EXPRESSIONS = List.of(
				new Rule("the segments of a path are separated by slashes.", (path) -> path.replace('\\', '/')),
				new Rule("a fragment is never sent.", (path) -> path.replaceFirst("#.*$", "")),
				new Rule("path parameters are left out of the comparison.", (path) -> path.replaceAll(";[^/]*", "")),
				new Rule("paths are compared decoded.", PathCorrections::decode),
				new Rule("browsers resolve . and .. before they send a path.", PathCorrections::withoutDotSegments));

		static List<Rule> of(String path) {
			return REGULAR_EXPRESSION.matcher(path).find() ? ALWAYS
					: List.of(ALWAYS, WITHOUT_EXPRESSIONS).stream().flatMap(List::stream).toList();
		}

	}

}
