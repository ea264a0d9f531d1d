package io.corspolicy.engine.fetch;

/**
 * Schemes of origins, as the URL Standard defines them.
 *
 * @see <a href="https://url.spec.whatwg.org/#special-scheme">URL, "special scheme"</a>
 */
public final class Schemes {

	/** The value for a scheme without a default port. */
	static final int NO_PORT = -1;

	private Schemes() {
	}

	/**
	 * The default port of a scheme.
	 * @param scheme the scheme, in lower case
	 * @return the port, or {@link #NO_PORT}
	 * @see <a href="https://url.spec.whatwg.org/#default-port">URL, "default port"</a>
	 */
	public static int defaultPort(String scheme) {
		return switch (scheme) {
			case "http" -> 80;
			case "https" -> 443;
			default -> NO_PORT;
		};
	}

	/**
	 * Whether a scheme is special: the hosts of special schemes are names or addresses in
	 * lower case. The hosts of others are opaque, and keep their case.
	 * @param scheme the scheme, in lower case
	 */
	public static boolean isSpecial(String scheme) {
		return switch (scheme) {
			case "http", "https", "ws", "wss", "ftp", "file" -> true;
			default -> false;
		};
	}

}
