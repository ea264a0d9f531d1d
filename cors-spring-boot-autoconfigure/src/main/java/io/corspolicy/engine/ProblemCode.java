package io.corspolicy.engine;

import io.corspolicy.engine.origin.EntryFault;

/**
 * What is wrong with a policy, for programs.
 */
public enum ProblemCode {

	/** A policy allows no origin at all. */
	NO_ORIGINS,

	/** An entry of {@code allowed-origins} is no origin pattern that could match. */
	INVALID_ORIGIN,

	/** An origin that anybody on the way could have forged stands beside credentials. */
	INSECURE_ORIGIN,

	/** A wildcard takes in sites of other people, right under a public suffix. */
	PUBLIC_SUFFIX,

	/** A regular expression needs a library that is not there. */
	MISSING_LIBRARY,

	/** An entry of {@code hosts} is no host pattern that could match. */
	INVALID_HOST,

	/** An entry of {@code allowed-methods} is no method that CORS could allow. */
	INVALID_METHOD,

	/** An entry of a list of header names is no header name that CORS could allow. */
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

	/** A value has no effect, or not the one that it seems to have: a warning. */
	INEFFECTIVE,

	/** Two attributes of one policy rule each other out. */
	CONFLICTING_ATTRIBUTES,

	/** Two policies that share a path rule each other out. */
	CONFLICTING_POLICIES,

	/** A path is no path pattern, or none that could match. */
	INVALID_PATH,

	/** A policy's name is not made of {@code [a-z0-9-]}, or is taken. */
	INVALID_NAME,

	/** An annotation or a route names a policy that there is not. */
	UNKNOWN_POLICY,

	/** Handlers that share path and method have different policies. */
	CONFLICTING_HANDLERS;

	/**
	 * The code of an entry that can't be parsed.
	 * @param fault what keeps it from being parsed
	 * @param form the code of one that is not written as such an entry is
	 */
	static ProblemCode of(EntryFault fault, ProblemCode form) {
		return switch (fault) {
			case FORM -> form;
			case UNRESOLVED_PLACEHOLDER -> UNRESOLVED_PLACEHOLDER;
			case MISSING_LIBRARY -> MISSING_LIBRARY;
		};
	}

}
