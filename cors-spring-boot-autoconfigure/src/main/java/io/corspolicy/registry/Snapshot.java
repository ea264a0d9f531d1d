package io.corspolicy.registry;

import io.corspolicy.engine.PolicySet;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * All that is known of policies and handlers at one time.
 *
 * @param policies the policies by path
 * @param endpointPolicies those of them that may apply to actuator endpoints
 * @param handlers the handlers by path
 */
record Snapshot(PolicyIndex policies, PolicyIndex endpointPolicies, HandlerIndex handlers) {

	@Nullable PolicySet find(PathContainer path) {
		return this.policies.find(path);
	}

	@Nullable PolicySet find(PathContainer path, String method) {
		Routes routes = this.handlers.find(path);
		if (routes == null) {
			return this.policies.find(path);
		}
		Routes.Outcome outcome = routes.choose(method);
		if (!outcome.open()) {
			return outcome.policies();
		}
		PolicySet ofPath = (routes.isEndpoint() ? this.endpointPolicies : this.policies).find(path);
		return (ofPath != null) ? routes.withMappedMethods(ofPath) : outcome.policies();
	}

}
