package io.corspolicy.test;

/**
 * A response as it arrived.
 *
 * @param status the status
 * @param headers the header fields, several lines of one name as several fields
 * @param body the body, or an empty array
 */
public record WireResponse(int status, HeaderList headers, byte[] body) {

	private static final String EVENT_STREAM = "text/event-stream";

	/**
	 * Whether a content type is that of server-sent events, whose body may never end, so
	 * that no transport waits for it.
	 */
	static boolean isEventStream(String contentType) {
		return contentType.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
	}

	/** <a href="https://fetch.spec.whatwg.org/#redirect-status">"Redirect status"</a>. */
	boolean isRedirect() {
		return switch (this.status) {
			case 301, 302, 303, 307, 308 -> true;
			default -> false;
		};
	}

	/** <a href="https://fetch.spec.whatwg.org/#ok-status">"Ok status"</a>. */
	boolean isOk() {
		return this.status >= 200 && this.status <= 299;
	}

}
