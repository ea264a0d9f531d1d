package io.corspolicy.test;

/**
 * Ends a fetch (Fetch, "network error").
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
