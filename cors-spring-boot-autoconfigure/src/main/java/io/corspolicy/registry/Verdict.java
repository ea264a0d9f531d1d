package io.corspolicy.registry;

import io.corspolicy.engine.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What handlers say of their policy. Handlers with the same policy share one verdict.
 *
 * @param policy the policy, or {@code null} for no CORS at all
 */
record Verdict(@Nullable CompiledPolicy policy) {

	static final Verdict OFF = new Verdict(null);

	String name() {
		return (this.policy != null) ? this.policy.name() : "enabled = false";
	}

}
