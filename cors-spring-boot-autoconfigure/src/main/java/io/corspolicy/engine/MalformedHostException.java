package io.corspolicy.engine;

import org.jspecify.annotations.Nullable;

/**
 * Why an entry is no host pattern.
 */
final class MalformedHostException extends Exception {

	private static final long serialVersionUID = 1L;

	private final ProblemCode code;

	private final @Nullable String candidate;

	MalformedHostException(String reason, @Nullable String candidate) {
		this(ProblemCode.INVALID_HOST, reason, candidate);
	}

	MalformedHostException(ProblemCode code, String reason, @Nullable String candidate) {
		super(reason, null, false, false);
		this.code = code;
		this.candidate = candidate;
	}

	ProblemCode code() {
		return this.code;
	}

	String reason() {
		return String.valueOf(getMessage());
	}

	/**
	 * What was meant instead, as far as it follows from the entry: not yet looked at.
	 */
	@Nullable String candidate() {
		return this.candidate;
	}

}
