package io.corspolicy.test;

/**
 * How a redirect is handled (Fetch, "redirect mode").
 */
public enum RedirectMode {

	/** It is followed: the default of {@code fetch}. */
	FOLLOW,

	/** It blocks the response. */
	ERROR,

	/** It ends the fetch with an opaque response. */
	MANUAL

}
