package io.corspolicy.engine;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How the decision of a policy's candidate differs from the policy's own.
 */
public enum CandidateChange {

	/** What is allowed now would be refused. */
	WOULD_REFUSE,

	/** What is refused now would be allowed. */
	WOULD_ALLOW,

	/** The request would be answered instead of passed on, or the other way round. */
	OTHER_STATUS,

	/** The response would have other header fields. */
	OTHER_HEADERS;

	/**
	 * Compare two decisions on one request.
	 * @param decision the policy's own
	 * @param candidate the candidate's
	 * @return how they differ, the gravest difference first, or {@code null} if a browser
	 * could not tell them apart
	 */
	public static @Nullable CandidateChange between(CorsDecision decision, CorsDecision candidate) {
		if (decision.isAllowed() != candidate.isAllowed()) {
			return decision.isAllowed() ? WOULD_REFUSE : WOULD_ALLOW;
		}
		if (decision.status() != candidate.status()) {
			return OTHER_STATUS;
		}
		return decision.hasHeadersOf(candidate) ? null : OTHER_HEADERS;
	}

	/**
	 * The change as a short name for logs and metrics.
	 * @return a name in kebab case
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
