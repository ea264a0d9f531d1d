package io.corspolicy.engine;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code allowed-origins}, taken apart.
 *
 * @param text the entry as written
 * @param kind what the entry matches
 * @param scheme the scheme, empty for any origin
 * @param host the host, or what follows the wildcard's dot, empty for any origin
 * @param port the port, {@link #NO_PORT} or {@link #ANY_PORT}
 */
record OriginPattern(String text, Kind kind, String scheme, String host, int port) {

	/** The scheme's default port, left out of a serialised origin. */
	static final int NO_PORT = -1;

	/** Any port or none. */
	static final int ANY_PORT = -2;

	/** No host name is longer (RFC 1035, 2.3.4), with or without its last dot. */
	private static final int MAX_HOST_LENGTH = 254;

	private static final int MAX_LABEL_LENGTH = 63;

	enum Kind {

		/** Any origin. */
		ANY,

		/** Exactly one serialised origin. */
		EXACT,

		/** One scheme and host at any port. */
		HOST,

		/** One or more labels in front of the host. */
		SUBDOMAINS

	}

	static OriginPattern parse(String text) throws Malformed {
		if (text.equals("*")) {
			return new OriginPattern(text, Kind.ANY, "", "", ANY_PORT);
		}
		if (text.isEmpty()) {
			throw new Malformed("an origin can't be empty.");
		}
		if (text.equals("null")) {
			throw new Malformed("the origin \"null\" has an attribute of its own.", "allow-null-origin: true");
		}
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c <= ' ' || c > '~') {
				throw new Malformed("browsers send origins in printable ASCII without blanks"
						+ " (international names in Punycode).", c <= ' ' ? text.strip() : null);
			}
		}
		int schemeEnd = text.indexOf("://");
		if (schemeEnd < 0) {
			throw new Malformed("an origin begins with a scheme.", "https://" + text);
		}
		if (!text.equals(text.toLowerCase(Locale.ROOT))) {
			throw new Malformed("browsers send origins in lower case.", text.toLowerCase(Locale.ROOT));
		}
		String scheme = text.substring(0, schemeEnd);
		checkScheme(scheme);
		String authority = text.substring(schemeEnd + 3);
		int end = indexOfAny(authority, "/?#");
		if (end >= 0) {
			throw new Malformed("an origin has no path, query or fragment, nor a trailing slash.",
					scheme + "://" + authority.substring(0, end));
		}
		if (authority.indexOf('@') >= 0) {
			throw new Malformed("an origin has no user information.",
					scheme + "://" + authority.substring(authority.lastIndexOf('@') + 1));
		}
		return parse(text, scheme, authority);
	}

	private static OriginPattern parse(String text, String scheme, String authority) throws Malformed {
		int hostEnd = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
		if (hostEnd < 0) {
			hostEnd = authority.length();
		}
		String host = authority.substring(0, hostEnd);
		int port = parsePort(scheme, host, authority.substring(hostEnd));
		boolean subdomains = host.startsWith("*.");
		if (subdomains) {
			host = host.substring(2);
		}
		checkHost(host);
		Kind kind = subdomains ? Kind.SUBDOMAINS : (port == ANY_PORT) ? Kind.HOST : Kind.EXACT;
		return new OriginPattern(text, kind, scheme, host, port);
	}

	private static void checkScheme(String scheme) throws Malformed {
		boolean valid = !scheme.isEmpty() && isLetter(scheme.charAt(0));
		for (int i = 0; i < scheme.length(); i++) {
			char c = scheme.charAt(i);
			valid &= isLetter(c) || isDigit(c) || c == '+' || c == '-' || c == '.';
		}
		if (!valid) {
			throw new Malformed("\"" + scheme + "\" is no scheme.");
		}
		if (scheme.equals("file")) {
			throw new Malformed("pages from files have the origin \"null\".", "allow-null-origin: true");
		}
	}

	private static int parsePort(String scheme, String host, String text) throws Malformed {
		if (text.isEmpty()) {
			return NO_PORT;
		}
		if (text.equals(":*")) {
			return ANY_PORT;
		}
		int port = decimalPort(text, 1, text.length());
		if (text.charAt(0) != ':' || port < 1) {
			throw new Malformed("a port is a number from 1 to 65535 without leading zeros, or *.");
		}
		if (port == defaultPort(scheme)) {
			throw new Malformed("browsers leave the default port out.", scheme + "://" + host);
		}
		return port;
	}

	private static void checkHost(String host) throws Malformed {
		if (host.isEmpty()) {
			throw new Malformed("an origin has a host.");
		}
		if (host.length() > MAX_HOST_LENGTH) {
			throw new Malformed("no host name is longer than 253 characters.");
		}
		if (host.startsWith("[")) {
			for (int i = 1; i < host.length() - 1; i++) {
				char c = host.charAt(i);
				if (!isDigit(c) && (c < 'a' || c > 'f') && c != ':') {
					throw new Malformed("brackets enclose an IPv6 address.");
				}
			}
			return;
		}
		int labelStart = 0;
		for (int i = 0; i <= host.length(); i++) {
			char c = (i < host.length()) ? host.charAt(i) : '.';
			if (c == '*') {
				throw new Malformed("* stands for whole labels in front of the host or for the port.");
			}
			if (c == '.') {
				checkLabel(host, labelStart, i);
				labelStart = i + 1;
			}
			else if (!isHostChar(c)) {
				throw new Malformed("'" + c + "' is no part of a host name.");
			}
		}
	}

	private static void checkLabel(String host, int start, int end) throws Malformed {
		boolean trailingDot = start == end && end == host.length() && start > 0;
		if (start == end && !trailingDot) {
			throw new Malformed("a host has no empty labels.");
		}
		if (end - start > MAX_LABEL_LENGTH) {
			throw new Malformed("a label of a host is no longer than 63 characters.");
		}
	}

	/**
	 * Reads a port of one to five digits without leading zeros.
	 * @return the port from 0 to 65535, or -1 for anything else
	 */
	static int decimalPort(String text, int start, int end) {
		int digits = end - start;
		if (digits < 1 || digits > 5 || (digits > 1 && text.charAt(start) == '0')) {
			return -1;
		}
		int port = 0;
		for (int i = start; i < end; i++) {
			char c = text.charAt(i);
			if (!isDigit(c)) {
				return -1;
			}
			port = port * 10 + (c - '0');
		}
		return (port <= 65535) ? port : -1;
	}

	/** The default ports of the special schemes that origins have (URL, 4.2). */
	static int defaultPort(String scheme) {
		return switch (scheme) {
			case "http" -> 80;
			case "https" -> 443;
			default -> NO_PORT;
		};
	}

	static boolean isHostChar(char c) {
		return isLetter(c) || isDigit(c) || c == '-' || c == '_';
	}

	private static boolean isLetter(char c) {
		return c >= 'a' && c <= 'z';
	}

	private static boolean isDigit(char c) {
		return c >= '0' && c <= '9';
	}

	private static int indexOfAny(String text, String chars) {
		for (int i = 0; i < text.length(); i++) {
			if (chars.indexOf(text.charAt(i)) >= 0) {
				return i;
			}
		}
		return -1;
	}

	/**
	 * Why an entry is no origin pattern.
	 */
	static final class Malformed extends Exception {

		private static final long serialVersionUID = 1L;

		private final @Nullable String suggestion;

		Malformed(String reason) {
			this(reason, null);
		}

		Malformed(String reason, @Nullable String suggestion) {
			super(reason);
			this.suggestion = suggestion;
		}

		String reason() {
			return String.valueOf(getMessage());
		}

		@Nullable String suggestion() {
			return this.suggestion;
		}

	}

}
