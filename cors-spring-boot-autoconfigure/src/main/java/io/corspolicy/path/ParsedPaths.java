package io.corspolicy.path;

import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Parsed paths, matched by Spring's path patterns: the options of one parser. Equal to
 * those of any other parser whose patterns match the same paths.
 */
public final class ParsedPaths implements PathMatching {

	/** The default options of parsers. */
	public static final ParsedPaths DEFAULT = new ParsedPaths(PathPatternParser.defaultInstance);

	private final PathPatternParser parser;

	private final boolean optionalSlash;

	/**
	 * Create the options of a parser.
	 * @param parser the parser, whose options must not change any more
	 */
	public ParsedPaths(PathPatternParser parser) {
		this.parser = parser;
		// Later lines have neither the option nor its getter.
		this.optionalSlash = parser.parse("/a").matches(PathContainer.parsePath("/a/"));
	}

	public static ParsedPaths of(boolean caseSensitive) {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(caseSensitive);
		return new ParsedPaths(parser);
	}

	/** The common options of several, or options that match more. */
	public static ParsedPaths common(Collection<PathMatching> matchings) {
		Set<PathMatching> different = new HashSet<>(matchings);
		if (different.size() == 1 && different.iterator().next() instanceof ParsedPaths paths) {
			return paths;
		}
		return different.isEmpty() ? DEFAULT : of(false);
	}

	public PathPatternParser parser() {
		return this.parser;
	}

	boolean isCaseSensitive() {
		return this.parser.isCaseSensitive();
	}

	/** Whether a pattern without a slash at its end also matches paths with one. */
	boolean matchesOptionalSlash() {
		return this.optionalSlash;
	}

	/** Whether patterns are matched segment by segment, each of them decoded. */
	boolean isBySegments() {
		PathContainer.Options options = this.parser.getPathOptions();
		// The default instance is immutable, and of a class of its own.
		boolean known = this.parser == PathPatternParser.defaultInstance
				|| this.parser.getClass() == PathPatternParser.class;
		return known && options.separator() == PathContainer.Options.HTTP_PATH.separator()
				&& options.shouldDecodeAndParseSegments();
	}

	/** Whether patterns without variables are matched literally. */
	boolean isPlain() {
		return isCaseSensitive() && isBySegments();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ParsedPaths paths && isCaseSensitive() == paths.isCaseSensitive()
				&& this.optionalSlash == paths.optionalSlash
				&& (this.parser == paths.parser || (isBySegments() && paths.isBySegments()));
	}

	@Override
	public int hashCode() {
		return Objects.hash(isCaseSensitive(), this.optionalSlash, isBySegments());
	}

	@Override
	public String toString() {
		return "path patterns" + (isCaseSensitive() ? "" : ", in any case")
				+ (this.optionalSlash ? ", with an optional slash at the end" : "")
				+ (isBySegments() ? "" : ", by a parser of its own");
	}

}
