package io.corspolicy.path;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * Finds the entries of several trees of path patterns for a plain path, in one pass over
 * its characters: nothing is parsed, decoded or allocated, and the cost does not depend
 * on how many patterns there are. A cache of the trees' own answers.
 * <p>
 * <b>Design.</b> The patterns of all trees are put into one tree of segments. After each
 * segment of a path, the reached nodes and the patterns that match whatever follows are a
 * {@link PathState}; the tree is the non-deterministic automaton, states are those of the
 * deterministic one. A state is made when a path first needs it, and has a hash table of
 * the next literal segments and the answer for all paths that end there. So a path costs
 * one look-up per segment.
 * <p>
 * Each new state is compared once with the result of Spring's patterns for the path that
 * led to it, and is never used if they differ. The states' size is bounded in bytes. If
 * there is no state (for a path that is not plain, a pattern that only Spring's parser
 * understands, or a parser that ignores case), which is cached, too, the answer is
 * {@code null}, and that parser matches the path.
 * <p>
 * A path is plain if it is made of visible ASCII without percent signs and semicolons,
 * and has no empty segment (but perhaps the last) nor one that is {@code .} or
 * {@code ..}: then all of Spring's forms of it are the same. Once only patterns are left
 * that match anything, the rest need not be plain.
 *
 * @param <A> the type of the answers
 */
public final class PathAutomaton<A> {

	private static final long MAX_BYTES = 8_000_000;

	/**
	 * The size of one state per node of the tree, so that there is room for those.
	 */
	private static final long BYTES_FOR_NODE = 700;

	private final Answering<A> answers;

	private final List<? extends PathTree<?>> trees;

	private final Map<PathState.Key, PathState<A>> states = new ConcurrentHashMap<>();

	/** Marks that there is no state. */
	private final PathState<A> none = PathState.none();

	private final PathState<A> start;

	private final boolean optionalSlash;

	private final long maxBytes;

	private final AtomicLong bytes = new AtomicLong();

	/**
	 * Create an automaton.
	 * @param trees the trees, all of one parser
	 * @param segments the segments of their patterns
	 * @param answers makes the answers
	 */
	public PathAutomaton(List<? extends PathTree<?>> trees, PathSegments segments, Answering<A> answers) {
		this.answers = answers;
		this.trees = trees;
		this.optionalSlash = trees.stream().anyMatch((tree) -> tree.matching().matchesOptionalSlash());
		this.maxBytes = MAX_BYTES + BYTES_FOR_NODE * segments.size();
		boolean usable = trees.stream().allMatch((tree) -> tree.matching().isPlain());
		this.start = usable ? state(List.of(segments.root()), segments.root().rest(), "", true) : this.none;
	}

