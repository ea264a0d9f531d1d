package io.corspolicy.test;

/**
 * When cookies are sent (Fetch, "credentials mode").
 */
public enum CredentialsMode {

	/** Never. */
	OMIT,

	/** To the page's own origin: what {@code fetch} does unless told otherwise. */
	SAME_ORIGIN,

	/**
	 * Always: {@code credentials: 'include'}, {@code withCredentials} of older
	 * interfaces.
	 */
	INCLUDE

}
