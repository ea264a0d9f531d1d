package io.corspolicy.test;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * The result of a fetch, with all exchanges with the server.
 */
public final class FetchResult implements AssertProvider<FetchAssert> {

	private final String origin;

	private final String url;

	private final ResponseType type;

	private final int status;

	private final HeaderList headers;

	private final byte[] body;

	private final @Nullable Block block;

	private final List<Exchange> exchanges;

	private final List<String> ignoredHeaders;

	private FetchResult(FetchRequest request, ResponseType type, int status, HeaderList headers, byte[] body,
			@Nullable Block block, List<Exchange> exchanges, List<String> ignoredHeaders) {
		this.origin = request.origin().serialised();
		this.url = request.currentUrl().serialised();
		this.type = type;
		this.status = status;
		this.headers = headers;
		this.body = body;
		this.block = block;
		this.exchanges = exchanges;
		this.ignoredHeaders = List.copyOf(ignoredHeaders);
	}

	static FetchResult of(FetchRequest request, WireResponse response, List<Exchange> exchanges,
			List<String> ignoredHeaders) {
		ResponseType type = type(request, response);
		if (type == ResponseType.OPAQUE || type == ResponseType.OPAQUE_REDIRECT) {
			return new FetchResult(request, type, 0, HeaderList.empty(), new byte[0], null, exchanges, ignoredHeaders);
		}
		return new FetchResult(request, type, response.status(), ResponseFilter.filter(request, response.headers()),
				response.body(), null, exchanges, ignoredHeaders);
	}

	static FetchResult blocked(FetchRequest request, Block block, List<Exchange> exchanges,
			List<String> ignoredHeaders) {
		return new FetchResult(request, ResponseType.ERROR, 0, HeaderList.empty(), new byte[0], block, exchanges,
				ignoredHeaders);
	}

	private static ResponseType type(FetchRequest request, WireResponse response) {
		if (request.options().redirect() == RedirectMode.MANUAL && response.isRedirect()) {
			return ResponseType.OPAQUE_REDIRECT;
		}
		return switch (request.tainting()) {
			case BASIC -> ResponseType.BASIC;
			case CORS -> ResponseType.CORS;
			case OPAQUE -> ResponseType.OPAQUE;
		};
	}

	/**
	 * What the page sees of the response.
	 * @return the type
	 */
	public ResponseType type() {
		return this.type;
	}

	/**
	 * Whether the page can read the response, whatever its status.
	 * @return whether it is of the page's own origin, or shared with it
	 */
	public boolean isReadable() {
		return this.type == ResponseType.BASIC || this.type == ResponseType.CORS;
	}

	/**
	 * Whether the response is blocked.
	 * @return whether a step of the fetch failed
	 */
	public boolean isBlocked() {
		return this.type == ResponseType.ERROR;
	}

	/**
	 * The step that failed.
	 * @return the step, or {@code null} if none failed
	 */
	public @Nullable Block block() {
		return this.block;
	}

	/**
	 * The status that the page can read.
	 * @return the status, or 0 if it can't read any
	 */
	public int status() {
		return this.status;
	}

	/**
	 * The headers that the page can read.
	 * @return the headers, without those that the browser hides
	 */
	public HeaderList headers() {
		return this.headers;
	}

	/**
	 * The body that the page can read.
	 * @return the body; an empty array if there is none, if the page can't read it, and
	 * for server-sent events, which may never end
	 */
	public byte[] body() {
		return this.body.clone();
	}

	/**
	 * The body that the page can read, as {@code response.text()} reads it.
	 * @return the body, decoded as UTF-8
	 */
	public String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * The address that the fetch ended at.
	 * @return the last URL, after all redirects, without its fragment
	 */
	public String url() {
		return this.url;
	}

	/**
	 * Whether there was a preflight; there is none if the browser remembers an earlier
	 * one.
	 * @return whether there was at least one
	 */
	public boolean wasPreflighted() {
		return this.exchanges.stream().anyMatch(Exchange::preflight);
	}

	/**
	 * All requests and their responses.
	 * @return the exchanges in order, preflights and redirects among them
	 */
	public List<Exchange> exchanges() {
		return this.exchanges;
	}

	/** Headers that the page tried to set but may not. */
	List<String> ignoredHeaders() {
		return this.ignoredHeaders;
	}

	/** The page's origin. */
	String origin() {
		return this.origin;
	}

	/** The fields of the last response that the page can't read. */
	List<String> hiddenHeaders() {
		if (this.exchanges.isEmpty()) {
			return List.of();
		}
		HeaderList all = this.exchanges.get(this.exchanges.size() - 1).response().headers();
		return all.names().stream().filter((name) -> !this.headers.contains(name)).toList();
	}

	/**
	 * Assertions on this result, for {@code Assertions.assertThat}.
	 * @return the assertions
	 */
	@Override
	public FetchAssert assertThat() {
		return new FetchAssert(this);
	}

	/**
	 * The outcome and the conversation.
	 * @return some lines of text
	 */
	@Override
	public String toString() {
		return Conversation.describe(this);
	}

}
