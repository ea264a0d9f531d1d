package io.corspolicy.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.corspolicy.test.Browser;
import io.corspolicy.test.CredentialsMode;

/**
 * What a script in a page fetches.
 *
 * @param server the server's origin
 * @param address the page's address as somebody might type it
 * @param origin the origin that browsers make of the address, {@code null} in letters for
 * an opaque one
 * @param method the method as the script writes it
 * @param path the path
 * @param headers the header fields that the script sets
 * @param credentials whether cookies are to be sent
 * @param privateNetwork whether the server is in a network more private than the page's
 * @param metadata whether the browser sends {@code Sec-Fetch-*}
 */
public record PageFetch(String server, String address, String origin, String method, String path, List<Field> headers,
		CredentialsMode credentials, boolean privateNetwork, boolean metadata) {

	boolean isOpaque() {
		return this.origin.equals("null");
	}

	/** A browser that has just been started. */
	Browser browser() {
		Browser browser = Browser.standard();
		return this.metadata ? browser : browser.withoutFetchMetadata();
	}

	/** This fetch with something left out or made plainer. */
	Stream<PageFetch> smaller() {
		List<PageFetch> smaller = new ArrayList<>();
		for (int i = 0; i < this.headers.size(); i++) {
			List<Field> rest = new ArrayList<>(this.headers);
			rest.remove(i);
			smaller.add(with(this.method, this.path, rest));
		}
		smaller.add(with("GET", this.path, this.headers));
		smaller.add(with(this.method, this.path.substring(0, Math.max(1, this.path.lastIndexOf('/'))), this.headers));
		smaller.add(with(CredentialsMode.SAME_ORIGIN, this.privateNetwork, this.metadata));
		smaller.add(with(this.credentials, false, this.metadata));
		smaller.add(with(this.credentials, this.privateNetwork, true));
		smallerOrigins().forEach((origin) -> smaller.add(from(origin)));
		return smaller.stream().filter((fetch) -> !fetch.equals(this));
	}

	private PageFetch with(String method, String path, List<Field> headers) {
		return new PageFetch(this.server, this.address, this.origin, method, path, headers, this.credentials,
				this.privateNetwork, this.metadata);
	}

	private PageFetch with(CredentialsMode credentials, boolean privateNetwork, boolean metadata) {
		return new PageFetch(this.server, this.address, this.origin, this.method, this.path, this.headers, credentials,
				privateNetwork, metadata);
	}

	private PageFetch from(String origin) {
		return new PageFetch(this.server, origin, origin, this.method, this.path, this.headers, this.credentials,
				this.privateNetwork, this.metadata);
	}

	/** Without disguise, without port, without the first label. */
	private List<String> smallerOrigins() {
		List<String> origins = new ArrayList<>();
		origins.add(this.origin);
		origins.add(this.origin.replaceFirst(":[0-9]+$", ""));
		if (this.origin.matches("[a-z]+://[a-z0-9_-]+\\.[a-z].*\\.[a-z].*")) {
			origins.add(this.origin.replaceFirst("//[^.]+\\.", "//"));
		}
		return origins;
	}

	@Override
	public String toString() {
		return "%s %s%s from %s, %s, credentials %s%s%s".formatted(this.method, this.server, this.path, this.address,
				this.headers, this.credentials, this.privateNetwork ? ", private network" : "",
				this.metadata ? "" : ", without Sec-Fetch-*");
	}

	/**
	 * A header field.
	 *
	 * @param name the name
	 * @param value the value
	 * @param safelisted whether Fetch safelists the field, with this value
	 */
	public record Field(String name, String value, boolean safelisted) {

		@Override
		public String toString() {
			return this.name + ": " + this.value;
		}

	}

}
