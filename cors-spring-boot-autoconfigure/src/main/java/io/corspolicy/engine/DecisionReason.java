package io.corspolicy.engine;

import java.util.Locale;

/**
 * The reason of a decision.
 */
public enum DecisionReason {

	/** Everything that was asked for is allowed. */
	ALLOWED("The policy allows the request."),

	/**
	 * The request has no {@code Origin}: it is not a CORS request.
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-request">Fetch,
	 * "CORS request"</a>
	 */
	NO_ORIGIN("The request has no Origin, so it is not a CORS request."),

	/**
	 * The request comes from the server's own origin.
	 * @see <a href=
	 * "https://html.spec.whatwg.org/multipage/browsers.html#same-origin">HTML,
	 * "same origin"</a>
	 */
	SAME_ORIGIN("The request comes from the server's own origin, so CORS does not apply."),

	/**
	 * The request is a navigation, such as a form that a user sent.
	 * @see <a href="https://fetch.spec.whatwg.org/#navigation-request">Fetch,
	 * "navigation request"</a>
	 */
	NAVIGATION("The request is a navigation, whose response no page can read."),

	/**
	 * The policy that decided does not apply to the handler: a filter changed the path or
	 * the method after the decision.
	 */
	HANDLER_CHANGED("A filter after the CORS filter changed the path or the method, so that another policy applies."),

	/**
	 * The origin is not among the allowed ones.
	 * @see <a href="https://fetch.spec.whatwg.org/#concept-cors-check">Fetch,
	 * "CORS check"</a>
	 */
	ORIGIN_NOT_ALLOWED("The origin is not among the policy's allowed-origins."),

	/**
	 * {@code Origin} is repeated, over-long or not a serialised origin.
	 * @see <a href="https://fetch.spec.whatwg.org/#origin-header">Fetch,
	 * "Origin header"</a>
	 */
	ORIGIN_INVALID("The Origin header is repeated, over-long or not a serialised origin."),

	/**
	 * The method is not among the allowed ones.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#http-access-control-allow-methods">Fetch,
	 * "Access-Control-Allow-Methods"</a>
	 */
	METHOD_NOT_ALLOWED("The method is not among the policy's allowed-methods."),

	/**
	 * The requested method is missing, repeated, not a token, or one that no page can
	 * use.
	 * @see <a href="https://fetch.spec.whatwg.org/#forbidden-method">Fetch,
	 * "forbidden method"</a>
	 */
	METHOD_INVALID("Access-Control-Request-Method is empty, repeated, not a token, or a forbidden method."),

	/**
	 * A requested header is not among the allowed ones.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#http-access-control-allow-headers">Fetch,
	 * "Access-Control-Allow-Headers"</a>
	 */
	HEADER_NOT_ALLOWED("A requested header is not among the policy's allowed-headers."),

	/**
	 * The list of requested headers has an entry that is not a header name.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#http-access-control-request-headers">Fetch,
	 * "Access-Control-Request-Headers"</a>
	 */
	HEADERS_INVALID("Access-Control-Request-Headers has an entry that is not a header name."),

	/** More headers are requested than are read or reflected. */
	HEADERS_TOO_LONG("Access-Control-Request-Headers is too long.");

	private final String description;

	DecisionReason(String description) {
		this.description = description;
	}

	/**
	 * The reason in a sentence, without any text of the request.
	 * @return the description
	 */
	public String description() {
		return this.description;
	}

	boolean isOriginAllowed() {
		return switch (this) {
			case ALLOWED, METHOD_NOT_ALLOWED, METHOD_INVALID, HEADER_NOT_ALLOWED, HEADERS_INVALID, HEADERS_TOO_LONG ->
				true;
			case NO_ORIGIN, SAME_ORIGIN, NAVIGATION, HANDLER_CHANGED, ORIGIN_NOT_ALLOWED, ORIGIN_INVALID -> false;
		};
	}

	/**
	 * The reason as a short name for logs, metrics and problem documents.
	 * @return a name in kebab case
	 */
	public String code() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
