package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.origin.HostPattern;
import io.corspolicy.path.PathMatching;
import org.jspecify.annotations.Nullable;

/**
 * Finds the policies that answer if the application's handler mappings match paths in
 * several ways, or not as path patterns do. Policies are matched like the mapping that
 * serves the request. If that may be several, whose policies would differ, none answers.
 */
final class MixedPaths {

	private final Map<PathMatching, RouterGroup> groups;

	/** How each router matches, in order. */
	private final List<PathMatching> routers;

	/** What is served by handlers that are not known. */
	private final RouterGroup others;

	private final HandlerIndex handlers;

	private final Supplier<PolicySet> uncertain;

	/**
	 * Create the paths.
	 * @param groups policies and handlers as each matching sees them
	 * @param routers the matching of each router, in order
	 * @param main the matching of what is served by handlers that are not known
	 * @param handlers prepares the policies of handlers
	 * @param uncertain answers if the policy is not known
	 */
	MixedPaths(Map<PathMatching, RouterGroup> groups, List<PathMatching> routers, PathMatching main,
			HandlerIndex handlers, Supplier<PolicySet> uncertain) {
		this.groups = groups;
		this.routers = routers;
		this.others = Objects.requireNonNull(groups.get(main));
		this.handlers = handlers;
		this.uncertain = uncertain;
	}

	/** Who answers on a path, whatever handlers there are. */
	@Nullable PolicySet find(RequestedPath path) {
		return this.others.policies(path, List.of(), false);
	}

	/** Who answers on a path for a method. */
	@Nullable PolicySet find(RequestedPath path, List<HostPattern> hosts, String method) {
		if (!this.groups.values().stream().allMatch((group) -> group.reads(path))) {
			return this.uncertain.get();
		}
		List<HandlersAtPath.Ranked> ranked = new ArrayList<>();
		this.groups.values().forEach((group) -> ranked.addAll(group.ranked(path)));
		if (ranked.isEmpty()) {
			return this.others.policies(path, hosts, false);
		}
		HandlersAtPath routes = this.handlers.routes(ranked);
		HandlersAtPath.Answer outcome = routes.choose(method);
		if (!outcome.open()) {
			return outcome.policies();
		}
		PolicySet found = common(groups(ranked, method), path, hosts, routes.isEndpoint());
		return (found != null) ? routes.withMappedMethods(found) : outcome.policies();
	}

	/** The groups of the handlers that may run. */
	private Set<RouterGroup> groups(List<HandlersAtPath.Ranked> ranked, String method) {
		List<HandlersAtPath.Ranked> ordered = ranked.stream()
			.sorted((one, other) -> IndexedHandler.IN_ORDER.compare(one.candidate(), other.candidate()))
			.toList();
		Collection<IndexedHandler> running = HandlersAtPath.Choice.of(ordered, method).handlers();
		Set<RouterGroup> groups = new LinkedHashSet<>();
		(running.isEmpty() ? ordered.stream().map(HandlersAtPath.Ranked::candidate) : running.stream())
			.forEach((candidate) -> groups
				.add(Objects.requireNonNull(this.groups.get(this.routers.get(candidate.router())))));
		return groups;
	}

	private @Nullable PolicySet common(Set<RouterGroup> groups, RequestedPath path, List<HostPattern> hosts,
			boolean endpoint) {
		PolicySet found = null;
		Set<List<String>> names = new HashSet<>();
		for (RouterGroup group : groups) {
			found = group.policies(path, hosts, endpoint);
			names.add((found != null) ? found.names() : List.of());
		}
		return (names.size() > 1) ? this.uncertain.get() : found;
	}

}
