package io.corspolicy.engine.origin;

import io.corspolicy.engine.fetch.Schemes;
import org.jspecify.annotations.Nullable;

/**
 * A text that looks like an origin, split but not validated.
 *
 * @param scheme what precedes {@code ://}
 * @param host the host, an IPv6 address with its brackets; empty if the scheme is not of
 * the web
 * @param port the port, or an empty string for none
 * @param rest what follows the authority: nothing, in an origin
 * @see <a href=
 * "https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML,
 * "ASCII serialisation of an origin"</a>
 */
public record OriginParts(String scheme, String host, String port, String rest) {

	public static @Nullable OriginParts of(String text) {
		int schemeEnd = text.indexOf("://");
		if (schemeEnd < 1) {
			return null;
		}
		int hostStart = schemeEnd + 3;
		int end = hostStart;
		while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
			end++;
		}
		String authority = text.substring(hostStart, end);
		int colon = authority.indexOf(':', authority.indexOf(']') + 1);
		String host = (colon < 0) ? authority : authority.substring(0, colon);
		String port = (colon < 0) ? "" : authority.substring(colon + 1);
		String scheme = text.substring(0, schemeEnd);
		boolean needsHost = Schemes.isSpecial(scheme) && !text.startsWith(SpecialOrigins.FILE);
		return ((host.isEmpty() && needsHost) || authority.indexOf('@') >= 0) ? null
				: new OriginParts(scheme, host, port, text.substring(end));
	}

	@Override
	public String toString() {
		return this.scheme + "://" + this.host + (this.port.isEmpty() ? "" : ":" + this.port) + this.rest;
	}

}
