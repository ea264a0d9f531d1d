package io.corspolicy.engine;

import java.util.List;

import io.corspolicy.engine.fetch.FieldNames;
import org.jspecify.annotations.Nullable;

/**
 * What applies to every request on a path, whichever of its policies answers, or none.
 *
 * @param sendWithoutOrigin whether every response is open to any origin
 * @param rejectDisallowed whether a request that is not allowed is answered with 403
 * @param checkWebSocketOrigin whether a WebSocket handshake from an origin that is not
 * allowed is answered with 403
 * @param privateNetwork whether some policy may allow a private network
 * @param resourcePolicy the value of {@code Cross-Origin-Resource-Policy}
 */
record PathAttributes(boolean sendWithoutOrigin, boolean rejectDisallowed, boolean checkWebSocketOrigin,
		boolean privateNetwork, @Nullable CrossOriginResourcePolicy resourcePolicy) {

	static PathAttributes of(List<CompiledPolicy> policies) {
		// If policies overlap unexpectedly, the open one must not open the other.
		boolean sendWithoutOrigin = policies.stream().allMatch((policy) -> policy.is(Attribute.SEND_WITHOUT_ORIGIN));
		return new PathAttributes(sendWithoutOrigin, any(policies, Attribute.REJECT_DISALLOWED),
				any(policies, Attribute.CHECK_WEBSOCKET_ORIGIN), any(policies, Attribute.ALLOW_PRIVATE_NETWORK),
				policies.get(0).crossOriginResourcePolicy());
	}

	private static boolean any(List<CompiledPolicy> policies, Attribute<Boolean> attribute) {
		return policies.stream().anyMatch((policy) -> policy.is(attribute));
	}

	/**
	 * The names in {@code Vary} on responses to actual requests.
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches">Fetch,
	 * "CORS protocol and HTTP caches"</a>
	 */
	@Nullable String vary() {
		return this.sendWithoutOrigin ? null : FieldNames.ORIGIN;
	}

	/**
	 * The names in {@code Vary} on responses to preflights, allowed or not.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-vary">RFC 9110,
	 * 12.5.5</a>
	 */
	String preflightVary() {
		StringBuilder names = new StringBuilder();
		if (!this.sendWithoutOrigin) {
			names.append(FieldNames.ORIGIN).append(", ");
		}
		names.append(FieldNames.REQUEST_METHOD).append(", ").append(FieldNames.REQUEST_HEADERS);
		if (this.privateNetwork) {
			names.append(", ").append(FieldNames.REQUEST_PRIVATE_NETWORK);
		}
		return names.toString();
	}

}
