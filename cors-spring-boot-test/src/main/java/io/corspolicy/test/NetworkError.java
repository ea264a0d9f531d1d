package io.corspolicy.test;

/**
 * Ends a fetch (<a href="https://fetch.spec.whatwg.org/#concept-network-error">Fetch,
 * "network error"</a>).
 */
@SuppressWarnings("serial")
final class NetworkError extends RuntimeException {

	private final Block block;

	NetworkError(BlockReason reason, FetchPhase phase, String explanation) {
		super(explanation, null, false, false);
		this.block = new Block(reason, phase, explanation);
	}

	Block block() {
		return this.block;
	}

}
