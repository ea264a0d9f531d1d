package io.corspolicy.servlet;

import java.util.Comparator;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.corspolicy.path.ParsedPaths;
import io.corspolicy.path.PathMatching;
import io.corspolicy.path.TextPaths;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.util.PathMatcher;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.mvc.condition.PatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.UrlPathHelper;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Paths as matched by a handler mapping that is configured for Ant patterns: read by its
 * {@link UrlPathHelper}, matched by its {@link PathMatcher}, with its options.
 */
@SuppressWarnings({ "deprecation", "removal" })
final class AntPaths implements TextPaths {

	/** Ant patterns do not have it. */
	private static final Pattern REST = Pattern.compile("/\\{\\*[^/{}]*}$");

	private final UrlPathHelper helper;

	private final PathMatcher matcher;

	private final RequestMappingInfo.@Nullable BuilderConfiguration options;

	private AntPaths(AbstractHandlerMapping mapping) {
		this.helper = mapping.getUrlPathHelper();
		this.matcher = mapping.getPathMatcher();
		this.options = (mapping instanceof RequestMappingHandlerMapping requestMapping)
				? requestMapping.getBuilderConfiguration() : null;
	}

	/** How a handler mapping matches. */
	static PathMatching of(AbstractHandlerMapping mapping) {
		PathPatternParser parser = mapping.getPatternParser();
		return (parser != null) ? new ParsedPaths(parser) : new AntPaths(mapping);
	}

	/**
	 * The path that the handler mapping looks up.
	 * @return the path, or {@code null} if it can't be decoded, so that no handler is
	 * found
	 */
	@Nullable String lookupPath(HttpServletRequest request) {
		try {
			return this.helper.getLookupPathForRequest(request);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	@Override
	public Predicate<String> compile(String pattern) {
		String text = REST.matcher(pattern).replaceFirst("/**");
		if (this.options != null) {
			PatternsRequestCondition condition = RequestMappingInfo.paths(text)
				.options(this.options)
				.build()
				.getPatternsCondition();
			if (condition != null) {
				return (path) -> !condition.getMatchingPatterns(path).isEmpty();
			}
		}
		return (path) -> this.matcher.match(text, path);
	}

	@Override
	public boolean isPattern(String pattern) {
		return this.matcher.isPattern(pattern);
	}

	@Override
	public Comparator<String> specificity(String path) {
		return this.matcher.getPatternComparator(path);
	}

	@Override
	public String text(PathContainer path) {
		StringBuilder text = new StringBuilder();
		for (PathContainer.Element element : path.elements()) {
			boolean segment = element instanceof PathContainer.PathSegment;
			if (segment || text.isEmpty() || text.charAt(text.length() - 1) != '/') {
				text.append(segment ? ((PathContainer.PathSegment) element).valueToMatch() : element.value());
			}
		}
		return text.toString();
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof AntPaths paths && this.helper == paths.helper && this.matcher == paths.matcher
				&& this.options == paths.options;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this.matcher);
	}

}
