package io.corspolicy.test;

/**
 * How far a fetch got.
 */
public enum FetchPhase {

	/** The call itself: nothing was sent. */
	CALL,

	/** The preflight and its answer: the request itself was not sent. */
	PREFLIGHT,

	/** The request itself: the server has handled it. */
	ACTUAL

}
