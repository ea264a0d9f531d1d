package io.corspolicy.registry;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.DecisionListener;
import org.jspecify.annotations.Nullable;

/**
 * A policy with the listener of its decisions.
 *
 * @param policy the policy as it was compiled
 * @param candidate the policy that is to replace it later, or {@code null}
 * @param listener receives the decisions
 */
record ObservedPolicy(CompiledPolicy policy, @Nullable CompiledPolicy candidate, DecisionListener listener) {

	/** A policy without a candidate. */
	static ObservedPolicy of(CompiledPolicy policy, DecisionListener listeners) {
		return of(policy, null, listeners);
	}

	/**
	 * Observe a policy.
	 * @param policy the policy
	 * @param candidate its candidate, or {@code null}
	 * @param listeners receive all decisions
	 */
	static ObservedPolicy of(CompiledPolicy policy, @Nullable CompiledPolicy candidate, DecisionListener listeners) {
		return new ObservedPolicy(policy, candidate, listeners.forPolicy(policy, candidate));
	}

}
