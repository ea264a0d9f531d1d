package io.corspolicy.test;

/**
 * What a page means to do with a response of another origin (Fetch, "mode").
 */
public enum RequestMode {

	/** Read it, if the server allows: what {@code fetch} does unless told otherwise. */
	CORS("cors"),

	/** Use it without reading it, as an image or a script is used. */
	NO_CORS("no-cors"),

	/** Nothing: other origins are an error. */
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
