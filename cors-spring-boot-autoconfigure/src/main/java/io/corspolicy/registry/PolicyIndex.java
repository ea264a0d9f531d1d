package io.corspolicy.registry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySet;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the policies with the most specific pattern for a path. Immutable.
 */
final class PolicyIndex {

	/**
	 * How many policies all crossings that are remembered have together. Crossings of
	 * patterns are few; where strangers' paths make up many, those find no room.
	 */
	private static final int MAX_CROSSING_POLICIES = 4000;

	private final List<RegisteredPolicy> policies;

	/** The most specific first. */
	private final List<Entry> entries;

	private final PathTree<Entry> tree;

	private final Map<List<Entry>, PolicySet> crossings = new ConcurrentHashMap<>();

	private final AtomicInteger crossingPolicies = new AtomicInteger();

	/** Outlines of the entries' patterns, made when they are first asked for. */
	private volatile @Nullable List<PathOutline> outlines;

	PolicyIndex(List<RegisteredPolicy> policies, List<Entry> entries, ParsedPaths matching) {
		this.policies = List.copyOf(policies);
		this.entries = List.copyOf(entries);
		this.tree = new PathTree<>(entries, matching);
	}

	List<Entry> entries() {
		return this.entries;
	}

	List<RegisteredPolicy> policies() {
		return this.policies;
	}

	/**
	 * Names the policies that answer on some path that a pattern matches: those with a
	 * pattern that meets it, unless a more specific one takes in all of it.
	 */
	Set<String> overlapping(String pattern) {
		PathOutline outline = outline(pattern);
		List<PathOutline> known = this.outlines;
		if (known == null) {
			known = this.entries.stream().map((entry) -> outline(entry.pattern.getPatternString())).toList();
			this.outlines = known;
		}
		Set<String> names = new TreeSet<>();
		int coveredBy = Integer.MAX_VALUE;
		for (int i = 0; i < known.size() && this.entries.get(i).rank <= coveredBy; i++) {
			Entry entry = this.entries.get(i);
			if (known.get(i).overlaps(outline)) {
				entry.policies.stream().filter(CompiledPolicy::isEnabled).forEach((policy) -> names.add(policy.name()));
				coveredBy = known.get(i).covers(outline) ? entry.rank : coveredBy;
			}
		}
		return names;
	}

	PathOutline outline(String pattern) {
		return PathOutline.of(pattern, this.tree.matching().parser());
	}

	PathTree<Entry> tree() {
		return this.tree;
	}

	@Nullable PolicySet find(PathContainer path) {
		return answer(this.tree.mostSpecific(path));
	}

	/**
	 * The policies that answer where these patterns match and no others do.
	 * @param matching the entries, the most specific first
	 */
	@Nullable PolicySet find(List<Entry> matching) {
		return answer(mostSpecific(matching));
	}

	/**
	 * Whether the policies that answer where these patterns match are remembered.
	 * @param matching the entries, the most specific first
	 */
	boolean remembers(List<Entry> matching) {
		List<Entry> found = mostSpecific(matching);
		return found.size() < 2 || this.crossings.containsKey(found);
	}

	private static List<Entry> mostSpecific(List<Entry> matching) {
		return matching.stream().filter((entry) -> entry.rank() == matching.get(0).rank()).toList();
	}

	private @Nullable PolicySet answer(List<Entry> found) {
		return switch (found.size()) {
			case 0 -> null;
			case 1 -> found.get(0).isException() ? null : found.get(0).policySet();
			default -> crossing(found);
		};
	}

	/**
	 * Find the policy that keeps all others from a path.
	 */
	@Nullable CompiledPolicy exception(PathContainer path) {
		return this.tree.mostSpecific(path)
			.stream()
			.flatMap((entry) -> entry.policies.stream())
			.filter((policy) -> !policy.isEnabled())
			.findFirst()
			.orElse(null);
	}

	/**
	 * Find other entries that are as specific as one and certain to meet it on some path.
	 */
	List<Entry> crossing(Entry entry) {
		return this.tree.crossing(entry);
	}

	private @Nullable PolicySet crossing(List<Entry> found) {
		if (found.stream().anyMatch(Entry::isException)) {
			// Nobody could foresee this path: where one says that no policy holds, none
			// does.
			return null;
		}
		PolicySet known = this.crossings.get(found);
		if (known != null) {
			return known;
		}
		List<CompiledPolicy> policies = found.stream()
			.flatMap((entry) -> entry.policies().stream())
			.distinct()
			.toList();
		PolicySet crossing = (policies.size() > 1) ? PolicySet.lenient(policies) : found.get(0).policySet();
		if (this.crossingPolicies.get() < MAX_CROSSING_POLICIES
				&& this.crossings.putIfAbsent(List.copyOf(found), crossing) == null) {
			this.crossingPolicies.addAndGet(policies.size());
		}
		return crossing;
	}

	/**
	 * Patterns that match the same paths, and their policies.
	 */
	static final class Entry implements PathTree.Entry {

		private final PathPattern pattern;

		private final PathShape shape;

		private final int rank;

		private final List<CompiledPolicy> policies;

		private final PolicySet policySet;

		/**
		 * Create an entry.
		 * @param pattern one of the patterns
		 * @param shape the shape that they share
		 * @param rank how specific they are: lower is more, the same is equally
		 * @param policies the policies of all of them
		 * @param policySet the same, ready to answer
		 */
		Entry(PathPattern pattern, PathShape shape, int rank, List<CompiledPolicy> policies, PolicySet policySet) {
			this.pattern = pattern;
			this.shape = shape;
			this.rank = rank;
			this.policies = policies;
			this.policySet = policySet;
		}

		@Override
		public PathPattern pattern() {
			return this.pattern;
		}

		@Override
		public PathShape shape() {
			return this.shape;
		}

		@Override
		public int rank() {
			return this.rank;
		}

		List<CompiledPolicy> policies() {
			return this.policies;
		}

		PolicySet policySet() {
			return this.policySet;
		}

		/** Whether no policy holds here, be there a broader one. */
		boolean isException() {
			return this.policies.stream().anyMatch((policy) -> !policy.isEnabled());
		}

	}

}
