package io.corspolicy.engine;

import java.util.Collection;
import java.util.Map;

import io.corspolicy.engine.fetch.RequestReader;
import org.jspecify.annotations.Nullable;

/**
 * Hears of every decision on a CORS request: preflights and actual requests, not what is
 * {@linkplain CorsDecision.Kind#NOT_CORS no CORS}. Called on the request's thread, before
 * the request goes on: it must not block, and whatever it throws changes nothing for the
 * request.
 */
public interface DecisionListener {

	/** Hears nothing. */
	DecisionListener NONE = (decision, method, path, origin) -> {
	};

	/**
	 * A listener for one policy, asked for when the policy is compiled. What can be
	 * looked up by the policy need not be looked up for each request.
	 * @param policy the policy
	 * @return the listener of the policy's decisions, by default this listener
	 */
	default DecisionListener forPolicy(CompiledPolicy policy) {
		return this;
	}

	/**
	 * A listener for one policy that may have a candidate.
	 * @param policy the policy
	 * @param candidate the policy that is to take its place some day, or {@code null}
	 * @return who hears of the policy's decisions, and what the candidate would change;
	 * by default the same as without a candidate
	 */
	default DecisionListener forPolicy(CompiledPolicy policy, @Nullable CompiledPolicy candidate) {
		return forPolicy(policy);
	}

	/**
	 * Hear that a refresh has replaced the policies, so that what was remembered of
	 * others can be forgotten. After a refresh that was refused no listener is called,
	 * though {@link #forPolicy} may have been asked.
	 * @param policies all policies that there are now, those of annotations included;
	 * several may have been compiled from one that they had before
	 */
	default void replaced(Collection<CompiledPolicy> policies) {
	}

	/**
	 * Hear that a refresh has replaced the policies, and of their candidates.
	 * @param policies all policies that there are now
	 * @param candidates the candidates of those of them that have one
	 */
	default void replaced(Collection<CompiledPolicy> policies, Map<CompiledPolicy, CompiledPolicy> candidates) {
		replaced(policies);
	}

	/**
	 * Hear of a decision. Nothing that the request brought along has been checked or made
	 * harmless.
	 * @param decision the decision
	 * @param method the request's method; for a preflight, the one asked for
	 * @param path the path within the application, as it was sent
	 * @param origin the request's {@linkplain RequestReader#origin origin}
	 */
	void decided(CorsDecision decision, String method, String path, @Nullable String origin);

	/**
	 * Hear that a policy's candidate would have decided otherwise.
	 * @param decision the decision in force
	 * @param candidate the candidate's
	 * @param change how they differ
	 * @param method the request's method; for a preflight, the one asked for
	 * @param path the path within the application, as it was sent
	 * @param origin the request's {@linkplain RequestReader#origin origin}
	 */
	default void differed(CorsDecision decision, CorsDecision candidate, CandidateChange change, String method,
			String path, @Nullable String origin) {
	}

}
