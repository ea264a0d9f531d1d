package io.corspolicy.migration;

/**
 * What is answered otherwise by the policies.
 *
 * @param subject what it is about
 * @param sentence says so to people
 */
record Difference(Subject subject, String sentence) {

	/**
	 * What a difference is about.
	 */
	enum Subject {

		/** {@code Vary} on what is no preflight. */
		VARY,

		/** The lists in the answer to an allowed preflight. */
		LISTS,

		/** Some of the headers that a preflight asks for are not allowed. */
		PARTLY_ALLOWED,

		/** A filter in front answers every preflight. */
		NO_PREFLIGHTS,

		/** Spring allows every preflight where several handlers match. */
		AMBIGUOUS,

		/** The text of a refusal. */
		BODY,

		/** Navigations, and what browsers say is of the same origin. */
		NAVIGATION,

		/** The case of an origin. */
		ORIGIN_CASE,

		/** Preflights of the same origin. */
		SAME_ORIGIN,

		/** HEAD where GET is allowed. */
		HEAD,

		/** {@code Access-Control-Expose-Headers} on preflights. */
		EXPOSED_ON_PREFLIGHT,

		/** {@code Access-Control-Allow-Private-Network} on what is no preflight. */
		PRIVATE_NETWORK,

		/** Where no handler is mapped. */
		UNMAPPED,

		/** Outside of the paths. */
		OUTSIDE,

		/** Any origin is answered with {@code *}. */
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

		/** How long preflights are kept. */
		MAX_AGE,

		/** Handlers of one path differ. */
		MIXED,

		/** More than path and method decides which handler is chosen. */
		CONDITIONS,

		/** A path is left out. */
		PATH_LEFT_OUT,

		/** Nothing follows from it. */
		NOT_IN_FORCE,

		/** It can't be read, or only in part. */
		UNREADABLE,

		/** The answers are computed. */
		COMPUTED,

		/** Somebody's own {@code CorsProcessor}. */
		PROCESSOR,

		/** {@code cors.defaults} hold, too. */
		DEFAULTS,

		/** Actuator endpoints. */
		ENDPOINTS,

		/** Spring Security is asked later. */
		SECURITY

	}

}
