package io.corspolicy.registry;

import io.corspolicy.engine.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What handlers say of their policy. Handlers with the same policy share one verdict.
 *
 * @param policy the policy, or {@code null} for no CORS at all
 */
record HandlerPolicy(@Nullable CompiledPolicy policy) {

	static final HandlerPolicy OFF = new HandlerPolicy(null);

	String name() {
		return (this.policy != null) ? this.policy.name() : "enabled = false";
	}

}
