package io.corspolicy.engine.origin;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.corspolicy.engine.host.HostNames;
import io.corspolicy.engine.host.IpAddresses;
import io.corspolicy.engine.regex.MalformedRegexException;
import io.corspolicy.engine.regex.OriginAutomaton;
import io.corspolicy.engine.regex.OriginRegex;
import org.jspecify.annotations.Nullable;

/**
 * Parses entries of {@code allowed-origins}, strictly: an entry that matches nothing that
 * a browser sends, or that means something else than it seems, is refused with what to
 * write instead.
 *
 * @see <a href=
 * "https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML,
 * "ASCII serialisation of an origin"</a>
 */
public final class OriginPatternParser {

	private static final EntryParser ENTRIES = OriginPatternParser::parse;

	private static final Pattern AUTHORITY_END = Pattern.compile("[/?#\\\\]");

	/** A scheme without the slashes after it. */
	private static final Pattern WRITTEN_SCHEME = Pattern.compile("(https?):/?([^/0-9].*)", Pattern.CASE_INSENSITIVE);

	private static final String NO_SCHEME = "an origin begins with a scheme, such as https:// or http://.";

	static final String IPV6_EXAMPLE = "http://[::1]:8080";

	private static final String LEFTMOST = "write one * at most, in the leftmost label or in place of it.";

	static final String WILDCARD_EXAMPLE = "https://*.example.com";

	static final String EXAMPLE = "https://app.example.com";

	private OriginPatternParser() {
	}

	/**
	 * Parse an entry.
	 * @param text the entry as written
	 * @return the parsed entry
	 * @throws MalformedOriginException if the entry is not an origin pattern
	 */
	public static OriginPattern parse(String text) throws MalformedOriginException {
		if (text.contains("${")) {
			throw MalformedOriginException.unresolved(UnresolvedPlaceholder.reason(text),
					UnresolvedPlaceholder.withDefault(text, EXAMPLE, "app.example.com"));
		}
		if (text.startsWith("~")) {
			return regex(text);
		}
		if (text.equals("*")) {
			return OriginPattern.any(text);
		}
		if (text.equals("null")) {
			throw MalformedOriginException.opaque("the origin \"null\" has an attribute of its own.");
		}
		if (HostOrigins.isNamed(text)) {
			return HostOrigins.parse(text);
		}
		OriginCharacters.check(text);
		int schemeEnd = text.indexOf("://");
		if (schemeEnd < 0) {
			throw withoutScheme(text);
		}
		String scheme = text.substring(0, schemeEnd);
		OriginSchemes.check(scheme, text);
		String authority = text.substring(schemeEnd + 3);
		OriginPattern special = SpecialOrigins.parse(text, scheme, authority);
		if (special != null) {
			return special;
		}
		checkAuthority(scheme, authority);
		return parse(text, scheme, authority);
	}

	private static OriginPattern regex(String text) throws MalformedOriginException {
		if (!OriginRegex.isAvailable()) {
			throw MalformedOriginException
				.withoutLibrary("a regular expression needs RE2/J, which is not there: add com.google.re2j:re2j:"
						+ OriginRegex.VERSION + " to the application's dependencies, or write the origins without one.",
						WILDCARD_EXAMPLE);
		}
		try {
			return OriginPattern.regex(text, OriginRegex.parse(text.substring(1)));
		}
		catch (MalformedRegexException ex) {
			throw new MalformedOriginException(ex.reason(), ex.candidate());
		}
	}

	/**
	 * A host without a scheme is most likely an https one; on the local network it may be
	 * either.
	 */
	private static MalformedOriginException withoutScheme(String text) {
		Matcher written = WRITTEN_SCHEME.matcher(text);
		if (written.matches()) {
			return new MalformedOriginException(NO_SCHEME, written.group(1) + "://" + written.group(2));
		}
		if (text.startsWith("/") && !text.startsWith("//")) {
			return MalformedOriginException.withExample("a path is not an origin: an origin begins with a scheme.",
					EXAMPLE);
		}
		String rest = text.replaceFirst("^/+", "");
		String host = rest.replaceFirst("(?<=[^:\\[])[:/].*$", "");
		if (IpAddresses.isLoopback(host)) {
			return new MalformedOriginException(NO_SCHEME, "http://" + rest);
		}
		if (host.indexOf('.') < 0 || IpAddresses.endsInNumber(host)) {
			return MalformedOriginException.withExample(NO_SCHEME, EXAMPLE);
		}
		return new MalformedOriginException(NO_SCHEME, "https://" + rest);
	}

