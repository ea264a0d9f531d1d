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
 * @param conditional whether more than path and method decides
 * @param local what the handler itself says of CORS at a path
 */
public record CorsHandler(String description, PathPattern pattern, Set<String> methods, boolean conditional,
		Function<String, @Nullable Local> local) {

	/**
	 * Create a handler.
	 */
	public CorsHandler {
		methods = Set.copyOf(methods);
	}

	/** HEAD is served wherever GET is. */
	boolean serves(String method) {
		return this.methods.isEmpty() || this.methods.contains(method)
				|| (method.equals("HEAD") && this.methods.contains("GET"));
	}

	/**
	 * What a handler itself says.
	 *
	 * @param configuration what holds
	 * @param finding what users know it by
	 */
	public record Local(CorsConfiguration configuration, Finding finding) {
	}

}
