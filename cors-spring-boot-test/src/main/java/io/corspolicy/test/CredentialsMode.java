package io.corspolicy.test;

/**
 * When cookies are sent
 * (<a href="https://fetch.spec.whatwg.org/#concept-request-credentials-mode">Fetch,
 * "credentials mode"</a>).
 */
public enum CredentialsMode {

	/** Never. */
	OMIT,

	/** Only to the page's own origin: the default of {@code fetch}. */
	SAME_ORIGIN,

	/**
	 * Always: {@code credentials: 'include'}, {@code withCredentials} of older
	 * interfaces.
	 */
	INCLUDE

}
