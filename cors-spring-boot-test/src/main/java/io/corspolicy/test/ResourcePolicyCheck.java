package io.corspolicy.test;

/**
 * Whether a page may use a response that it can't read
 * (<a href="https://fetch.spec.whatwg.org/#cross-origin-resource-policy-check">Fetch,
 * "cross-origin resource policy check"</a>), for pages without an embedder policy of
 * their own.
 */
final class ResourcePolicyCheck {

	private static final String FIELD = "Cross-Origin-Resource-Policy";

	private ResourcePolicyCheck() {
	}

	/**
	 * Check a response.
	 * @throws NetworkError if the check fails
	 */
	static void check(FetchRequest request, WireResponse response) {
		String policy = response.headers().get(FIELD);
		WebOrigin page = request.origin();
		WebOrigin server = request.currentUrl().origin();
		boolean blocked = switch ((policy != null) ? policy : "") {
			case "same-origin" -> !page.isSameOrigin(server);
			case "same-site" -> !page.isSchemelesslySameSite(server) || (server.isSecure() && !page.isSecure());
			default -> false;
		};
		if (blocked) {
			throw new NetworkError(BlockReason.RESOURCE_POLICY, FetchPhase.ACTUAL,
					"%s is %s, and the page's origin is %s".formatted(FIELD, policy, page));
		}
	}

}
