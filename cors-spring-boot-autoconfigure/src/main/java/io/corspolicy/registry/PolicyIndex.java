package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.origin.HostPattern;
import io.corspolicy.engine.origin.HostTable;
import io.corspolicy.path.ParsedPaths;
import io.corspolicy.path.PathComparison;
import io.corspolicy.path.PathShape;
import io.corspolicy.path.PathTree;
import io.corspolicy.path.ShapeIndex;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * Finds the policies with the most specific pattern for a path. Immutable.
 */
final class PolicyIndex {

	/**
	 * The maximum number of policies in all cached crossings. Crossings of patterns are
	 * few; if an attacker's paths make up many, those are not cached.
	 */
	private static final int MAX_CROSSING_POLICIES = 4000;

	private final List<RegisteredPolicy> policies;

	/** The most specific first. */
	private final List<PatternPolicies> entries;

	private final PathTree<PatternPolicies> tree;

	private final boolean hosted;

	/** The patterns of each policy. */
	private final List<List<Binding>> bindings;

	private final Map<List<HostedPolicies.Group>, PolicySet> crossings = new ConcurrentHashMap<>();

	private final AtomicInteger crossingPolicies = new AtomicInteger();

	/** The hosts of all policies, made when they are first asked for. */
	private volatile @Nullable HostTable hosts;

	private final PathComparison comparison;

	/** The shapes of the entries' patterns, made when it is first asked for. */
	private volatile @Nullable ShapeIndex shapes;

	/**
	 * Create an index.
	 * @param policies the policies, in the order of their sources
	 * @param entries their patterns, the most specific first
	 * @param matching how paths are matched
	 * @param bindings the patterns of each policy
	 */
	PolicyIndex(List<RegisteredPolicy> policies, List<PatternPolicies> entries, ParsedPaths matching,
			List<List<Binding>> bindings) {
		this(policies, new PathTree<>(entries, matching), bindings);
	}

	private PolicyIndex(List<RegisteredPolicy> policies, PathTree<PatternPolicies> tree, List<List<Binding>> bindings) {
		this.bindings = List.copyOf(bindings);
		this.policies = List.copyOf(policies);
		this.entries = tree.entries();
		this.hosted = this.entries.stream().anyMatch((entry) -> !entry.hosted().isForAnyHost());
		this.tree = tree;
		this.comparison = new PathComparison(tree.matching());
	}

	/**
	 * Policies with the same names and paths, in the same order.
	 * @param policies the policies
	 * @param entries their patterns, in the same order
	 * @param bindings the patterns of each policy
	 */
	PolicyIndex with(List<RegisteredPolicy> policies, List<PatternPolicies> entries, List<List<Binding>> bindings) {
		PolicyIndex index = new PolicyIndex(policies, this.tree.with(entries), bindings);
		boolean sameHosts = true;
		for (int i = 0; i < entries.size() && sameHosts; i++) {
			sameHosts = entries.get(i).hasSameHosts(this.entries.get(i));
		}
		if (sameHosts) {
			index.hosts = this.hosts;
		}
		index.shapes = this.shapes;
		return index;
	}

	/** Whether policies have the names and the paths of these, in the same order. */
	boolean hasSamePaths(List<RegisteredPolicy> others) {
		if (others.size() != this.policies.size()) {
			return false;
		}
		for (int i = 0; i < others.size(); i++) {
			RegisteredPolicy own = this.policies.get(i);
			if (!own.name().equals(others.get(i).name()) || !own.paths().equals(others.get(i).paths())) {
				return false;
			}
		}
		return true;
	}

	/** The hosts of all policies, or {@code null} if every policy applies to any. */
	@Nullable HostTable hosts() {
		HostTable known = this.hosts;
		if (known == null && this.hosted) {
			known = new HostTable(this.entries.stream()
				.flatMap((entry) -> entry.hosted().hosts().stream())
				.filter((host) -> host != HostPattern.ANY)
				.toList());
			this.hosts = known;
		}
		return known;
	}

	List<PatternPolicies> entries() {
		return this.entries;
	}

	/** The patterns of each policy. */
	List<List<Binding>> bindings() {
		return this.bindings;
	}

	List<RegisteredPolicy> policies() {
		return this.policies;
	}

