package io.corspolicy.path;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * Where a walk down the segments of many patterns may have come to. Immutable, but for
 * the states that it leads to, which are filled in when a path first needs them.
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

	/** The literal segments that lead on. */
	private final LiteralTable literals;

	/** Where they lead. The last is for any other segment. */
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

	/** A state that only Spring's parser can tell anything of. */
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
	 * What such a state takes, its key included, by an estimate that is rather too high.
	 */
	static long bytes(Collection<PathSegments.Node> nodes, Collection<PathSegments.Item> rest) {
		return BYTES_AT_LEAST + 12L * (nodes.size() + rest.size()) + 24L * literals(nodes).size();
	}

	/** Whether nothing hangs here that only Spring's parser understands. */
	boolean isSimple() {
		return this.simple;
	}

	/** Whether no segment leads on: whatever follows, and however it is spelt. */
	boolean isLast() {
		return this.last;
	}

	/** The answer for paths that end here. */
	@Nullable A here() {
		return this.here;
	}

	/** The answer for paths that end here, but for a slash. */
	@Nullable A behindSlash() {
		return this.behindSlash;
	}

	PathSegments.Node[] nodes() {
		return this.nodes;
	}

	Collection<PathSegments.Item> rest() {
		return Arrays.asList(this.rest);
	}

	/** Which of the ways on a segment takes. */
	int place(String text, int start, int end, long hash) {
		return this.literals.find(text, start, end, hash);
	}

	/** The way that any segment takes that is not among the literals. */
	int beyond() {
		return this.literals.size();
	}

	/** The literal that leads a way, or {@code null} where any other segment does. */
	@Nullable String literal(int place) {
		return this.literals.get(place);
	}

	/** Where a way leads, or {@code null} where nobody went it. */
	@Nullable PathState<A> next(int place) {
		return this.next.get(place);
	}

	void lead(int place, PathState<A> state) {
		this.next.set(place, state);
	}

	/**
	 * What makes a state that state: the numbers of its nodes and patterns.
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
