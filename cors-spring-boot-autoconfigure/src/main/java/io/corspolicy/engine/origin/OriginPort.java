package io.corspolicy.engine.origin;

import io.corspolicy.engine.fetch.Schemes;

/**
 * Reads the port at the end of an origin.
 *
 * @see <a href="https://url.spec.whatwg.org/#default-port">URL, "default port"</a>
 */
final class OriginPort {

	private OriginPort() {
	}

	/**
	 * Read a port.
	 * @param scheme the scheme of the origin
	 * @param host its host
	 * @param text what is behind the host: nothing, or a colon and a port
	 * @return the port, {@link OriginPattern#NO_PORT} or {@link OriginPattern#ANY_PORT}
	 * @throws MalformedOriginException if browsers send no such port
	 */
	static int parse(String scheme, String host, String text) throws MalformedOriginException {
		String withoutPort = scheme + "://" + host;
		if (text.isEmpty()) {
			return OriginPattern.NO_PORT;
		}
		if (text.equals(":*")) {
			return OriginPattern.ANY_PORT;
		}
		if (text.charAt(0) != ':') {
			throw MalformedOriginException.withExample("nothing but a port follows an address in brackets.",
					OriginPatternParser.IPV6_EXAMPLE);
		}
		int port = OriginPattern.decimalPort(text, 1, text.length());
		if (port < 1) {
			throw malformedPort(withoutPort, text);
		}
		if (port == Schemes.defaultPort(scheme)) {
			throw new MalformedOriginException("browsers leave the default port out.", withoutPort);
		}
		return port;
	}

	private static MalformedOriginException malformedPort(String withoutPort, String text) {
		String reason = "a port is a number from 1 to 65535 without leading zeros, or * for any.";
		if (text.equals(":")) {
			return new MalformedOriginException(reason, withoutPort);
		}
		return text.matches(":0+[1-9][0-9]{0,4}")
				? new MalformedOriginException(reason, withoutPort + ":" + text.replaceFirst(":0+", ""))
				: MalformedOriginException.withExample(reason,
						(withoutPort.matches("[a-z0-9:/.-]+") ? withoutPort : OriginPatternParser.EXAMPLE) + ":8443");
	}

}
