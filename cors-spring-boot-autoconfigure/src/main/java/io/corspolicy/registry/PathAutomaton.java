package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.corspolicy.engine.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * Finds what several lists of path patterns say of a plain path, in one walk over its
 * characters: nothing is parsed, decoded or allocated, and the cost does not depend on
 * how many patterns there are.
 * <p>
 * <b>Design.</b> The patterns of all lists are put into one tree of segments. What a walk
 * down the tree has to know after each segment of a path, the nodes that it may have come
 * to and the patterns that take in all that follows, is a state; the tree is the
 * non-deterministic automaton, states are those of the deterministic one. A state is made
 * when a path first needs it, holds a hash table of the literal segments that lead on,
 * and at its end the answer for all paths that end there: which patterns match follows
 * from the state alone. So a path costs a look-up a segment. The number of states and
 * their size are bounded; beyond the bounds, as for every path that is not plain and
 * every pattern that only Spring's parser understands, the answer is {@code null}, and
 * the path goes through that parser.
 * <p>
 * A path is plain if it is made of visible ASCII without percent signs and semicolons,
 * and has no empty segment (but perhaps the last) nor one that is {@code .} or
 * {@code ..}: then all of Spring's spellings of it are the same. What follows once only
 * patterns are left that take in anything need not be plain.
 *
 * @param <A> the type of the answers
 */
final class PathAutomaton<A> {

	/** Pattern segments that take in a whole segment of a path, if it is not empty. */
	private static final Pattern ANY = Pattern.compile("\\*|\\{[\\w$]+}");

	/** Pattern segments that take in all that follows, if it is anything at all. */
	private static final Pattern REST = Pattern.compile("\\*\\*|\\{\\*[\\w$]+}");

	private static final Pattern SYNTAX = Pattern.compile("[{}*?\\\\]");

	private static final int MAX_SLOTS = 1_000_000;

	private final Function<List<? extends List<? extends PathTree.Entry>>, A> answers;

	private final int lists;

	private final Map<State.Key, State<A>> states = new ConcurrentHashMap<>();

	private final @Nullable State<A> start;

	private final int maxSlots;

	private volatile int slots;

	/**
	 * Create an automaton.
	 * @param lists the lists of what stands at a pattern
	 * @param caseSensitive whether paths are matched in their case; otherwise none is
	 * found
	 * @param answers makes the answer where patterns match, given those of each list, the
	 * most specific first
	 */
	PathAutomaton(List<? extends List<? extends PathTree.Entry>> lists, boolean caseSensitive,
			Function<List<? extends List<? extends PathTree.Entry>>, A> answers) {
		this.answers = answers;
		this.lists = lists.size();
		Tree tree = new Tree();
		for (int i = 0; i < lists.size(); i++) {
			for (PathTree.Entry entry : lists.get(i)) {
				tree.add(new Item(i, entry));
			}
		}
		this.maxSlots = MAX_SLOTS + 8 * tree.size;
		this.start = caseSensitive ? state(Set.of(tree.root), new LinkedHashSet<>(tree.root.rest)) : null;
	}

	/**
	 * Find the answer for a path.
	 * @param text holds the path up to its end
	 * @param from where the path begins
	 * @return the answer, or {@code null} where only Spring's parser can tell
	 */
	@Nullable A find(String text, int from) {
		State<A> state = this.start;
		int end = text.length();
		if (state == null || from >= end || text.charAt(from) != '/') {
			return null;
		}
		int segment = from + 1;
		while (state != null && state.simple) {
			int hash = 0;
			int i = segment;
			for (; i < end; i++) {
				char c = text.charAt(i);
				if (c == '/') {
					break;
				}
				if (c <= ' ' || c > '~' || c == '%' || c == ';') {
					return null;
				}
				hash = OpenAddressing.step(hash, c);
			}
			if (i == segment) {
				return (i == end) ? state.behindSlash : null;
			}
			if (text.charAt(segment) == '.'
					&& (i == segment + 1 || (i == segment + 2 && text.charAt(segment + 1) == '.'))) {
				return null;
			}
			state = state.next(this, text, segment, i, hash);
			if (i == end) {
				return (state != null && state.simple) ? state.here : null;
			}
			segment = i + 1;
			if (state != null && state.last && segment < end) {
				State<A> beyond = state.beyond(this);
				return (beyond != null) ? beyond.here : null;
			}
		}
		return null;
	}

	private @Nullable State<A> state(Collection<Node> nodes, Collection<Item> rest) {
		State.Key key = State.Key.of(nodes, rest);
		State<A> known = this.states.get(key);
		if (known != null) {
			return known;
		}
		synchronized (this.states) {
			int size = State.size(nodes);
			if (this.slots + size > this.maxSlots) {
				return null;
			}
			return this.states.computeIfAbsent(key, (absent) -> {
				this.slots += size;
				return new State<>(this, nodes, rest, size);
			});
		}
	}

	private A answer(Collection<Item> matching) {
		List<List<PathTree.Entry>> lists = new ArrayList<>();
		for (int i = 0; i < this.lists; i++) {
			int list = i;
			lists.add(matching.stream()
				.filter((item) -> item.list() == list)
				.map(Item::entry)
				.sorted(Comparator.comparingInt(PathTree.Entry::rank))
				.toList());
		}
		return this.answers.apply(lists);
	}

	/**
	 * What stands at a pattern.
	 *
	 * @param list the list that it is from
	 * @param entry what it is there
	 */
	private record Item(int list, PathTree.Entry entry) {
	}

	/**
	 * The patterns' segments.
	 */
	private static final class Tree {

		private final Node root = new Node(0);

		private int size = 1;

