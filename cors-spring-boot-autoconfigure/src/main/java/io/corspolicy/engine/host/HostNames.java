package io.corspolicy.engine.host;

/**
 * The characters and lengths of host names, as browsers send them.
 *
 * @see <a href="https://url.spec.whatwg.org/#forbidden-domain-code-point">URL, "forbidden
 * domain code point"</a>
 */
public final class HostNames {

	/**
	 * The maximum length of a host name, without a trailing dot.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4">RFC 1035,
	 * 2.3.4</a>
	 */
	public static final int MAX_LENGTH = 253;

	/**
	 * The maximum length of a label.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4">RFC 1035,
	 * 2.3.4</a>
	 */
	public static final int MAX_LABEL_LENGTH = 63;

	private HostNames() {
	}

	/**
	 * A name without the dot that may be at its end: it is the same name, and another
	 * origin.
	 */
	public static String withoutTrailingDot(String host) {
		return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
	}

	/** Whether a character can be in a label. */
	public static boolean isHostChar(char c) {
		return isWildcardChar(c) || c == '_';
	}

	/** Whether a wildcard within a label matches a character. */
	public static boolean isWildcardChar(char c) {
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
	}

}
