package io.corspolicy.path;

import java.util.Comparator;
import java.util.function.Predicate;

import org.springframework.http.server.PathContainer;

/**
 * Paths as texts, matched by patterns that are texts, too, as Spring MVC does if Ant
 * patterns are configured.
 */
public non-sealed interface TextPaths extends PathMatching {

	/**
	 * Compile a pattern.
	 * @param pattern the pattern
	 * @return whether a path matches
	 */
	Predicate<String> compile(String pattern);

	/**
	 * Whether a text is a pattern, and not a literal path.
	 * @param pattern the text
	 * @return whether it may match more than itself
	 */
	boolean isPattern(String pattern);

	/**
	 * The order of preference of patterns.
	 * @param path the path that they match
	 * @return the preferred pattern first
	 */
	Comparator<String> specificity(String path);

	/**
	 * The text of a path without a request.
	 * @param path the path
	 * @return the text as it is matched
	 */
	String text(PathContainer path);

}