		void add(Item item) {
			String pattern = item.entry().pattern().getPatternString();
			if (pattern.isEmpty()) {
				// It matches the empty path alone, which is not plain.
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
				if (last && REST.matcher(segment).matches()) {
					node.rest.add(item);
					return;
				}
				if (ANY.matcher(segment).matches()) {
					node.any = (node.any != null) ? node.any : new Node(this.size++);
					node = node.any;
					if (last && segment.equals("*")) {
						node.emptyToo.add(item);
					}
				}
				else if (SYNTAX.matcher(segment).find()) {
					node.simple = false;
					return;
				}
				else {
					node = node.literals.computeIfAbsent(segment, (key) -> new Node(this.size++));
				}
			}
			node.here.add(item);
		}

	}

	private static final class Node {

		private final int id;

		/** Whether nothing hangs here that only Spring's parser understands. */
		private boolean simple = true;

		private final Map<String, Node> literals = new HashMap<>();

		private @Nullable Node any;

		/** Patterns that end here. */
		private final List<Item> here = new ArrayList<>(1);

		/** Those of them that also take in an empty segment: /a/* matches /a/. */
		private final List<Item> emptyToo = new ArrayList<>(0);

		/** Patterns that take in all that follows, and this place itself. */
		private final List<Item> rest = new ArrayList<>(0);

		Node(int id) {
			this.id = id;
		}

	}

	/**
	 * Where a walk may have come to.
	 */
	private static final class State<A> {

		private final Collection<Node> nodes;

		private final Collection<Item> rest;

		private final boolean simple;

		/** Whether no segment leads on: whatever follows, and however it is spelt. */
		private final boolean last;

		/** The answer for paths that end here. */
		private final A here;

		/** The answer for paths that end here, but for a slash. */
		private final A behindSlash;

		/** The literal segments that lead on, by open addressing; half empty at least. */
		private final @Nullable String[] literals;

		/** Their hashes, so that few of them are compared. */
		private final int[] hashes;

		/** Where they lead; made when first needed. The last is for any other segment. */
		private final AtomicReferenceArray<@Nullable State<A>> next;

		State(PathAutomaton<A> automaton, Collection<Node> nodes, Collection<Item> rest, int size) {
			this.nodes = List.copyOf(nodes);
			this.rest = List.copyOf(rest);
			this.simple = nodes.stream().allMatch((node) -> node.simple);
			this.last = nodes.stream().allMatch((node) -> node.simple && node.literals.isEmpty() && node.any == null);
			this.here = automaton.answer(matching((node) -> node.here));
			this.behindSlash = automaton.answer(matching((node) -> {
				List<Item> items = new ArrayList<>();
				Node empty = node.literals.get("");
				if (empty != null) {
					items.addAll(empty.here);
					items.addAll(empty.rest);
				}
				if (node.any != null) {
					items.addAll(node.any.emptyToo);
				}
				return items;
			}));
			this.literals = new String[size];
			this.hashes = new int[size];
			this.next = new AtomicReferenceArray<>(size + 1);
			literals(nodes).forEach((literal) -> {
				int slot = OpenAddressing.slot(literal.hashCode(), size);
				while (this.literals[slot] != null) {
					slot = OpenAddressing.next(slot, size);
				}
				this.literals[slot] = literal;
				this.hashes[slot] = literal.hashCode();
			});
		}

		static int size(Collection<Node> nodes) {
			return OpenAddressing.size(literals(nodes).size());
		}

		private static Set<String> literals(Collection<Node> nodes) {
			Set<String> literals = new HashSet<>();
			nodes.forEach((node) -> literals.addAll(node.literals.keySet()));
			literals.remove("");
			return literals;
		}

		private Set<Item> matching(Function<Node, List<Item>> ending) {
			Set<Item> items = new LinkedHashSet<>(this.rest);
			this.nodes.forEach((node) -> items.addAll(ending.apply(node)));
			return items;
		}

		@Nullable State<A> next(PathAutomaton<A> automaton, String text, int start, int end, int hash) {
			int slot = OpenAddressing.slot(hash, this.literals.length);
			String literal = this.literals[slot];
			while (literal != null && (this.hashes[slot] != hash || !isAt(literal, text, start, end))) {
				slot = OpenAddressing.next(slot, this.literals.length);
				literal = this.literals[slot];
			}
			return (literal != null) ? at(automaton, literal, slot) : beyond(automaton);
		}

		/** Where any segment leads that is not among the literals. */
		@Nullable State<A> beyond(PathAutomaton<A> automaton) {
			return at(automaton, null, this.literals.length);
		}

		private @Nullable State<A> at(PathAutomaton<A> automaton, @Nullable String literal, int place) {
			State<A> known = this.next.get(place);
			return (known != null) ? known : follow(automaton, literal, place);
		}

		private static boolean isAt(String literal, String text, int start, int end) {
			return literal.length() == end - start && text.startsWith(literal, start);
		}

		private @Nullable State<A> follow(PathAutomaton<A> automaton, @Nullable String literal, int place) {
			Set<Node> nodes = new LinkedHashSet<>();
			Set<Item> rest = new LinkedHashSet<>(this.rest);
			for (Node node : this.nodes) {
				Node named = (literal != null) ? node.literals.get(literal) : null;
				if (named != null) {
					nodes.add(named);
				}
				if (node.any != null) {
					nodes.add(node.any);
				}
			}
			nodes.forEach((node) -> rest.addAll(node.rest));
			State<A> state = automaton.state(nodes, rest);
			this.next.set(place, state);
			return state;
		}

		/**
		 * What makes a state that state.
		 */
		private record Key(List<Integer> nodes, Set<Item> rest) {

			static Key of(Collection<Node> nodes, Collection<Item> rest) {
				return new Key(nodes.stream().map((node) -> node.id).sorted().toList(), Set.copyOf(rest));
			}

		}

	}

}
