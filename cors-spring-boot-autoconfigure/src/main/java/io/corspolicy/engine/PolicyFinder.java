package io.corspolicy.engine;

import org.jspecify.annotations.Nullable;

/**
 * Knows which policies answer a request.
 *
 * @param <R> the type of the requests
 */
@FunctionalInterface
public interface PolicyFinder<R> {

	/**
	 * Find the policies that share the request's path.
	 * @param request the request
	 * @param method the effective method: the one asked for by a preflight, otherwise the
	 * request's own
	 * @return the policies, or {@code null} where none answers
	 */
	@Nullable PolicySet find(R request, String method);

}
