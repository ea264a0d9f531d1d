package io.corspolicy.engine.origin;

import io.corspolicy.engine.fetch.Schemes;
import io.corspolicy.engine.host.AddressNetwork;
import io.corspolicy.engine.regex.OriginRegex;
import org.jspecify.annotations.Nullable;

/**
 * One parsed entry of {@code allowed-origins}.
 *
 * @param text the entry as written
 * @param form what the entry matches
 * @param scheme the scheme, empty if any
 * @param host the host, or what follows the label with the wildcard, empty if any
 * @param port the port, {@link #NO_PORT} or {@link #ANY_PORT}
 * @param labelPrefix what precedes the wildcard in its label, or the name of a label of
 * the application's own host
 * @param labelSuffix what follows the wildcard in its label
 * @param network the network of addresses, if the entry is one
 * @param regex the regular expression, if the entry is one
 */
public record OriginPattern(String text, Form form, String scheme, String host, int port, String labelPrefix,
		String labelSuffix, @Nullable AddressNetwork network, @Nullable OriginRegex regex) {

	/** The scheme's default port, left out of a serialised origin. */
	static final int NO_PORT = Schemes.NO_PORT;

	/** Any port or none. */
	static final int ANY_PORT = -2;

	OriginPattern(String text, Form form, String scheme, String host, int port, String labelPrefix,
			String labelSuffix) {
		this(text, form, scheme, host, port, labelPrefix, labelSuffix, null, null);
	}

	static OriginPattern any(String text) {
		return new OriginPattern(text, Form.ANY, "", "", ANY_PORT, "", "");
	}

	static OriginPattern anyHost(String text, String scheme) {
		return new OriginPattern(text, Form.ANY_HOST, scheme, "", NO_PORT, "", "");
	}

	static OriginPattern network(String text, String scheme, AddressNetwork network, int port) {
		return new OriginPattern(text, Form.NETWORK, scheme, network.host(), port, "", "", network, null);
	}

	static OriginPattern regex(String text, OriginRegex regex) {
		return new OriginPattern(text, Form.REGEX, "", "", ANY_PORT, "", "", null, regex);
	}

	/**
	 * Reads a port of one to five digits without leading zeros.
	 * @return the port from 0 to 65535, or -1 for anything else
	 */
	public static int decimalPort(String text, int start, int end) {
		int digits = end - start;
		if (digits < 1 || digits > 5 || (digits > 1 && text.charAt(start) == '0')) {
			return -1;
		}
		int port = 0;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if (c < '0' || c > '9') {
				return -1;
			}
			port = port * 10 + (c - '0');
		}
		return (port <= 65535) ? port : -1;
	}

	/**
	 * What an entry matches.
	 */
	public enum Form {

		/** Any origin. */
		ANY,

		/** Exactly one serialised origin. */
		EXACT,

		/** One scheme and host at any port. */
		HOST,

		/** One or more labels in front of the host. */
		SUBDOMAINS,

		/** One label in front of the host, the same as in the application's own host. */
		HOST_LABEL,

		/** One label in front of the host, partly literal. */
		PARTIAL_LABEL,

		/** Any host of a scheme that is not of the web. */
		ANY_HOST,

		/** Every address of a network. */
		NETWORK,

		/** Whatever a regular expression matches. */
		REGEX

	}

}
