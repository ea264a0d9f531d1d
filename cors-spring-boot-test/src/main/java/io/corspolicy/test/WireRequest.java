package io.corspolicy.test;

import java.net.URI;

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

	/**
	 * The URL.
	 * @return the URL, with characters escaped that {@link URI} refuses
	 * @throws IllegalArgumentException if {@link URI} refuses it all the same
	 */
	public URI uri() {
		return URI.create(WebUrl.parse(this.url).uriForm());
	}

}
