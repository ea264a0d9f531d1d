package io.corspolicy.engine.origin;

import org.jspecify.annotations.Nullable;

/**
 * Why an entry is not a pattern of its kind.
 */
abstract sealed class MalformedEntryException extends Exception
		permits MalformedHostException, MalformedOriginException {

	private static final long serialVersionUID = 1L;

	private final EntryFault fault;

	MalformedEntryException(EntryFault fault, String reason) {
		super(reason, null, false, false);
		this.fault = fault;
	}

	public EntryFault fault() {
		return this.fault;
	}

	public String reason() {
		return String.valueOf(getMessage());
	}

	/** The only likely correction, not yet parsed, or {@code null} if there is none. */
	abstract @Nullable String correction();

}
