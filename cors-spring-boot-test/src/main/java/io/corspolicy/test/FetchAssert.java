package io.corspolicy.test;

import java.util.Arrays;

import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on the result of a fetch. If one fails, the message shows all exchanges with
 * the server, and the step of the Fetch standard that decided.
 */
public final class FetchAssert extends AbstractAssert<FetchAssert, FetchResult> {

	FetchAssert(FetchResult actual) {
		super(actual, FetchAssert.class);
	}

	/**
	 * The page can read the response, whatever its status.
	 * @return this assertion
	 */
	public FetchAssert isReadable() {
		if (!result().isReadable()) {
			throw failure("the page to be able to read the response");
		}
		return this;
	}

	/**
	 * The response is blocked, or the request was not even sent.
	 * @return this assertion
	 */
	public FetchAssert isBlocked() {
		if (!result().isBlocked()) {
			throw failure("the page to be blocked");
		}
		return this;
	}

	/**
	 * The response is blocked by one of some steps.
	 * @param reasons the steps, of which one has to have failed
	 * @return this assertion
	 */
	public FetchAssert isBlockedBecause(BlockReason... reasons) {
		Block block = result().block();
		if (block == null || !Arrays.asList(reasons).contains(block.reason())) {
			throw failure("the page to be blocked because of " + anyOf(reasons));
		}
		return this;
	}

	/**
	 * The response is blocked in a phase of the fetch.
	 * @param phase {@link FetchPhase#PREFLIGHT} for a request that never reached a
	 * handler, {@link FetchPhase#ACTUAL} for one that did
	 * @return this assertion
	 */
	public FetchAssert isBlockedAt(FetchPhase phase) {
		Block block = result().block();
		if (block == null || block.phase() != phase) {
			throw failure("the page to be blocked in the phase " + phase);
		}
		return this;
	}

	/**
	 * The page got a response that it can't read.
	 * @return this assertion
	 */
	public FetchAssert isOpaque() {
		if (result().type() != ResponseType.OPAQUE && result().type() != ResponseType.OPAQUE_REDIRECT) {
			throw failure("the response to be opaque");
		}
		return this;
	}

	/**
	 * There was a preflight, be it allowed or refused.
	 * @return this assertion
	 */
	public FetchAssert wasPreflighted() {
		if (!result().wasPreflighted()) {
			throw failure("a preflight");
		}
		return this;
	}

	/**
	 * There was no preflight: none is needed, or the browser remembers one.
	 * @return this assertion
	 */
	public FetchAssert wasNotPreflighted() {
		if (result().wasPreflighted()) {
			throw failure("no preflight");
		}
		return this;
	}

	/**
	 * The page can read the response, and it has a status.
	 * @param status the status
	 * @return this assertion
	 */
	public FetchAssert hasStatus(int status) {
		isReadable();
		if (result().status() != status) {
			throw failure("the status " + status);
		}
		return this;
	}

	/**
	 * The page can read a response header.
	 * @param name the header's name
	 * @return this assertion
	 */
	public FetchAssert hasReadableHeader(String name) {
		isReadable();
		if (!result().headers().contains(name)) {
			throw failure("the page to be able to read the header %s%s".formatted(name, readableAndHidden()));
		}
		return this;
	}

	/**
	 * The page can read a response header, and it has a value.
	 * @param name the header's name
	 * @param value the value; several lines are joined by a comma and a blank
	 * @return this assertion
	 */
	public FetchAssert hasReadableHeader(String name, String value) {
		hasReadableHeader(name);
		String present = result().headers().get(name);
		if (!value.equals(present)) {
			throw failure("the header %s to be '%s', but it is '%s'".formatted(name, value, present));
		}
		return this;
	}

	/**
	 * The page can read the response but not a header, which is hidden or absent.
	 * @param name the header's name
	 * @return this assertion
	 */
	public FetchAssert hasNoReadableHeader(String name) {
		isReadable();
		if (result().headers().contains(name)) {
			throw failure("the page to be unable to read the header %s%s".formatted(name, readableAndHidden()));
		}
		return this;
	}

	/**
	 * The page can read the response, and its body is a text.
	 * @param text the text
	 * @return this assertion
	 */
	public FetchAssert hasText(String text) {
		isReadable();
		if (!result().text().equals(text)) {
			throw failure("the text '%s', but it is '%s'".formatted(text, result().text()));
		}
		return this;
	}

	private FetchResult result() {
		isNotNull();
		return this.actual;
	}

	private String readableAndHidden() {
		return "\n  readable: %s\n  hidden:   %s".formatted(String.join(", ", result().headers().names()),
				String.join(", ", result().hiddenHeaders()));
	}

	private static String anyOf(BlockReason... reasons) {
		return String.join(" or ", Arrays.stream(reasons).map(BlockReason::name).toList());
	}

	private AssertionError failure(String expectation) {
		return failure("%nExpecting %s%n%n%s", expectation, Conversation.describe(result()));
	}

}
