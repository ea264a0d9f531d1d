package io.corspolicy.engine;

import io.corspolicy.engine.origin.EntryFault;

/**
 * A kind of problem, for programs.
 */
public enum ProblemCode {

	/** A policy allows no origin at all. */
	NO_ORIGINS,

	/** An entry of {@code allowed-origins} is not an origin pattern that could match. */
	INVALID_ORIGIN,

	/**
	 * An origin that anyone on the network path can forge is combined with credentials.
	 */
	INSECURE_ORIGIN,

	/** A wildcard right under a public suffix matches sites of other owners. */
	PUBLIC_SUFFIX,

	/** A regular expression needs a library that is absent. */
	MISSING_LIBRARY,

	/** An entry of {@code hosts} is not a host pattern that could match. */
	INVALID_HOST,

	/** An entry of {@code allowed-methods} is not a method that CORS could allow. */
	INVALID_METHOD,

	/** An entry of a list of header names is not a header name that CORS could allow. */
	INVALID_HEADER,

	/** A value is out of its bounds. */
	OUT_OF_RANGE,

	/** A list that must not be empty is empty. */
	EMPTY_LIST,

	/** A placeholder could not be resolved. */
	UNRESOLVED_PLACEHOLDER,

	/** A value can't be converted to what it has to be. */
	INVALID_VALUE,

	/** There is no such property. */
	UNKNOWN_PROPERTY,

	/** A value has no effect, or another effect than it seems: a warning. */
	INEFFECTIVE,

	/** Two attributes of one policy contradict each other. */
	CONFLICTING_ATTRIBUTES,

	/** Two policies that share a path contradict each other. */
	CONFLICTING_POLICIES,

	/** A path is not a path pattern, or one that could never match. */
	INVALID_PATH,

	/** A policy's name does not match {@code [a-z0-9-]+}, or is taken. */
	INVALID_NAME,

	/** An annotation or a route names a policy that does not exist. */
	UNKNOWN_POLICY,

	/** Handlers that share path and method have different policies. */
	CONFLICTING_HANDLERS;

	/**
	 * The code of an entry that can't be parsed.
	 * @param fault why it can't be parsed
	 * @param form the code of a malformed entry
	 */
	static ProblemCode of(EntryFault fault, ProblemCode form) {
		return switch (fault) {
			case FORM -> form;
			case UNRESOLVED_PLACEHOLDER -> UNRESOLVED_PLACEHOLDER;
			case MISSING_LIBRARY -> MISSING_LIBRARY;
		};
	}

}
