package io.corspolicy.engine;

import io.corspolicy.engine.fetch.Vary;

/**
 * Writes header fields to a response of some kind. Implementations have no state and no
 * rules: one instance serves all responses.
 *
 * @param <S> the type of the responses
 */
public interface HeaderWriter<S> {

	/**
	 * Set a header field to one value, whatever it had before.
	 * @param response the response
	 * @param name the field's name
	 * @param value the field's only value
	 */
	void set(S response, String name, String value);

	/**
	 * Add names to {@code Vary}, keeping those that are there.
	 * @param response the response
	 * @param names the names, separated by commas
	 * @see Vary#merge(String, Iterable)
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-vary">RFC 9110,
	 * 12.5.5</a>
	 */
	void addVary(S response, String names);

}
