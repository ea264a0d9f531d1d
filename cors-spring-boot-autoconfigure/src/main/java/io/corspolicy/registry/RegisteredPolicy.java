package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.CompiledPolicy;

/**
 * A policy as it stands in the registry.
 *
 * @param paths the path patterns where the policy applies, as they were written
 * @param policy the policy itself
 */
public record RegisteredPolicy(List<String> paths, CompiledPolicy policy) {

	/**
	 * Create a registered policy.
	 */
	public RegisteredPolicy {
		paths = List.copyOf(paths);
	}

	/**
	 * The policy's name.
	 * @return the name
	 */
	public String name() {
		return this.policy.name();
	}

}
