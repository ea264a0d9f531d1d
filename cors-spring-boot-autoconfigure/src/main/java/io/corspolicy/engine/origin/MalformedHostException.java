package io.corspolicy.engine.origin;

import org.jspecify.annotations.Nullable;

/**
 * Why an entry is not a host pattern.
 */
public final class MalformedHostException extends Exception {

	private static final long serialVersionUID = 1L;

	private final EntryFault fault;

	private final @Nullable String candidate;

	MalformedHostException(String reason, @Nullable String candidate) {
		this(EntryFault.FORM, reason, candidate);
	}

	MalformedHostException(EntryFault fault, String reason, @Nullable String candidate) {
		super(reason, null, false, false);
		this.fault = fault;
		this.candidate = candidate;
	}

	public EntryFault fault() {
		return this.fault;
	}

	public String reason() {
		return String.valueOf(getMessage());
	}

	/**
	 * A likely correction, derived from the entry and not yet checked.
	 */
	public @Nullable String candidate() {
		return this.candidate;
	}

}
