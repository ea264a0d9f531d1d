package io.corspolicy.test;

/**
 * How a redirect is handled
 * (<a href="https://fetch.spec.whatwg.org/#concept-request-redirect-mode">Fetch,
 * "redirect mode"</a>).
 */
public enum RedirectMode {

	/** It is followed: the default of {@code fetch}. */
	FOLLOW,

	/** It blocks the response. */
	ERROR,

	/** It ends the fetch with an opaque response. */
	MANUAL

}
