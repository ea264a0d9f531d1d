package io.corspolicy.observe;

import java.util.List;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionReason;

/**
 * Requests that a policy refused for one reason.
 *
 * @param policy the policy
 * @param kind whether they were preflights or actual requests
 * @param reason the reason
 * @param count how many since the application started
 * @param origins some of the origins that they came from, the latest first; what is too
 * long for an origin is left out
 */
public record Refusal(String policy, CorsDecision.Kind kind, DecisionReason reason, long count, List<String> origins) {

	/**
	 * Create a refusal.
	 */
	public Refusal {
		origins = List.copyOf(origins);
	}

}
