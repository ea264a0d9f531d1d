package io.corspolicy.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Path patterns, found by path. Immutable.
 * <p>
 * A tree over path segments proposes the few patterns that could match, so that the cost
 * depends on the path and not on how many patterns there are; whether one does match is
 * always decided by {@link PathPattern}. The tree ignores separators, and so proposes too
 * many patterns rather than too few for unusual paths.
 *
 * @param <E> the type of the values
 */
public final class PathTree<E extends RankedPattern> {

	private static final Comparator<RankedPattern> BY_RANK = Comparator.comparingInt(RankedPattern::rank);

	private final Node root;

	private final List<E> entries;

	private final ParsedPaths matching;

	private final boolean caseSensitive;

	/**
	 * Create a tree.
	 * @param entries the entries
	 * @param matching the options of the parser that all patterns are from
	 */
	public PathTree(List<E> entries, ParsedPaths matching) {
		this.entries = List.copyOf(entries);
		this.matching = matching;
		this.caseSensitive = matching.isCaseSensitive();
		this.root = new Node();
		for (int i = 0; i < this.entries.size(); i++) {
			add(this.entries.get(i), i);
		}
	}

	private PathTree(PathTree<E> original, List<E> entries) {
		this.entries = List.copyOf(entries);
		this.matching = original.matching;
		this.caseSensitive = original.caseSensitive;
		this.root = original.root;
	}

	/**
	 * The same patterns with other values.
	 * @param entries the new values
	 */
	public PathTree<E> with(List<E> entries) {
		return new PathTree<>(this, entries);
	}

	public List<E> entries() {
		return this.entries;
	}

	public ParsedPaths matching() {
		return this.matching;
	}

	private void add(E entry, int place) {
		if (!this.matching.isBySegments()) {
			this.root.below.add(place);
			return;
		}
		Node node = this.root;
		for (PathShape.Segment segment : entry.shape().exact()) {
			if (segment.isLiteral()) {
				node = node.literals.computeIfAbsent(key(segment.text()), (key) -> new Node());
			}
			else {
				node.any = (node.any != null) ? node.any : new Node();
				node = node.any;
			}
		}
		(entry.shape().rest().isEmpty() ? node.here : node.below).add(place);
	}

	private String key(String text) {
		return this.caseSensitive ? text : PathShape.fold(text);
	}

	/**
	 * Find the most specific of the patterns that match, all of them if several are.
	 */
	public List<E> mostSpecific(PathContainer path) {
		return search(path, true);
	}

	/**
	 * Find all patterns that match, the most specific first.
	 */
	public List<E> all(PathContainer path) {
		List<E> found = search(path, false);
		if (found.size() > 1) {
			found.sort(BY_RANK);
		}
		return found;
	}

	private List<E> search(PathContainer path, boolean mostSpecific) {
		Search search = new Search(path, mostSpecific);
		search.visit(this.root, 0);
		return search.found;
	}

	/**
	 * Find other entries that are as specific as one and certain to match some common
	 * path.
	 */
	public List<E> crossing(E entry) {
		return overlapping(entry).stream().filter((other) -> other.rank() == entry.rank()).toList();
	}

	/**
	 * Find other entries that are certain to match some path of one.
	 */
	public List<E> overlapping(E entry) {
		List<E> crossing = new ArrayList<>();
		collectOverlapping(this.root, entry, 0, crossing);
		return crossing;
	}

	private void collectOverlapping(Node node, E entry, int depth, List<E> crossing) {
		Stream.concat(node.here.stream(), node.below.stream())
			.map(this.entries::get)
			.filter((other) -> other != entry && other.shape().overlaps(entry.shape(), this::key))
			.forEach(crossing::add);
		List<PathShape.Segment> segments = entry.shape().exact();
		if (depth >= segments.size() && !entry.shape().matchesAnyRest()) {
			// Nodes further down have more segments.
			return;
		}
		if (depth < segments.size() && segments.get(depth).isLiteral()) {
			Node literal = node.literals.get(key(segments.get(depth).text()));
			if (literal != null) {
				collectOverlapping(literal, entry, depth + 1, crossing);
			}
		}
		else {
			node.literals.values().forEach((literal) -> collectOverlapping(literal, entry, depth + 1, crossing));
		}
		if (node.any != null) {
			collectOverlapping(node.any, entry, depth + 1, crossing);
		}
	}

	/**
	 * A node of the tree, which has only the indexes of entries.
	 */
	private static final class Node {

		private final Map<String, Node> literals = new HashMap<>();

		private @Nullable Node any;

		/** Patterns that end here. */
		private final List<Integer> here = new ArrayList<>(1);

		/** Patterns that continue in a way that only they understand. */
		private final List<Integer> below = new ArrayList<>(0);

	}

	/**
	 * One pass down the tree.
	 */
	private final class Search {

		private final PathContainer path;

		private final boolean mostSpecific;

		private final List<PathContainer.Element> elements;

		private final List<E> found = new ArrayList<>(2);

		private Search(PathContainer path, boolean mostSpecific) {
			this.path = path;
			this.mostSpecific = mostSpecific;
			this.elements = path.elements();
		}

		private void visit(Node node, int index) {
			consider(node.below);
			int next = index;
			while (next < this.elements.size() && !(this.elements.get(next) instanceof PathContainer.PathSegment)) {
				next++;
			}
			if (next == this.elements.size()) {
				consider(node.here);
				if (node.any != null) {
					// A last * also matches nothing: /a/* matches /a/.
					consider(node.any.here);
				}
				return;
			}
			if (!node.literals.isEmpty()) {
				String text = ((PathContainer.PathSegment) this.elements.get(next)).valueToMatch();
				Node literal = node.literals.get(key(text));
				if (literal != null) {
					visit(literal, next + 1);
				}
			}
			if (node.any != null) {
				visit(node.any, next + 1);
			}
		}

		private void consider(List<Integer> candidates) {
			for (int place : candidates) {
				E candidate = PathTree.this.entries.get(place);
				int rank = (!this.mostSpecific || this.found.isEmpty()) ? Integer.MAX_VALUE : this.found.get(0).rank();
				if (candidate.rank() <= rank && candidate.pattern().matches(this.path)) {
					if (candidate.rank() < rank && this.mostSpecific) {
						this.found.clear();
					}
					this.found.add(candidate);
				}
			}
		}

	}

}
