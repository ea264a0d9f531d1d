package io.corspolicy.path;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Many patterns as one tree of their segments, as far as {@link PathAutomaton}
 * understands them.
 */
public final class PathSegments {

	/** Pattern segments that match a whole segment of a path, if it is not empty. */
	private static final Pattern ANY = Pattern.compile("\\*|\\{[\\w$]+}");

	/** Pattern segments that match everything that follows, if that is not empty. */
	private static final Pattern REST = Pattern.compile("\\*\\*|\\{\\*[\\w$]+}");

	private static final String SYNTAX = "{}*?\\";

	/** The segments of no pattern. */
	public static final PathSegments NONE = new PathSegments(List.of());

	/** The patterns of each tree. */
	private final List<List<String>> patterns;

	private final Node root = new Node(0);

	private int nodes = 1;

	private int items;

	private PathSegments(List<List<String>> patterns) {
		this.patterns = patterns;
		for (int tree = 0; tree < patterns.size(); tree++) {
			for (int i = 0; i < patterns.get(tree).size(); i++) {
				add(patterns.get(tree).get(i), new Item(tree, i, this.items++));
			}
		}
	}

	/**
	 * The segments of trees' patterns.
	 * @param trees the trees
	 * @param before earlier segments, reused if they are the same
	 */
	public static PathSegments of(List<? extends PathTree<?>> trees, PathSegments before) {
		List<List<String>> patterns = trees.stream().map(PathSegments::patterns).toList();
		return before.patterns.equals(patterns) ? before : new PathSegments(patterns);
	}

	private static List<String> patterns(PathTree<?> tree) {
		return tree.entries().stream().map((entry) -> entry.pattern().getPatternString()).toList();
	}

	Node root() {
		return this.root;
	}

	/** How many nodes there are. */
	int size() {
		return this.nodes;
	}

	private void add(String pattern, Item item) {
		if (pattern.isEmpty()) {
			// It matches only the empty path, which is not plain.
			return;
		}
		String[] segments = pattern.split("/", -1);
		if (!segments[0].isEmpty()) {
			this.root.simple = false;
			return;
		}
		Node node = this.root;
		for (int i = 1; i < segments.length; i++) {
			boolean last = i == segments.length - 1;
			String segment = segments[i];
			boolean literal = segment.chars().noneMatch((c) -> SYNTAX.indexOf(c) >= 0);
			if (literal) {
				node = node.literals.computeIfAbsent(segment, (key) -> new Node(this.nodes++));
			}
			else if (last && REST.matcher(segment).matches()) {
				node.rest.add(item);
				return;
			}
			else if (ANY.matcher(segment).matches()) {
				node.any = (node.any != null) ? node.any : new Node(this.nodes++);
				node = node.any;
				if (last && segment.equals("*")) {
					node.emptyToo.add(item);
				}
			}
			else {
				node.simple = false;
				return;
			}
		}
		node.here.add(item);
	}

	/**
	 * A pattern.
	 *
	 * @param tree its tree
	 * @param place its index among the tree's entries
	 * @param number its index among all patterns
	 */
	record Item(int tree, int place, int number) {
	}

	/**
	 * A node of the tree.
	 */
	static final class Node {

		private final int number;

		private boolean simple = true;

		private final Map<String, Node> literals = new HashMap<>(2);

		private volatile @Nullable LiteralTable literalTable;

		private @Nullable Node any;

		/** Patterns that end here. */
		private final List<Item> here = new ArrayList<>(1);

		/** Those of them that also match an empty segment: /a/* matches /a/. */
		private final List<Item> emptyToo = new ArrayList<>(0);

		private final List<Item> rest = new ArrayList<>(0);

		private Node(int number) {
			this.number = number;
		}

		int number() {
			return this.number;
		}

		/** Whether no pattern here needs Spring's parser. */
		boolean isSimple() {
			return this.simple;
		}

		/** Whether no segment may follow. */
		boolean isLast() {
			return this.literals.isEmpty() && this.any == null;
		}

		/** The next literal segments, except an empty one. */
		Set<String> literals() {
			Set<String> literals = new HashSet<>(this.literals.keySet());
			literals.remove("");
			return literals;
		}

		/** The same as a table, made once for all states that share the node. */
		LiteralTable literalTable() {
			LiteralTable known = this.literalTable;
			if (known == null) {
				known = new LiteralTable(literals());
				this.literalTable = known;
			}
			return known;
		}

		@Nullable Node literal(String segment) {
			return this.literals.get(segment);
		}

		@Nullable Node any() {
			return this.any;
		}

		List<Item> here() {
			return this.here;
		}

		/** Patterns that match this node and everything that follows. */
		List<Item> rest() {
			return this.rest;
		}

		/** Adds the patterns that match a slash after this node. */
		void addBehindSlash(Collection<Item> items) {
			Node empty = this.literals.get("");
			if (empty != null) {
				items.addAll(empty.here);
				items.addAll(empty.rest);
			}
			if (this.any != null) {
				items.addAll(this.any.emptyToo);
			}
		}

	}

}
