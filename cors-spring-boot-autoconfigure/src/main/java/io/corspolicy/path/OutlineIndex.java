package io.corspolicy.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

import io.corspolicy.path.PathOutline.SegmentType;

/**
 * Finds, of many outlines, those that may overlap with another one, by the literal
 * segments that they begin with. Immutable.
 */
public final class OutlineIndex {

	private final List<PathOutline> outlines;

	private final Node root = new Node();

	public OutlineIndex(List<PathOutline> outlines) {
		this.outlines = List.copyOf(outlines);
		for (int i = 0; i < outlines.size(); i++) {
			Node node = this.root;
			for (PathOutline.Segment segment : outlines.get(i).segments()) {
				if (segment.kind() != SegmentType.LITERAL) {
					break;
				}
				node = node.below.computeIfAbsent(segment.text(), (text) -> new Node());
			}
			node.here.add(i);
		}
	}

	public PathOutline get(int index) {
		return this.outlines.get(index);
	}

	/**
	 * Find all that may overlap, with possible false positives.
	 * @return their indexes in ascending order
	 */
	public int[] candidates(PathOutline outline) {
		IntStream.Builder found = IntStream.builder();
		Node node = this.root;
		for (PathOutline.Segment segment : outline.segments()) {
			if (segment.kind() != SegmentType.LITERAL) {
				node.forEach(found);
				return sorted(found);
			}
			node.here.forEach(found::add);
			Node next = node.below.get(segment.text());
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
	 * Outlines that begin with the same literal segments.
	 */
	private static final class Node {

		/**
		 * Outlines that continue with something else than a literal segment, or end here.
		 */
		private final List<Integer> here = new ArrayList<>();

		private final Map<String, Node> below = new HashMap<>();

		void forEach(IntConsumer consumer) {
			this.here.forEach(consumer::accept);
			this.below.values().forEach((node) -> node.forEach(consumer));
		}

	}

}
