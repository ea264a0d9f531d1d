package io.corspolicy.test;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A request as it is sent.
 *
 * @param method the method
 * @param url the absolute URL, without a fragment
 * @param headers the header fields; a {@link Transport} adds what its protocol needs
 * @param body the body, or {@code null} for none
 */
public record WireRequest(String method, String url, HeaderList headers, byte @Nullable [] body) {

	private static final String COOKIE = "Cookie";

	/**
	 * The URL.
	 * @return the URL, with the characters escaped that {@link URI} refuses
	 * @throws IllegalArgumentException if {@link URI} still refuses it
	 */
	public URI uri() {
		return URI.create(WebUrl.parse(this.url).uriForm());
	}

	/** The cookies, in order, for clients that do not take them as a header field. */
	Map<String, String> cookies() {
		Map<String, String> cookies = new LinkedHashMap<>();
		String value = this.headers.get(COOKIE);
		if (value != null) {
			for (String cookie : value.split("; ")) {
				String[] parts = cookie.split("=", 2);
				cookies.put(parts[0], parts[1]);
			}
		}
		return cookies;
	}

	/** The header fields except the cookies. */
	List<HeaderList.Field> fieldsWithoutCookies() {
		return this.headers.without(COOKIE).fields();
	}

}
