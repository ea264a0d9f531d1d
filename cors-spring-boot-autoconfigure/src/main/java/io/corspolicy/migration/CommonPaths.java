package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * Finds which of many patterns have paths in common, as {@link SamplePath#common} defines
 * it. A tree over their segments proposes those that may, so that thousands of patterns
 * need not be compared pairwise.
 */
final class CommonPaths {

	private final Node root = new Node();

	private final List<List<String>> patterns;

	/**
	 * Create common paths.
	 * @param patterns the segments of each pattern
	 */
	CommonPaths(List<List<String>> patterns) {
		this.patterns = patterns;
		for (int i = 0; i < patterns.size(); i++) {
			List<String> segments = patterns.get(i);
			boolean open = SamplePath.isOpen(segments);
			Node node = this.root;
			for (String segment : open ? segments.subList(0, segments.size() - 1) : segments) {
				node = node.below(segment);
			}
			(open ? node.open : node.here).add(i);
		}
	}

	/**
	 * Find a pattern for the common paths of each pair of which at least one has a
	 * wildcard. Two plain paths have nothing in common.
	 */
	Set<String> all() {
		Set<String> common = new TreeSet<>();
		for (int i = 0; i < this.patterns.size(); i++) {
			if (SamplePath.isWild(this.patterns.get(i))) {
				int one = i;
				propose(this.patterns.get(i), (other) -> {
					String both = (one == other) ? null : SamplePath.common(this.patterns.get(Math.min(one, other)),
							this.patterns.get(Math.max(one, other)));
					if (both != null) {
						common.add(both);
					}
				});
			}
		}
		return common;
	}

	/**
	 * Find the patterns that have paths in common with another one.
	 * @param segments the segments of the other pattern
	 * @return the places of the patterns
	 */
	Set<Integer> with(List<String> segments) {
		Set<Integer> found = new TreeSet<>();
		propose(segments, (other) -> {
			if (SamplePath.common(segments, this.patterns.get(other)) != null) {
				found.add(other);
			}
		});
		return found;
	}

	private void propose(List<String> segments, IntConsumer proposed) {
		boolean open = SamplePath.isOpen(segments);
		this.root.propose(open ? segments.subList(0, segments.size() - 1) : segments, open, proposed);
	}

	private static final class Node {

		private final Map<String, Node> below = new LinkedHashMap<>(2);

		/** The nodes below whose segment matches any other. */
		private final List<Node> wildBelow = new ArrayList<>(0);

		/** Patterns that end here. */
		private final List<Integer> here = new ArrayList<>(1);

		/** Patterns that match everything below. */
		private final List<Integer> open = new ArrayList<>(0);

		private Node below(String segment) {
			Node known = this.below.get(segment);
			if (known != null) {
				return known;
			}
			Node node = new Node();
			this.below.put(segment, node);
			if (SamplePath.isWildcard(segment)) {
				this.wildBelow.add(node);
			}
			return node;
		}

		private void propose(List<String> segments, boolean openEnd, IntConsumer proposed) {
			this.open.forEach(proposed::accept);
			if (segments.isEmpty()) {
				this.here.forEach(proposed::accept);
				if (openEnd) {
					this.below.values().forEach((node) -> node.propose(segments, true, proposed));
				}
				return;
			}
			String segment = segments.get(0);
			List<String> rest = segments.subList(1, segments.size());
			if (SamplePath.isWildcard(segment)) {
				this.below.values().forEach((node) -> node.propose(rest, openEnd, proposed));
				return;
			}
			this.wildBelow.forEach((node) -> node.propose(rest, openEnd, proposed));
			Node same = this.below.get(segment);
			if (same != null) {
				same.propose(rest, openEnd, proposed);
			}
		}

	}

}
