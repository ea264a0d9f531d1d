package io.corspolicy.test;

import java.io.IOException;

/**
 * A transport to one server only.
 */
final class OneServer implements Transport {

	private final Transport transport;

	private final WebOrigin origin;

	OneServer(Transport transport, String origin) {
		this.transport = transport;
		this.origin = WebUrl.parse(origin).origin();
	}

	@Override
	public WireResponse exchange(WireRequest request) throws IOException {
		if (!WebUrl.parse(request.url()).origin().isSameOrigin(this.origin)) {
			throw new IOException("Only %s can be reached without a server, but the way leads to %s"
				.formatted(this.origin, request.url()));
		}
		return this.transport.exchange(request);
	}

}
