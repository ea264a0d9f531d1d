package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.PolicySet;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * Finds policies by path, as a request for that path would.
 */
public final class PolicyLookup {

	private PolicyLookup() {
	}

	/**
	 * Find the policies of a path, whatever the handlers there.
	 */
	public static @Nullable PolicySet find(CorsPolicyRegistry registry, PathContainer path) {
		return registry.snapshot().find(path);
	}

	/**
	 * Find the policies of the handler of a path and a method, otherwise of the path.
	 */
	public static @Nullable PolicySet find(CorsPolicyRegistry registry, PathContainer path, String method) {
		return registry.snapshot().find(path, List.of(), method);
	}

}
