package io.corspolicy.registry;

import java.util.List;
import java.util.function.Function;

import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.origin.HostPattern;
import org.jspecify.annotations.Nullable;

/**
 * The policies that answer on a path, for every host and method. Immutable except for its
 * caches.
 */
final class PoliciesAtPath {

	private final Function<List<HostPattern>, @Nullable PolicySet> ofPath;

	private final Function<List<HostPattern>, @Nullable PolicySet> possible;

	private final @Nullable HandlersAtPath routes;

	/** The policies of the path that hold for any host. */
	private final @Nullable PolicySet policies;

	/** The same if the handlers of the path declare none. */
	private final @Nullable PolicySet left;

	/**
	 * Create an answer.
	 * @param ofPath the policies whose patterns match, for the patterns that match a host
	 * @param ofEndpoint those of them that may apply to actuator endpoints
	 * @param routes the handlers whose patterns match, or {@code null} for none
	 */
	PoliciesAtPath(Function<List<HostPattern>, @Nullable PolicySet> ofPath,
			Function<List<HostPattern>, @Nullable PolicySet> ofEndpoint, @Nullable HandlersAtPath routes) {
		this.ofPath = ofPath;
		this.possible = (routes != null && routes.isEndpoint()) ? ofEndpoint : ofPath;
		this.routes = routes;
		this.policies = ofPath.apply(List.of());
		this.left = left(List.of());
	}

	private @Nullable PolicySet left(List<HostPattern> hosts) {
		PolicySet found = this.possible.apply(hosts);
		return (found != null && this.routes != null) ? this.routes.withMappedMethods(found) : found;
	}

	/** The policies that answer if no handler is asked. */
	@Nullable PolicySet policies(List<HostPattern> hosts) {
		return hosts.isEmpty() ? this.policies : this.ofPath.apply(hosts);
	}

	/** Who answers for a method. */
	@Nullable PolicySet policies(List<HostPattern> hosts, String method) {
		HandlersAtPath.Answer outcome = (this.routes != null) ? this.routes.choose(method) : HandlersAtPath.Answer.OPEN;
		if (!outcome.open()) {
			return outcome.policies();
		}
		PolicySet found = hosts.isEmpty() ? this.left : left(hosts);
		return (found != null) ? found : outcome.policies();
	}

}
