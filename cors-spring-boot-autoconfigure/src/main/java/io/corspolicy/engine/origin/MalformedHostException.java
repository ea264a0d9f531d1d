package io.corspolicy.engine.origin;

import org.jspecify.annotations.Nullable;

/**
 * Why an entry is not a host pattern.
 */
public final class MalformedHostException extends MalformedEntryException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String candidate;

	MalformedHostException(String reason, @Nullable String candidate) {
		this(EntryFault.FORM, reason, candidate);
	}

	MalformedHostException(EntryFault fault, String reason, @Nullable String candidate) {
		super(fault, reason);
		this.candidate = candidate;
	}

	/**
	 * A likely correction, derived from the entry and not yet checked.
	 */
	public @Nullable String candidate() {
		return this.candidate;
	}

	@Override
	@Nullable String correction() {
		return this.candidate;
	}

}
