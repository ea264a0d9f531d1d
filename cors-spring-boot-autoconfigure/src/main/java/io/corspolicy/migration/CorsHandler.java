package io.corspolicy.migration;

import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A handler at one of its paths.
 *
 * @param description names the handler for people
 * @param pattern the path
 * @param methods the methods, none for any
 * @param conditional whether other conditions than path and method apply
 * @param local the handler's own CORS configuration at a path
 */
public record CorsHandler(String description, PathPattern pattern, Set<String> methods, boolean conditional,
		Function<String, @Nullable Local> local) {

	/**
	 * Create a handler.
	 */
	public CorsHandler {
		methods = Set.copyOf(methods);
	}

	/** Every handler of GET also serves HEAD. */
	boolean serves(String method) {
		return this.methods.isEmpty() || this.methods.contains(method)
				|| (method.equals("HEAD") && this.methods.contains("GET"));
	}

	/**
	 * A handler's own configuration.
	 *
	 * @param configuration the configuration
	 * @param finding its name for users
	 */
	public record Local(CorsConfiguration configuration, Finding finding) {
	}

}
