package io.corspolicy.test;

/**
 * What a page intends to do with a response of another origin
 * (<a href="https://fetch.spec.whatwg.org/#concept-request-mode">Fetch, "mode"</a>).
 */
public enum RequestMode {

	/** Read it, if the server allows: the default of {@code fetch}. */
	CORS("cors"),

	/** Use it without reading it, as an image or a script is used. */
	NO_CORS("no-cors"),

	/** Nothing: a request to another origin is an error. */
	SAME_ORIGIN("same-origin");

	private final String value;

	RequestMode(String value) {
		this.value = value;
	}

	@Override
	public String toString() {
		return this.value;
	}

}
