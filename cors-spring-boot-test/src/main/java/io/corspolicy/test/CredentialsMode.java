package io.corspolicy.test;

/**
 * When cookies are sent (Fetch, "credentials mode").
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
