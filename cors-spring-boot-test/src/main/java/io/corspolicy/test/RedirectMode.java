package io.corspolicy.test;

/**
 * What becomes of a redirect (Fetch, "redirect mode").
 */
public enum RedirectMode {

	/** It is followed: what {@code fetch} does unless told otherwise. */
	FOLLOW,

	/** It blocks the response. */
	ERROR,

	/** It ends the fetch with a response of which the page learns nothing. */
	MANUAL

}
