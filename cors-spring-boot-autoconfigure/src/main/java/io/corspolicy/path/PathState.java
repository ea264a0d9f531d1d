package io.corspolicy.path;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * A state of matching a path against many patterns. Immutable, except for the next
 * states, which are added when a path first needs them.
 *
 * @param <A> the type of the answers
 */
final class PathState<A> {

	/**
	 * Objects, their references in maps and the answers; arrays without their content.
	 */
	private static final long BYTES_AT_LEAST = 400;

	private final PathSegments.Node[] nodes;

	private final PathSegments.Item[] rest;

	private final boolean simple;

	private final boolean last;

	private final @Nullable A here;

	private final @Nullable A behindSlash;

	/** The next literal segments. */
	private final LiteralTable literals;

	/** The next states. The last is for any other segment. */
	private final AtomicReferenceArray<@Nullable PathState<A>> next;

	PathState(Collection<PathSegments.Node> nodes, Collection<PathSegments.Item> rest, boolean simple, @Nullable A here,
			@Nullable A behindSlash) {
		this.nodes = nodes.toArray(PathSegments.Node[]::new);
		this.rest = rest.toArray(PathSegments.Item[]::new);
		this.simple = simple;
		this.last = simple && nodes.stream().allMatch(PathSegments.Node::isLast);
		this.here = here;
		this.behindSlash = behindSlash;
		this.literals = literals(nodes);
		this.next = new AtomicReferenceArray<>(this.literals.size() + 1);
	}

	/** A state for which only Spring's parser knows the answer. */
	static <A> PathState<A> none() {
		return new PathState<>(Set.of(), Set.of(), false, null, null);
	}

	private static LiteralTable literals(Collection<PathSegments.Node> nodes) {
		if (nodes.size() == 1) {
			return nodes.iterator().next().literalTable();
		}
		Set<String> literals = new HashSet<>();
		nodes.forEach((node) -> literals.addAll(node.literals()));
		return new LiteralTable(literals);
	}

	/**
	 * The size of such a state with its key, a rather high estimate.
	 */
	static long bytes(Collection<PathSegments.Node> nodes, Collection<PathSegments.Item> rest) {
		return BYTES_AT_LEAST + 12L * (nodes.size() + rest.size()) + 24L * literals(nodes).size();
	}

	/** Whether no pattern here needs Spring's parser. */
	boolean isSimple() {
		return this.simple;
	}

	/** Whether the result no longer depends on the rest of the path. */
	boolean isLast() {
		return this.last;
	}

	/** The answer for paths that end here. */
	@Nullable A here() {
		return this.here;
	}

	/** The answer for paths that end here with a slash. */
	@Nullable A behindSlash() {
		return this.behindSlash;
	}

	PathSegments.Node[] nodes() {
		return this.nodes;
	}

	Collection<PathSegments.Item> rest() {
		return Arrays.asList(this.rest);
	}

	/** The index of a segment's transition. */
	int place(String text, int start, int end, long hash) {
		return this.literals.find(text, start, end, hash);
	}

	/** The transition of any segment that is not among the literals. */
	int beyond() {
		return this.literals.size();
	}

	/** The literal of a transition, or {@code null} for any other segment. */
	@Nullable String literal(int place) {
		return this.literals.get(place);
	}

	/** The next state, or {@code null} if it is not made yet. */
	@Nullable PathState<A> next(int place) {
		return this.next.get(place);
	}

	void lead(int place, PathState<A> state) {
		this.next.set(place, state);
	}

	/**
	 * The identity of a state: the numbers of its nodes and patterns.
	 */
	static final class Key {

		private final int[] numbers;

		private final int hash;

		private Key(int[] numbers) {
			this.numbers = numbers;
			long hash = 0;
			for (int number : numbers) {
				hash = OpenAddressing.step(OpenAddressing.step(hash, (char) number), (char) (number >>> 16));
			}
			this.hash = OpenAddressing.slot(hash, 1 << 30);
		}

		static Key of(Collection<PathSegments.Node> nodes, Collection<PathSegments.Item> rest) {
			int[] numbers = new int[nodes.size() + rest.size()];
			int i = 0;
			for (PathSegments.Node node : nodes) {
				numbers[i++] = node.number();
			}
			for (PathSegments.Item item : rest) {
				// No node has a negative number.
				numbers[i++] = -1 - item.number();
			}
			Arrays.sort(numbers);
			return new Key(numbers);
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Key key && Arrays.equals(this.numbers, key.numbers);
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
