package io.corspolicy.engine;

/**
 * The place where a value was written. The reader of the value makes it, and a
 * {@linkplain PolicyProblem problem} with the value carries it to the report.
 */
public interface WrittenPlace {

	/**
	 * The place for people.
	 * @return such as a file with line and column, or the name of an environment
	 * variable; an empty string if it is not known
	 */
	String words();

}
