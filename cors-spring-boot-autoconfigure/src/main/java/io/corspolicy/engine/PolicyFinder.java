package io.corspolicy.engine;

import io.corspolicy.engine.fetch.RequestReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the policies that may answer a request, and receives the decision.
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
	 * @return the policies, or {@code null} if none answers
	 */
	@Nullable PolicySet find(R request, String method);

	/**
	 * Receives the decision on a CORS request. Does nothing unless there is a listener.
	 * @param decision the decision
	 * @param policies the policies among which it was decided
	 * @param request the request
	 * @param method the effective method
	 * @param origin the request's {@linkplain RequestReader#origin origin}
	 */
	default void decided(CorsDecision decision, PolicySet policies, R request, String method, String origin) {
	}

}
