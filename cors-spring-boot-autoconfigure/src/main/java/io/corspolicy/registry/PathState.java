package io.corspolicy.registry;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;

import io.corspolicy.engine.OpenAddressing;
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

	/** The literal segments that lead on, by open addressing; half empty at least. */
	private final @Nullable String[] literals;

	/** Their hashes, so that few of them are compared. */
	private final long[] hashes;

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
		Set<String> names = literals(nodes);
		int size = size(names);
		this.literals = new String[size];
		this.hashes = new long[size];
		this.next = new AtomicReferenceArray<>(size + 1);
		names.forEach(this::add);
	}

	/** A state that only Spring's parser can tell anything of. */
	static <A> PathState<A> none() {
		return new PathState<>(Set.of(), Set.of(), false, null, null);
	}

	private void add(String literal) {
		long hash = 0;
		for (int i = 0; i < literal.length(); i++) {
			hash = OpenAddressing.step(hash, literal.charAt(i));
		}
		int slot = OpenAddressing.slot(hash, this.literals.length);
		while (this.literals[slot] != null) {
			slot = OpenAddressing.next(slot, this.literals.length);
		}
		this.literals[slot] = literal;
		this.hashes[slot] = hash;
	}

	private static int size(Set<String> literals) {
		return literals.isEmpty() ? 1 : OpenAddressing.size(literals.size());
	}

	private static Set<String> literals(Collection<PathSegments.Node> nodes) {
		Set<String> literals = new HashSet<>();
		nodes.forEach((node) -> literals.addAll(node.literals()));
		literals.remove("");
		return literals;
	}

	/**
	 * What such a state takes, its key included, by an estimate that is rather too high.
	 */
	static long bytes(Collection<PathSegments.Node> nodes, Collection<PathSegments.Item> rest) {
		return BYTES_AT_LEAST + 12L * (nodes.size() + rest.size()) + 24L * size(literals(nodes));
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
		int slot = OpenAddressing.slot(hash, this.literals.length);
		String literal = this.literals[slot];
		while (literal != null && (this.hashes[slot] != hash || !isAt(literal, text, start, end))) {
			slot = OpenAddressing.next(slot, this.literals.length);
			literal = this.literals[slot];
		}
		return (literal != null) ? slot : beyond();
	}

	private static boolean isAt(String literal, String text, int start, int end) {
		return literal.length() == end - start && text.startsWith(literal, start);
	}

	/** The way that any segment takes that is not among the literals. */
	int beyond() {
		return this.literals.length;
	}

	/** The literal that leads a way, or {@code null} where any other segment does. */
	@Nullable String literal(int place) {
		return (place < this.literals.length) ? this.literals[place] : null;
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
