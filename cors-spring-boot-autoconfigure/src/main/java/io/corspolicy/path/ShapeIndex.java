package io.corspolicy.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Finds, of many patterns, those that may overlap with another one, by the literal
 * segments that they begin with. Immutable.
 */
public final class ShapeIndex {

	private final PathComparison comparison;

	private final Node root = new Node();

	/**
	 * Create an index.
	 * @param shapes the patterns, which are found by their place in the list
	 * @param comparison how patterns are compared
	 */
	public ShapeIndex(List<PathShape> shapes, PathComparison comparison) {
		this.comparison = comparison;
		for (int i = 0; i < shapes.size(); i++) {
			Node node = this.root;
			for (PathShape.Segment segment : shapes.get(i).segments()) {
				if (!segment.isLiteral()) {
					break;
				}
				node = node.below.computeIfAbsent(comparison.key(segment.text()), (text) -> new Node());
			}
			node.here.add(i);
		}
	}

	/**
	 * Find all that may overlap, with possible false positives.
	 * @return their indexes in ascending order
	 */
	public int[] candidates(PathShape shape) {
		IntStream.Builder found = IntStream.builder();
		Node node = this.root;
		for (PathShape.Segment segment : shape.segments()) {
			if (!segment.isLiteral()) {
				node.forEach(found);
				return sorted(found);
			}
			node.here.forEach(found::add);
			Node next = node.below.get(this.comparison.key(segment.text()));
			if (next == null) {
				return sorted(found);
			}
			node = next;
		}
		node.forEach(found);
		return sorted(found);
	}

	private static int[] sorted(IntStream.Builder found) {
		return found.build().sorted().toArray();
	}

	/**
	 * Patterns that begin with the same literal segments.
	 */
	private static final class Node {

		/**
		 * Patterns that continue with something else than a literal segment, or end here.
		 */
		private final List<Integer> here = new ArrayList<>();

		private final Map<String, Node> below = new HashMap<>();

		void forEach(IntConsumer consumer) {
			this.here.forEach(consumer::accept);
			this.below.values().forEach((node) -> node.forEach(consumer));
		}

	}

}