	/**
	 * Names the policies that answer on some path that a pattern matches: those with a
	 * pattern that overlaps with it, unless a more specific one covers all of it.
	 */
	Set<String> overlapping(String pattern) {
		PathShape shape = PathShape.of(pattern);
		ShapeIndex known = this.shapes;
		if (known == null) {
			known = new ShapeIndex(this.entries.stream().map(PatternPolicies::shape).toList(), this.comparison);
			this.shapes = known;
		}
		Set<String> names = new TreeSet<>();
		Map<HostPattern, Integer> coveredBy = new HashMap<>();
		for (int i : known.candidates(shape)) {
			PatternPolicies entry = this.entries.get(i);
			if (!this.hosted && entry.rank() > coveredBy.getOrDefault(HostPattern.ANY, Integer.MAX_VALUE)) {
				break;
			}
			if (this.comparison.overlap(entry.shape(), shape)) {
				boolean covers = this.comparison.covers(entry.shape(), shape);
				for (HostPattern host : entry.hosted().hosts()) {
					if (entry.rank() <= coveredBy.getOrDefault(host, Integer.MAX_VALUE)) {
						entry.enabled(host).forEach((policy) -> names.add(policy.name()));
						if (covers) {
							coveredBy.put(host, entry.rank());
						}
					}
				}
			}
		}
		return names;
	}

	/** How the router compares patterns. */
	PathComparison comparison() {
		return this.comparison;
	}

	PathTree<PatternPolicies> tree() {
		return this.tree;
	}

	/**
	 * Find all entries that may apply to a path: if hosts matter, not only the most
	 * specific ones.
	 */
	List<PatternPolicies> matching(PathContainer path) {
		return this.hosted ? this.tree.all(path) : this.tree.mostSpecific(path);
	}

	/**
	 * The policies that hold for any host.
	 */
	@Nullable PolicySet find(PathContainer path) {
		return find(matching(path), List.of());
	}

	/**
	 * The policies that answer if these patterns match and no others do.
	 * @param matching the entries, the most specific first
	 * @param hosts what matches the request's host, the closest first
	 */
	@Nullable PolicySet find(List<PatternPolicies> matching, List<HostPattern> hosts) {
		List<HostedPolicies.Group> found = groups(matching, hosts);
		return switch (found.size()) {
			case 0 -> null;
			case 1 -> found.get(0).answer();
			default -> crossing(found);
		};
	}

	/**
	 * Whether the policies that answer for any host if these patterns match are cached.
	 * @param matching the entries, the most specific first
	 */
	boolean remembers(List<PatternPolicies> matching) {
		List<HostedPolicies.Group> found = groups(matching, HostPattern.ANY);
		return found.size() < 2 || this.crossings.containsKey(found)
				|| found.stream().anyMatch(HostedPolicies.Group::isException);
	}

	/**
	 * The policies with the closest host, and of these with the most specific pattern.
	 */
	private static List<HostedPolicies.Group> groups(List<PatternPolicies> matching, List<HostPattern> hosts) {
		for (HostPattern host : hosts) {
			List<HostedPolicies.Group> found = groups(matching, host);
			if (!found.isEmpty()) {
				return found;
			}
		}
		return groups(matching, HostPattern.ANY);
	}

	private static List<HostedPolicies.Group> groups(List<PatternPolicies> matching, HostPattern host) {
		HostedPolicies.Group first = null;
		List<HostedPolicies.Group> several = null;
		int rank = 0;
		for (PatternPolicies entry : matching) {
			HostedPolicies.Group group = entry.hosted().find(host);
			if (first != null && entry.rank() != rank) {
				break;
			}
			if (group != null && first == null) {
				first = group;
				rank = entry.rank();
			}
			else if (group != null && first != null) {
				several = (several != null) ? several : new ArrayList<>(List.of(first));
				several.add(group);
			}
		}
		return (several != null) ? several : (first != null) ? List.of(first) : List.of();
	}

	/**
	 * Find the policy that keeps all others from a path.
	 */
	@Nullable CompiledPolicy exception(PathContainer path, List<HostPattern> hosts) {
		return groups(matching(path), hosts).stream()
			.flatMap((group) -> group.policies().stream())
			.filter((policy) -> !policy.isEnabled())
			.findFirst()
			.orElse(null);
	}

	/**
	 * Find other entries that are as specific as one and certain to meet it on some path.
	 */
	List<PatternPolicies> crossing(PatternPolicies entry) {
		return this.tree.crossing(entry);
	}

	private @Nullable PolicySet crossing(List<HostedPolicies.Group> found) {
		if (found.stream().anyMatch(HostedPolicies.Group::isException)) {
			// This overlap was not configured on purpose: if one entry excludes policies,
			// none applies.
			return null;
		}
		PolicySet known = this.crossings.get(found);
		if (known != null) {
			return known;
		}
		List<CompiledPolicy> policies = found.stream()
			.flatMap((group) -> group.policies().stream())
			.distinct()
			.toList();
		PolicySet crossing = (policies.size() > 1) ? PolicySet.lenient(policies) : found.get(0).policySet();
		if (this.crossingPolicies.get() < MAX_CROSSING_POLICIES
				&& this.crossings.putIfAbsent(List.copyOf(found), crossing) == null) {
			this.crossingPolicies.addAndGet(policies.size());
		}
		return crossing;
	}

}
