package io.corspolicy.engine.origin;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.corspolicy.engine.fetch.Schemes;

/**
 * Checks the schemes of entries of {@code allowed-origins}.
 */
final class OriginSchemes {

	private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");

	/**
	 * Schemes of pages whose origin is opaque
	 * (<a href="https://url.spec.whatwg.org/#concept-url-origin">URL, "origin"</a>).
	 */
	private static final List<String> OPAQUE_SCHEMES = List.of("file", "data", "blob", "about", "javascript");

	private OriginSchemes() {
	}

	static void check(String scheme, String text) throws MalformedOriginException {
		String rest = text.substring(scheme.length());
		if (OPAQUE_SCHEMES.contains(scheme.toLowerCase(Locale.ROOT)) && !text.equals(SpecialOrigins.FILE)) {
			throw MalformedOriginException.opaque("pages of this scheme have the origin \"null\".");
		}
		checkCase(scheme, text);
		if (scheme.equals("ws") || scheme.equals("wss")) {
			throw MalformedOriginException.withExample(
					"a WebSocket's address is not an origin: write that of the page that opens it, which begins with"
							+ " https:// or http://.",
					OriginPatternParser.EXAMPLE);
		}
		if (!SCHEME.matcher(scheme).matches()) {
			throw new MalformedOriginException("\"" + scheme + "\" is not a scheme.",
					schemes(scheme).stream().map((meant) -> meant + rest).toList());
		}
	}

	private static List<String> schemes(String written) {
		if (written.equals("*")) {
			return List.of("https", "http");
		}
		if (written.equals("http*")) {
			return List.of("https", "http");
		}
		return (written.isEmpty() || written.replaceAll("[^a-z]", "").equals("https")) ? List.of("https") : List.of();
	}

	private static void checkCase(String scheme, String text) throws MalformedOriginException {
		String lowerCase = scheme.toLowerCase(Locale.ROOT);
		if (text.equals(text.toLowerCase(Locale.ROOT))) {
			return;
		}
		if (SCHEME.matcher(lowerCase).matches() && !Schemes.isSpecial(lowerCase)
				&& !text.substring(scheme.length()).equals(text.substring(scheme.length()).toLowerCase(Locale.ROOT))) {
			// Lower-cased it would be another host.
			throw new MalformedOriginException(
					"an entry is in lower case. Engines that send upper case in this scheme, as Safari does for its"
							+ " extensions, are covered by " + lowerCase + "://*, which allows any host.");
		}
		throw new MalformedOriginException("browsers send origins in lower case.", text.toLowerCase(Locale.ROOT));
	}

}
