package io.corspolicy.registry;

import io.corspolicy.engine.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What handlers say of their policy. Handlers with the same policy share one verdict.
 *
 * @param observed the policy, or {@code null} for no CORS at all
 */
record HandlerPolicy(@Nullable ObservedPolicy observed) {

	static final HandlerPolicy OFF = new HandlerPolicy(null);

	@Nullable CompiledPolicy policy() {
		return (this.observed != null) ? this.observed.policy() : null;
	}

	String name() {
		return (this.observed != null) ? this.observed.policy().name() : "enabled = false";
	}

}
