package io.corspolicy.engine;

/**
 * Where a value was written. Whoever reads a value makes its place, and whoever reports a
 * {@linkplain PolicyProblem problem} with the value finds it there.
 */
public interface WrittenPlace {

	/**
	 * The place for people.
	 * @return such as a file with line and column, or the name of an environment
	 * variable; an empty string if it is not known
	 */
	String words();

}
