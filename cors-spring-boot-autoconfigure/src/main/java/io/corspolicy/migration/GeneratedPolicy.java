package io.corspolicy.migration;

import java.util.List;
import java.util.Set;

import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.PolicyDefinition;

/**
 * A policy that stands for what was found.
 *
 * @param name the policy's name
 * @param paths where it applies, which can be taken away
 * @param spec what it says
 * @param findings what it stands for
 */
record GeneratedPolicy(String name, List<String> paths, PolicySpec spec, Set<Finding> findings) {

	PolicyDefinition definition() {
		return new PolicyDefinition(this.name, this.paths, this.spec);
	}

}
