package io.corspolicy.engine;

/**
 * What is wrong with a policy, for programs.
 */
public enum ProblemCode {

	/** A policy allows no origin at all. */
	NO_ORIGINS,

	/** An entry of {@code allowed-origins} is no origin pattern. */
	INVALID_ORIGIN,

	/** An entry of {@code allowed-methods} is no method that CORS could allow. */
	INVALID_METHOD,

	/** An entry of a list of header names is no header name that CORS could allow. */
	INVALID_HEADER,

	/** A value is out of its bounds. */
	OUT_OF_RANGE,

	/** A list that must not be empty is empty. */
	EMPTY_LIST,

	/** Two attributes of one policy rule each other out. */
	CONFLICTING_ATTRIBUTES,

	/** Two policies that share a path rule each other out. */
	CONFLICTING_POLICIES,

	/** A path is no path pattern. */
	INVALID_PATH,

	/** A policy's name is not made of {@code [a-z0-9-]}. */
	INVALID_NAME

}
