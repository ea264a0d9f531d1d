package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySet;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Finds the policies with the most specific pattern for a path. Immutable.
 * <p>
 * A tree over path segments proposes the few patterns that could match, so that the cost
 * depends on the path and not on how many patterns there are; whether one does match is
 * always {@link PathPattern}'s own word. The tree passes over separators, and so proposes
 * too much rather than too little where a path is oddly spelled.
 */
final class PolicyIndex {

	/** Crossings of patterns are few; a path that makes up new ones finds no place. */
	private static final int MAX_CROSSINGS = 1000;

	private final List<RegisteredPolicy> policies;

	/** The most specific first. */
	private final List<Entry> entries;

	private final Node root = new Node();

	private final boolean caseSensitive;

	private final boolean debug;

	private final Map<List<Entry>, PolicySet> crossings = new ConcurrentHashMap<>();

	/** Outlines of the entries' patterns, made when they are first asked for. */
	private volatile @Nullable List<PathOutline> outlines;

	PolicyIndex(List<RegisteredPolicy> policies, List<Entry> entries, boolean caseSensitive, boolean debug) {
		this.policies = List.copyOf(policies);
		this.entries = List.copyOf(entries);
		this.caseSensitive = caseSensitive;
		this.debug = debug;
		entries.forEach(this::add);
	}

	private void add(Entry entry) {
		Node node = this.root;
		for (PathShape.Segment segment : entry.shape().segments()) {
			if (segment.literal()) {
				node = node.literals.computeIfAbsent(key(segment.text()), (key) -> new Node());
			}
			else {
				node.any = (node.any != null) ? node.any : new Node();
				node = node.any;
			}
		}
		(entry.shape().rest().isEmpty() ? node.here : node.below).add(entry);
	}

	private String key(String text) {
		if (this.caseSensitive) {
			return text;
		}
		// As PathPattern compares: character by character.
		StringBuilder key = new StringBuilder(text.length());
		text.chars().forEach((c) -> key.append(Character.toLowerCase((char) c)));
		return key.toString();
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
				entry.policies.forEach((policy) -> names.add(policy.name()));
				coveredBy = known.get(i).covers(outline) ? entry.rank : coveredBy;
			}
		}
		return names;
	}

	private PathOutline outline(String pattern) {
		PathPatternParser parser = new PathPatternParser();
		parser.setCaseSensitive(this.caseSensitive);
		return PathOutline.of(pattern, parser);
	}

	@Nullable PolicySet find(PathContainer path) {
		Search search = new Search(path);
		search.visit(this.root, 0);
		List<Entry> found = search.found;
		return switch (found.size()) {
			case 0 -> null;
			case 1 -> found.get(0).policySet();
			default -> crossing(found);
		};
	}

	/**
	 * Find other entries that are as specific as one and certain to meet it on some path.
	 */
	List<Entry> crossing(Entry entry) {
		List<Entry> crossing = new ArrayList<>();
		collectCrossing(this.root, entry, 0, crossing);
		return crossing;
	}

	private void collectCrossing(Node node, Entry entry, int depth, List<Entry> crossing) {
		Stream.concat(node.here.stream(), node.below.stream())
			.filter((other) -> other != entry && other.rank == entry.rank && other.shape.overlaps(entry.shape))
			.forEach(crossing::add);
		List<PathShape.Segment> segments = entry.shape.segments();
		if (depth < segments.size() && segments.get(depth).literal()) {
			Node literal = node.literals.get(key(segments.get(depth).text()));
			if (literal != null) {
				collectCrossing(literal, entry, depth + 1, crossing);
			}
		}
		else {
			node.literals.values().forEach((literal) -> collectCrossing(literal, entry, depth + 1, crossing));
		}
		if (node.any != null) {
			collectCrossing(node.any, entry, depth + 1, crossing);
		}
	}

	private PolicySet crossing(List<Entry> found) {
		PolicySet known = this.crossings.get(found);
		if (known != null) {
			return known;
		}
		List<CompiledPolicy> policies = found.stream()
			.flatMap((entry) -> entry.policies().stream())
			.distinct()
			.toList();
		PolicySet crossing = PolicySet.lenient(policies, this.debug);
		if (this.crossings.size() < MAX_CROSSINGS) {
			this.crossings.put(found, crossing);
		}
		return crossing;
	}

	/**
	 * Patterns that match the same paths, and their policies.
	 */
	static final class Entry {

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

		PathShape shape() {
			return this.shape;
		}

		List<CompiledPolicy> policies() {
			return this.policies;
		}

		PolicySet policySet() {
			return this.policySet;
		}

	}

	private static final class Node {

		private final Map<String, Node> literals = new HashMap<>();

		private @Nullable Node any;

		/** Patterns that end here. */
		private final List<Entry> here = new ArrayList<>();

		/** Patterns that go on in a way that only they understand. */
		private final List<Entry> below = new ArrayList<>();

	}

	/**
	 * One walk down the tree.
	 */
	private final class Search {

		private final PathContainer path;

		private final List<PathContainer.Element> elements;

		private final List<Entry> found = new ArrayList<>(2);

		private Search(PathContainer path) {
			this.path = path;
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
					// A last * also takes in nothing: /a/* matches /a/.
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

		private void consider(List<Entry> candidates) {
			for (Entry candidate : candidates) {
				int rank = this.found.isEmpty() ? Integer.MAX_VALUE : this.found.get(0).rank;
				if (candidate.rank <= rank && candidate.pattern.matches(this.path)) {
					if (candidate.rank < rank) {
						this.found.clear();
					}
					this.found.add(candidate);
				}
			}
		}

	}

}
