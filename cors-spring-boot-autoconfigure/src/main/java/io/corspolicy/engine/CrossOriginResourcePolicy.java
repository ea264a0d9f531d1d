package io.corspolicy.engine;

/**
 * The values of {@code Cross-Origin-Resource-Policy}
 * (<a href="https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header">Fetch,
 * "Cross-Origin-Resource-Policy header"</a>).
 */
public enum CrossOriginResourcePolicy {

	/** Only the resource's own origin may embed it. */
	SAME_ORIGIN("same-origin"),

	/** Only origins of the resource's own site may embed it. */
	SAME_SITE("same-site"),

	/** Any origin may embed it. */
	CROSS_ORIGIN("cross-origin");

	private final String value;

	CrossOriginResourcePolicy(String value) {
		this.value = value;
	}

	/**
	 * The value as sent in the header.
	 * @return the header's value
	 */
	public String value() {
		return this.value;
	}

	@Override
	public String toString() {
		return this.value;
	}

}
