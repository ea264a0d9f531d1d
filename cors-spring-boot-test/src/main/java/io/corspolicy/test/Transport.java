package io.corspolicy.test;

import java.io.IOException;

/**
 * Sends requests to a server. It knows nothing of CORS: it sends what it is given, does
 * not follow redirects, and adds or removes no header fields beyond those of its
 * protocol.
 */
@FunctionalInterface
public interface Transport {

	/**
	 * Send a request and wait for its answer.
	 * @param request the request
	 * @return the answer
	 * @throws IOException if there is none. Tests fail with it: an unreachable server
	 * does not count as blocked
	 */
	WireResponse exchange(WireRequest request) throws IOException;

}