	/**
	 * Find the answer for a path.
	 * @param text holds the path up to its end
	 * @param from where the path begins
	 * @return the answer, or {@code null} if only Spring's parser can tell
	 */
	public @Nullable A find(String text, int from) {
		PathState<A> state = this.start;
		int end = text.length();
		if (from >= end || text.charAt(from) != '/') {
			return null;
		}
		int segment = from + 1;
		while (state.isSimple()) {
			long hash = 0;
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
				return (i == end) ? state.behindSlash() : null;
			}
			if (text.charAt(segment) == '.'
					&& (i == segment + 1 || (i == segment + 2 && text.charAt(segment + 1) == '.'))) {
				return null;
			}
			int place = state.place(text, segment, i, hash);
			PathState<A> next = state.next(place);
			state = (next != null) ? next : follow(state, place, text.substring(from, i));
			if (i == end) {
				return state.isSimple() ? state.here() : null;
			}
			segment = i + 1;
			if (state.isLast() && segment < end) {
				return beyond(state, text, from, i).here();
			}
		}
		return null;
	}

	/** The state after any segment, whatever follows it. */
	private PathState<A> beyond(PathState<A> state, String text, int from, int end) {
		PathState<A> next = state.next(state.beyond());
		return (next != null) ? next : follow(state, state.beyond(), text.substring(from, end) + "/-");
	}

	private PathState<A> follow(PathState<A> state, int place, String path) {
		String literal = state.literal(place);
		Set<PathSegments.Node> nodes = new LinkedHashSet<>();
		Set<PathSegments.Item> rest = new LinkedHashSet<>(state.rest());
		for (PathSegments.Node node : state.nodes()) {
			PathSegments.Node named = (literal != null) ? node.literal(literal) : null;
			if (named != null) {
				nodes.add(named);
			}
			if (node.any() != null) {
				nodes.add(node.any());
			}
		}
		nodes.forEach((node) -> rest.addAll(node.rest()));
		PathState<A> next = state(nodes, rest, path, false);
		state.lead(place, next);
		return next;
	}

	/**
	 * Find or make a state.
	 * @param path the path that led to it
	 */
	private PathState<A> state(Collection<PathSegments.Node> nodes, Collection<PathSegments.Item> rest, String path,
			boolean first) {
		PathState.Key key = PathState.Key.of(nodes, rest);
		PathState<A> known = this.states.get(key);
		if (known != null) {
			return known;
		}
		if (!reserve(PathState.bytes(nodes, rest))) {
			return this.none;
		}
		// Two threads may make the same one and count it twice, which is harmless.
		PathState<A> made = make(nodes, rest, path, first);
		PathState<A> other = this.states.putIfAbsent(key, made);
		return (other != null) ? other : made;
	}

	private boolean reserve(long size) {
		if (this.bytes.get() + size > this.maxBytes) {
			return false;
		}
		this.bytes.addAndGet(size);
		return true;
	}

	private PathState<A> make(Collection<PathSegments.Node> nodes, Collection<PathSegments.Item> rest, String path,
			boolean first) {
		Set<PathSegments.Item> here = new LinkedHashSet<>(rest);
		nodes.forEach((node) -> here.addAll(node.here()));
		Set<PathSegments.Item> behindSlash = new LinkedHashSet<>(this.optionalSlash ? here : rest);
		nodes.forEach((node) -> node.addBehindSlash(behindSlash));
		boolean simple = nodes.stream().allMatch(PathSegments.Node::isSimple);
		if (simple && !((first || isTrue(here, path)) && isTrue(behindSlash, path + "/"))) {
			return this.none;
		}
		A answer = this.answers.answer(lists(here));
		A answerBehindSlash = this.answers.answer(lists(behindSlash));
		return (answer != null && answerBehindSlash != null)
				? new PathState<>(nodes, rest, simple, answer, answerBehindSlash) : this.none;
	}

	/** Whether Spring's patterns give the same result. */
	private boolean isTrue(Set<PathSegments.Item> matching, String path) {
		PathContainer parsed = PathContainer.parsePath(path);
		List<List<RankedPattern>> found = lists(matching);
		for (int i = 0; i < this.trees.size(); i++) {
			Set<RankedPattern> expected = identities(this.trees.get(i).all(parsed));
			if (!expected.equals(identities(found.get(i)))) {
				return false;
			}
		}
		return true;
	}

	private static Set<RankedPattern> identities(List<? extends RankedPattern> entries) {
		Set<RankedPattern> identities = Collections.newSetFromMap(new IdentityHashMap<>());
		identities.addAll(entries);
		return identities;
	}

	private List<List<RankedPattern>> lists(Collection<PathSegments.Item> matching) {
		List<List<RankedPattern>> lists = new ArrayList<>();
		for (int i = 0; i < this.trees.size(); i++) {
			int tree = i;
			lists.add(matching.stream()
				.filter((item) -> item.tree() == tree)
				.<RankedPattern>map((item) -> this.trees.get(tree).entries().get(item.place()))
				.sorted(Comparator.comparingInt(RankedPattern::rank))
				.toList());
		}
		return lists;
	}

	/**
	 * Makes answers.
	 *
	 * @param <A> the type of the answers
	 */
	@FunctionalInterface
	public interface Answering<A> {

		/**
		 * The answer if patterns match.
		 * @param matching the entries of each tree, the most specific first
		 * @return the answer, or {@code null} if it is not to be cached
		 */
		@Nullable A answer(List<? extends List<? extends RankedPattern>> matching);

	}

	/** The maximum size of the states. */
	long maxBytes() {
		return this.maxBytes;
	}

	/** The size of the states, a rather high estimate. */
	long bytes() {
		return this.bytes.get();
	}

}
