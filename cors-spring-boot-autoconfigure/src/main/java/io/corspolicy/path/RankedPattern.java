package io.corspolicy.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import org.springframework.web.util.pattern.PathPattern;

/**
 * A pattern and its place among others that are sorted by how specific they are.
 * Subclasses add what belongs to the pattern.
 */
public abstract class RankedPattern {

	private final PathPattern pattern;

	private final PathShape shape;

	private final int rank;

	/**
	 * Create an entry.
	 * @param pattern the pattern
	 * @param shape the pattern's shape
	 * @param rank how specific the pattern is: lower is more, the same is equally
	 */
	protected RankedPattern(PathPattern pattern, PathShape shape, int rank) {
		this.pattern = pattern;
		this.shape = shape;
		this.rank = rank;
	}

	/**
	 * Sort values by their patterns, the most specific first.
	 * @param values the values
	 * @param pattern returns the pattern of a value
	 * @param <T> the type of the values
	 * @return lists of values with equally specific patterns; the rank of each is the
	 * number of values before it
	 */
	public static <T> List<List<T>> bySpecificity(List<T> values, Function<T, PathPattern> pattern) {
		Comparator<T> specificity = Comparator.comparing(pattern, PathPattern.SPECIFICITY_COMPARATOR);
		List<T> sorted = new ArrayList<>(values);
		sorted.sort(specificity);
		List<List<T>> groups = new ArrayList<>();
		int start = 0;
		while (start < sorted.size()) {
			int end = start + 1;
			while (end < sorted.size() && specificity.compare(sorted.get(start), sorted.get(end)) == 0) {
				end++;
			}
			groups.add(sorted.subList(start, end));
			start = end;
		}
		return groups;
	}

	public PathPattern pattern() {
		return this.pattern;
	}

	public PathShape shape() {
		return this.shape;
	}

	/** How specific the pattern is: lower is more specific. */
	public int rank() {
		return this.rank;
	}

}
