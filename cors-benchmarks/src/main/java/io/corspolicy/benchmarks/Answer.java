package io.corspolicy.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * What has to come of a request, whoever decides.
 */
public enum Answer {

	/** Handled as if there were no CORS. */
	PASSED,

	/** Handled, and readable for its origin. */
	ALLOWED,

	/** Handled, and not readable for its origin. */
	REFUSED,

	/** Answered in place of the application, and not readable for its origin. */
	REJECTED,

	/** Answered, and in favour of the origin. */
	PREFLIGHT_ALLOWED,

	/** Answered, and in nobody's favour. */
	PREFLIGHT_REFUSED;

	/**
	 * Check that a filter does what is measured.
	 * @param what what is checked, for the message
	 * @param call the request
	 * @param handled whether the request came to the application
	 * @param status the response's status
	 * @param allowOrigin the response's {@code Access-Control-Allow-Origin}
	 * @throws IllegalStateException if the answer is another one
	 */
	public void check(String what, Call call, boolean handled, int status, @Nullable String allowOrigin) {
		boolean readable = allowOrigin != null && (allowOrigin.equals("*") || allowOrigin.equals(call.origin()));
		boolean right = switch (this) {
			case PASSED -> handled && status == 200 && allowOrigin == null;
			case ALLOWED -> handled && status == 200 && readable;
			case REFUSED -> handled && status == 200 && allowOrigin == null;
			case PREFLIGHT_ALLOWED -> !handled && (status == 200 || status == 204) && readable;
			case REJECTED, PREFLIGHT_REFUSED -> !handled && isRefusal(status) && allowOrigin == null;
		};
		if (!right) {
			throw new IllegalStateException("%s: expected %s, but %s with status %d and allowed origin %s"
				.formatted(what, this, handled ? "handled" : "not handled", status, allowOrigin));
		}
	}

	/**
	 * Whether filters answer, and the application has no part in it.
	 * @return whether the request does not reach the application
	 */
	public boolean isFinal() {
		return this == REJECTED || this == PREFLIGHT_ALLOWED || this == PREFLIGHT_REFUSED;
	}

	private static boolean isRefusal(int status) {
		return status >= 400 && status < 500;
	}

}