	private static void checkAuthority(String scheme, String authority) throws MalformedOriginException {
		Matcher end = AUTHORITY_END.matcher(authority);
		if (end.find()) {
			if (authority.startsWith("\\.", end.start())) {
				// An escape, not a path: the host continues after it.
				throw MalformedOriginException.withExample("a backslash is not allowed in an origin.", null);
			}
			throw new MalformedOriginException("an origin has no path, query or fragment, nor a trailing slash.",
					scheme + "://" + authority.substring(0, end.start()));
		}
		int at = authority.lastIndexOf('@');
		if (at >= 0) {
			throw new MalformedOriginException("an origin has no user information.",
					scheme + "://" + authority.substring(at + 1));
		}
	}

	private static OriginPattern parse(String text, String scheme, String authority) throws MalformedOriginException {
		int hostEnd = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
		if (hostEnd < 0 || (hostEnd == 0 && authority.startsWith("["))) {
			hostEnd = authority.length();
		}
		String host = authority.substring(0, hostEnd);
		String portText = authority.substring(hostEnd);
		OriginHosts.checkBrackets(scheme, authority);
		int port = OriginPort.parse(scheme, host, portText);
		if (host.isEmpty()) {
			throw new MalformedOriginException("an origin has a host.");
		}
		if (host.startsWith(".") || host.contains("..")) {
			// The whole host, with its wildcard: a part of it would be another host.
			throw new MalformedOriginException("a host has no empty labels.",
					scheme + "://" + host.replaceAll("\\.{2,}", ".").replaceFirst("^\\.", "*.") + portText);
		}
		if (host.startsWith("[")) {
			OriginHosts.checkAddress(scheme, host, portText);
		}
		else if (host.indexOf('*') < 0) {
			OriginHosts.checkName(scheme, host, portText);
		}
		else {
			return parseWildcard(text, scheme, host, port, portText);
		}
		OriginPattern.Form kind = (port == OriginPattern.ANY_PORT) ? OriginPattern.Form.HOST : OriginPattern.Form.EXACT;
		return new OriginPattern(text, kind, scheme, host, port, "", "");
	}

	private static OriginPattern parseWildcard(String text, String scheme, String host, int port, String portText)
			throws MalformedOriginException {
		int dot = host.indexOf('.');
		String label = (dot >= 0) ? host.substring(0, dot) : host;
		String parent = (dot >= 0) ? host.substring(dot + 1) : "";
		int star = label.indexOf('*');
		if (label.equals("**")) {
			throw new MalformedOriginException(LEFTMOST, scheme + "://" + host.substring(1) + portText);
		}
		if (star < 0 || parent.indexOf('*') >= 0 || label.indexOf('*', star + 1) >= 0) {
			throw MalformedOriginException.withExample(LEFTMOST, WILDCARD_EXAMPLE);
		}
		if (parent.isEmpty()) {
			throw MalformedOriginException.withExample("a * in the host needs a domain after it.", WILDCARD_EXAMPLE);
		}
		if (IpAddresses.endsInNumber(parent)) {
			throw MalformedOriginException.withExample("an IP address has no subdomains.", null);
		}
		OriginHosts.checkName(scheme, parent, portText);
		String prefix = label.substring(0, star);
		String suffix = label.substring(star + 1);
		OriginHosts.checkLabelPart(prefix + suffix);
		if (text.length() + 1 > OriginAutomaton.MAX_LENGTH || host.length() + 1 > HostNames.MAX_LENGTH) {
			throw new MalformedOriginException("no host name that this matches is short enough.");
		}
		OriginPattern.Form kind = label.equals("*") ? OriginPattern.Form.SUBDOMAINS : OriginPattern.Form.PARTIAL_LABEL;
		return new OriginPattern(text, kind, scheme, parent, port, prefix, suffix);
	}

	/**
	 * Follow corrections until one is an origin pattern.
	 */
	public static @Nullable String corrected(@Nullable String candidate) {
		return ENTRIES.corrected(candidate);
	}

	/**
	 * What to write instead of an entry: one or several entries that can be parsed. None
	 * if that does not follow from the whole entry.
	 * @param malformed what is wrong with the entry
	 * @return the entries, none if they don't follow
	 */
	public static List<String> replacements(MalformedOriginException malformed) {
		List<String> corrected = malformed.candidates()
			.stream()
			.map(OriginPatternParser::corrected)
			.filter((candidate) -> candidate != null)
			.toList();
		return (corrected.size() == malformed.candidates().size()) ? corrected : List.of();
	}

}
