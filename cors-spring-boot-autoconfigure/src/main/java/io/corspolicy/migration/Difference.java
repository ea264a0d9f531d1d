package io.corspolicy.migration;

/**
 * A difference between the answers of the policies and the present ones.
 *
 * @param subject its subject
 * @param sentence describes it
 */
record Difference(Subject subject, String sentence) {

	/**
	 * The subject of a difference.
	 */
	enum Subject {

		/** {@code Vary} on responses to actual requests. */
		VARY,

		/** The lists in the answer to an allowed preflight. */
		LISTS,

		/** Some of the headers that a preflight asks for are not allowed. */
		PARTLY_ALLOWED,

		/** A filter in front answers every preflight. */
		NO_PREFLIGHTS,

		/** Spring allows every preflight for which several handlers match. */
		AMBIGUOUS,

		/** The text of a refusal. */
		BODY,

		/** Navigations, and requests that browsers mark as same-origin. */
		NAVIGATION,

		/** The case of an origin. */
		ORIGIN_CASE,

		/** Preflights of the same origin. */
		SAME_ORIGIN,

		/** HEAD if GET is allowed. */
		HEAD,

		/** {@code Access-Control-Expose-Headers} on preflights. */
		EXPOSED_ON_PREFLIGHT,

		/**
		 * {@code Access-Control-Allow-Private-Network} on responses to actual requests.
		 */
		PRIVATE_NETWORK,

		/** Paths at which no handler is mapped. */
		UNMAPPED,

		/** Outside of the paths. */
		OUTSIDE,

		/** The answer to any origin is {@code *}. */
		ANY_ORIGIN,

		/** Any origin with credentials. */
		ANY_WITH_CREDENTIALS,

		/** Spring fails. */
		FAILS,

		/** A pattern matches less. */
		PATTERN_NARROWED,

		/** A pattern matches more. */
		PATTERN_WIDENED,

		/** An origin, or a pattern of origins, is left out. */
		ORIGIN_LEFT_OUT,

		/** The origin {@code null} has no credentials. */
		NULL_WITHOUT_CREDENTIALS,

		/** A method is left out. */
		METHOD_LEFT_OUT,

		/** A request header is left out. */
		HEADER_LEFT_OUT,

		/** A response header is left out. */
		EXPOSED_LEFT_OUT,

		/** How long preflights are cached. */
		MAX_AGE,

		/** Handlers of one path differ. */
		MIXED,

		/** Other conditions than path and method decide which handler is chosen. */
		CONDITIONS,

		/** A path is left out. */
		PATH_LEFT_OUT,

		/** No policy follows from it. */
		NOT_IN_FORCE,

		/** It can't be read, or only in part. */
		UNREADABLE,

		/** The configurations are computed. */
		COMPUTED,

		/** A custom {@code CorsProcessor}. */
		PROCESSOR,

		/** {@code cors.defaults} apply, too. */
		DEFAULTS,

		/** Actuator endpoints. */
		ENDPOINTS,

		/** Spring Security runs later. */
		SECURITY

	}

}
