package io.corspolicy.test;

import java.io.IOException;

/**
 * How requests get to a server. Knows nothing of CORS: sends what it is given, follows no
 * redirect, and adds or takes away no header field beyond those of its protocol.
 */
@FunctionalInterface
public interface Transport {

	/**
	 * Send a request and wait for its answer.
	 * @param request the request
	 * @return the answer
	 * @throws IOException if there is none. Tests fail with it: a server that can't be
	 * reached blocks nothing
	 */
	WireResponse exchange(WireRequest request) throws IOException;

}
