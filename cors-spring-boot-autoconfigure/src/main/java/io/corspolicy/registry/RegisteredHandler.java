package io.corspolicy.registry;

import java.util.List;

/**
 * A handler at one of its paths, and the policies that answer there.
 *
 * @param pattern the path pattern, within the application
 * @param methods the methods in alphabetical order, none for any
 * @param handler names the handler for people
 * @param decidedBy what decides on the policy
 * @param policies the names of the policies that may answer; if the path decides, perhaps
 * several, of which each request has one
 */
public record RegisteredHandler(String pattern, List<String> methods, String handler, DecidedBy decidedBy,
		List<String> policies) {

	/**
	 * Create a registered route.
	 */
	public RegisteredHandler {
		methods = List.copyOf(methods);
		policies = List.copyOf(policies);
	}

	/**
	 * What decides on a policy.
	 */
	public enum DecidedBy {

		/** The handler names a policy, or has one of its own. */
		ANNOTATION,

		/** The handler has switched CORS off. */
		DISABLED,

		/** The policies whose paths match. */
		PATH,

		/** Nothing: no policy answers. */
		NOBODY

	}

}
