package io.corspolicy.test;

/**
 * A failed step that blocked a response.
 *
 * @param reason the step
 * @param phase how far the fetch got
 * @param explanation what was expected and what was found
 */
public record Block(BlockReason reason, FetchPhase phase, String explanation) {

	@Override
	public String toString() {
		String where = switch (this.phase) {
			case CALL -> "before anything was sent";
			case PREFLIGHT -> "at the preflight";
			case ACTUAL -> "at the request itself";
		};
		return "%s %s: %s (Fetch, %s)".formatted(this.reason, where, this.explanation, this.reason.step());
	}

}
