package io.corspolicy.migration;

import java.util.List;
import java.util.Set;

import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.PolicyDefinition;

/**
 * A policy that replaces what was found.
 *
 * @param name the policy's name
 * @param paths where it applies; may be removed
 * @param spec its attributes
 * @param findings what it replaces
 */
record GeneratedPolicy(String name, List<String> paths, PolicySpec spec, Set<Finding> findings) {

	PolicyDefinition definition() {
		return new PolicyDefinition(this.name, this.paths, this.spec);
	}

}
