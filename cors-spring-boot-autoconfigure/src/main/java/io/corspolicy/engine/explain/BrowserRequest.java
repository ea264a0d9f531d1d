package io.corspolicy.engine.explain;

import java.util.ArrayList;
import java.util.List;

import io.corspolicy.engine.AllowedMethods;
import io.corspolicy.engine.fetch.Tokens;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * A request that a page asks its browser for, as passed to {@code fetch} or
 * {@code XMLHttpRequest}, before the browser changes anything. Immutable.
 *
 * @param origin the page's origin as browsers serialise it, {@code "null"} for an opaque
 * one, or {@code null} for a request without an {@code Origin}
 * @param method the method, normalised as browsers do
 * (<a href="https://fetch.spec.whatwg.org/#concept-method-normalize">Fetch,
 * "normalize"</a>): {@code put} becomes {@code PUT}, {@code patch} stays what it is
 * @param path the path within the application, as in the URL, without query and fragment
 * and with a leading slash
 * @param headers the header fields that the page sets, in order
 * @param credentials whether the page asks for cookies and other credentials (Fetch,
 * credentials mode {@code include})
 * @param serverOrigin the origin under which the application is reached, or {@code null}
 * if it is not known; a page of that origin needs no CORS
 */
public record BrowserRequest(@Nullable String origin, String method, String path, List<Header> headers,
		boolean credentials, @Nullable String serverOrigin) {

	/** Servers refuse longer methods and paths. */
	private static final int MAX_LENGTH = 8 * 1024;

	/**
	 * Create a request.
	 * @throws IllegalArgumentException if no page can send it: the method is not a token
	 * or a forbidden one, a header is invalid, or method or path are longer than 8 KiB;
	 * the message says so in a sentence
	 */
	public BrowserRequest {
		method = checkedMethod(method);
		path = checkedPath(path);
		headers = List.copyOf(headers);
	}

	/**
	 * Create a request from header fields as people write them.
	 * @param origin the page's origin, or {@code null} for none
	 * @param method the method
	 * @param path the path within the application; query and fragment are dropped, and a
	 * leading slash is added if missing
	 * @param headers header fields, each a name or {@code name: value}; empty ones are
	 * ignored
	 * @param credentials whether the page asks for credentials
	 * @return the request
	 * @throws IllegalArgumentException if no page can ask for it
	 */
	public static BrowserRequest of(@Nullable String origin, String method, String path, List<String> headers,
			boolean credentials) {
		List<Header> fields = new ArrayList<>();
		for (String header : headers) {
			if (header != null && !header.isBlank()) {
				fields.add(Header.parse(header));
			}
		}
		return new BrowserRequest(origin, method, path, fields, credentials, null);
	}

	/**
	 * This request to a server whose own origin is known.
	 * @param serverOrigin the origin under which the application is reached, or
	 * {@code null} if it is not known
	 * @return the request
	 */
	public BrowserRequest to(@Nullable String serverOrigin) {
		return new BrowserRequest(this.origin, this.method, this.path, this.headers, this.credentials, serverOrigin);
	}

	private static String checkedMethod(@Nullable String method) {
		if (method == null || !Tokens.isToken(method)) {
			throw new IllegalArgumentException("The method " + SafeText.quoted((method != null) ? method : "")
					+ " is not a token, so no page can use it.");
		}
		if (AllowedMethods.isForbidden(method)) {
			throw new IllegalArgumentException(
					"No page can use the method " + method + " (Fetch, \"forbidden method\").");
		}
		if (method.length() > MAX_LENGTH) {
			throw new IllegalArgumentException(
					"A method of " + method.length() + " characters is too long: servers accept 8192 at most.");
		}
		return AllowedMethods.normalize(method);
	}

	private static String checkedPath(@Nullable String path) {
		String text = (path != null) ? path : "";
		int end = 0;
		while (end < text.length() && text.charAt(end) != '?' && text.charAt(end) != '#') {
			end++;
		}
		text = text.substring(0, end);
		if (text.length() > MAX_LENGTH) {
			throw new IllegalArgumentException(
					"A path of " + text.length() + " characters is too long: servers accept 8192 at most.");
		}
		if (text.indexOf("://") > 0 && text.indexOf("://") < text.indexOf('/')) {
			throw new IllegalArgumentException("The path " + SafeText.quoted(text)
					+ " is a whole URL: write what follows the context path, such as /api/items.");
		}
		return text.startsWith("/") ? text : "/" + text;
	}

	/**
	 * A header field that a page sets.
	 *
	 * @param name the field's name
	 * @param value the value, or {@code null} if it is not known
	 */
	public record Header(String name, @Nullable String value) {

		/**
		 * Create a header field.
		 * @throws IllegalArgumentException if no page can set it: the name is not a
		 * token, or the value has a line break, NUL, or a character beyond a byte
		 */
		public Header {
			if (name == null || !Tokens.isToken(name)) {
				throw new IllegalArgumentException("The header name " + SafeText.quoted((name != null) ? name : "")
						+ " is not a token, so no page can set it.");
			}
			if (value != null) {
				value = stripBlanks(value);
				if (value.chars().anyMatch((c) -> c == 0 || c == '\r' || c == '\n' || c > 0xff)) {
					throw new IllegalArgumentException("The value " + SafeText.quoted(value) + " of the header "
							+ SafeText.quoted(name) + " is one that no page can set.");
				}
			}
		}

		/**
		 * Read a header field as people write it.
		 * @param text a name, or {@code name: value}
		 * @return the field
		 * @throws IllegalArgumentException if no page can set it
		 */
		public static Header parse(String text) {
			int colon = text.indexOf(':');
			return (colon < 0) ? new Header(stripBlanks(text), null)
					: new Header(stripBlanks(text.substring(0, colon)), text.substring(colon + 1));
		}

		/**
		 * <a href="https://fetch.spec.whatwg.org/#concept-header-value-normalize">Fetch,
		 * "normalize"</a>.
		 */
		private static String stripBlanks(String text) {
			int start = 0;
			int end = text.length();
			while (start < end && isBlank(text.charAt(start))) {
				start++;
			}
			while (end > start && isBlank(text.charAt(end - 1))) {
				end--;
			}
			return text.substring(start, end);
		}

		private static boolean isBlank(char c) {
			return Tokens.isBlank(c) || c == '\r' || c == '\n';
		}

	}

}
