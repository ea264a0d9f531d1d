package io.corspolicy.engine.regex;

import org.jspecify.annotations.Nullable;

/**
 * Why a regular expression is not allowed in {@code allowed-origins}.
 */
public final class MalformedRegexException extends Exception {

	private static final long serialVersionUID = 1L;

	private final @Nullable String candidate;

	MalformedRegexException(String reason) {
		this(reason, null);
	}

	MalformedRegexException(String reason, @Nullable String candidate) {
		super(reason, null, false, false);
		this.candidate = candidate;
	}

	public String reason() {
		return String.valueOf(getMessage());
	}

	/**
	 * A likely correction, derived from the expression and not yet parsed.
	 */
	public @Nullable String candidate() {
		return this.candidate;
	}

}
