package io.corspolicy.browsers;

import java.io.IOException;

import tools.jackson.databind.JsonNode;

/**
 * A headless browser with one window. It lives in a directory of its own and leaves
 * nothing behind.
 */
public interface Browser extends AutoCloseable {

	/**
	 * Open a page, and wait until it has loaded.
	 * @param url its address
	 */
	void open(String url);

	/**
	 * Run the body of a function in the page.
	 * @param script the body
	 * @return what it returned
	 */
	JsonNode run(String script);

	@Override
	void close() throws IOException;

}
