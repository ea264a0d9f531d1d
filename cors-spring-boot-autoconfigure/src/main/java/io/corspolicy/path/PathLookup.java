package io.corspolicy.path;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Maps path patterns to values, looked up by path. The patterns may be of several
 * parsers, with any options. Immutable.
 *
 * @param <T> the type of the values
 */
public final class PathLookup<T> {

	private final PathTree<Place<T>> tree;

	/**
	 * Create a look-up.
	 * @param values the values
	 * @param pattern returns the pattern of a value
	 */
	public PathLookup(List<T> values, Function<T, PathPattern> pattern) {
		List<Place<T>> places = new ArrayList<>(values.size());
		for (T value : values) {
			places.add(new Place<>(value, pattern.apply(value), places.size()));
		}
		this.tree = new PathTree<>(places, ParsedPaths.of(false));
	}

	/**
	 * A parser with another separator than a slash makes patterns that match paths
	 * without beginning with a slash: these are tried at any path.
	 */
	private static PathShape shape(String pattern) {
		return pattern.startsWith("/") ? PathShape.of(pattern) : PathShape.unsplit(pattern);
	}

	/**
	 * Find the values of the patterns that match a path.
	 * @param path the path, parsed as an HTTP path
	 * @return all of them, in their order
	 */
	public List<T> find(PathContainer path) {
		return this.tree.all(path).stream().map((place) -> place.value).toList();
	}

	private static final class Place<T> extends RankedPattern {

		private final T value;

		Place(T value, PathPattern pattern, int rank) {
			super(pattern, PathLookup.shape(pattern.getPatternString()), rank);
			this.value = value;
		}

	}

}
