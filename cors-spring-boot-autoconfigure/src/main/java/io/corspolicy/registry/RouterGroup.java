package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.origin.HostPattern;
import org.jspecify.annotations.Nullable;

/**
 * Policies and handlers as the handler mappings see them that match paths in one way.
 */
interface RouterGroup {

	/** Whether the mappings can read a path at all. */
	boolean reads(RequestedPath path);

	/** The handlers that match a path. */
	List<HandlersAtPath.Ranked> ranked(RequestedPath path);

	/** The policies that answer there. */
	@Nullable PolicySet policies(RequestedPath path, List<HostPattern> hosts, boolean endpoint);

	/**
	 * By path patterns.
	 *
	 * @param policies the policies by path
	 * @param endpointPolicies those of them that may apply to actuator endpoints
	 * @param handlers the handlers by path
	 */
	record Parsed(PolicyIndex policies, PolicyIndex endpointPolicies, HandlerIndex handlers) implements RouterGroup {

		@Override
		public boolean reads(RequestedPath path) {
			return true;
		}

		@Override
		public List<HandlersAtPath.Ranked> ranked(RequestedPath path) {
			return this.handlers.ranked(path.parsed());
		}

		@Override
		public @Nullable PolicySet policies(RequestedPath path, List<HostPattern> hosts, boolean endpoint) {
			PolicyIndex index = endpoint ? this.endpointPolicies : this.policies;
			return index.find(index.matching(path.parsed()), hosts);
		}

	}

}
