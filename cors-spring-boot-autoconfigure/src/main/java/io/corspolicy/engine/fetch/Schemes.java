package io.corspolicy.engine.fetch;

/**
 * Schemes of origins, as the URL Standard defines them.
 *
 * @see <a href="https://url.spec.whatwg.org/#special-scheme">URL, "special scheme"</a>
 */
public final class Schemes {

	/** The value for a scheme without a default port. */
	public static final int NO_PORT = -1;

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
	 * The scheme of the origin under which a server is reached: pages are not loaded by a
	 * WebSocket's scheme.
	 * @param scheme the scheme of a request, in lower case
	 * @return {@code http} for {@code ws}, {@code https} for {@code wss}, otherwise the
	 * same
	 */
	public static String ofOrigin(String scheme) {
		return scheme.startsWith("ws") ? "http" + scheme.substring(2) : scheme;
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
