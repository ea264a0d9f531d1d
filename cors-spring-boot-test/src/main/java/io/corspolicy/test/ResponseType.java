package io.corspolicy.test;

/**
 * What a page sees of a response
 * (<a href="https://fetch.spec.whatwg.org/#concept-filtered-response">Fetch, "filtered
 * response"</a>).
 */
public enum ResponseType {

	/** Everything but cookies: a response of the page's own origin. */
	BASIC,

	/** Status, body and the headers that are safelisted or exposed. */
	CORS,

	/** Nothing, although the request was sent: {@link RequestMode#NO_CORS}. */
	OPAQUE,

	/** Nothing: a redirect under {@link RedirectMode#MANUAL}. */
	OPAQUE_REDIRECT,

	/** No response at all: it was blocked. */
	ERROR

}
