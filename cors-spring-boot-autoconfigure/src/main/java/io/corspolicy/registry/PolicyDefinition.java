package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.PolicySpec;

/**
 * A policy as someone wrote it: a name, where it applies, and what it says.
 *
 * @param name the policy's name, unique among all sources: {@code [a-z0-9-]+}
 * @param paths the path patterns where the policy applies, each with a leading slash and
 * relative to the context path
 * @param spec the policy's attributes, inherited ones included
 */
public record PolicyDefinition(String name, List<String> paths, PolicySpec spec) {

	/**
	 * Create a definition.
	 */
	public PolicyDefinition {
		paths = List.copyOf(paths);
	}

}
