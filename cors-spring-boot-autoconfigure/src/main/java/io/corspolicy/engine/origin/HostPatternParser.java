package io.corspolicy.engine.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.corspolicy.engine.host.IpAddresses;
import org.jspecify.annotations.Nullable;

/**
 * Parses entries of {@code hosts}, as strictly as those of {@code allowed-origins}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-7.2">RFC 9110, 7.2</a>
 */
public final class HostPatternParser {

	private static final EntryParser ENTRIES = HostPatternParser::parse;

	private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

	private static final Pattern NAMED = Pattern.compile("\\{([A-Za-z0-9]+)}\\.(.+)");

	private static final Pattern PORT = Pattern.compile("(.*?[^:]):([0-9*]*)");

	private static final String LEFTMOST = "a host's leftmost label alone may be open: *.example.com for one label or"
			+ " more, {tenant}.example.com for one that has a name of letters and digits.";

	private HostPatternParser() {
	}

	/**
	 * Parse an entry.
	 * @param text the entry as written
	 * @return the parsed entry
	 * @throws MalformedHostException if the entry is not a host pattern
	 */
	public static HostPattern parse(String text) throws MalformedHostException {
		checkCharacters(text);
		Matcher portMatcher = PORT.matcher(text);
		boolean address = text.endsWith("]");
		String host = (!address && portMatcher.matches()) ? portMatcher.group(1) : text;
		int port = (!address && portMatcher.matches()) ? port(host, portMatcher.group(2)) : OriginPattern.ANY_PORT;
		String portText = text.substring(host.length());
		Matcher named = NAMED.matcher(host);
		if (named.matches()) {
			checkParent(named.group(2), "{" + named.group(1) + "}.", portText);
			return new HostPattern(text, HostPattern.Form.LABEL, named.group(2), port, named.group(1));
		}
		if (host.startsWith("*.")) {
			checkParent(host.substring(2), "*.", portText);
			return new HostPattern(text, HostPattern.Form.SUBDOMAINS, host.substring(2), port, "");
		}
		checkHost(host, "", portText);
		return new HostPattern(text, HostPattern.Form.EXACT, host, port, "");
	}

	private static void checkCharacters(String text) throws MalformedHostException {
		if (text.contains("${")) {
			throw new MalformedHostException(EntryFault.UNRESOLVED_PLACEHOLDER, UnresolvedPlaceholder.reason(text),
					null);
		}
		if (text.isBlank()) {
			throw new MalformedHostException("a host can't be empty: leave hosts out for any host.", null);
		}
		if (!text.strip().equals(text)) {
			throw new MalformedHostException("blanks around a host never match.", text.strip());
		}
		if (text.equals("*")) {
			throw new MalformedHostException("leave hosts out for any host.", null);
		}
		Matcher scheme = SCHEME.matcher(text);
		if (scheme.lookingAt()) {
			throw new MalformedHostException("a host has no scheme.", text.substring(scheme.end()));
		}
		if (text.chars().anyMatch((c) -> c > '~')) {
			throw new MalformedHostException("clients send international names in Punycode.", null);
		}
		if (text.chars().anyMatch((c) -> c <= ' ' || ",;".indexOf(c) >= 0)) {
			throw new MalformedHostException("one entry is one host.", null);
		}
		int end = indexOfAny(text, "/?#\\");
		if (end >= 0) {
			throw new MalformedHostException("a host has no path: that is a matter of paths.", text.substring(0, end));
		}
	}

	private static int indexOfAny(String text, String characters) {
		for (int i = 0; i < text.length(); i++) {
			if (characters.indexOf(text.charAt(i)) >= 0) {
				return i;
			}
		}
		return -1;
	}

	private static int port(String host, String text) throws MalformedHostException {
		int port = OriginPattern.decimalPort(text, 0, text.length());
		if (text.equals("*")) {
			throw new MalformedHostException("without a port, a host is meant at any.", host);
		}
		if (port < 1) {
			throw new MalformedHostException("a port is a number from 1 to 65535 without leading zeros.", null);
		}
		return port;
	}

	private static void checkParent(String host, String label, String port) throws MalformedHostException {
		if (host.startsWith("[") || IpAddresses.endsInNumber(host)) {
			throw new MalformedHostException("an IP address has no labels in front of it.", host + port);
		}
		checkHost(host, label, port);
	}

	private static void checkHost(String host, String label, String port) throws MalformedHostException {
		if (indexOfAny(host, "*{}") >= 0) {
			throw new MalformedHostException(LEFTMOST, null);
		}
		if (host.endsWith(".")) {
			throw new MalformedHostException("a host is written without a trailing dot.",
					label + host.substring(0, host.length() - 1) + port);
		}
		if (!host.equals(host.toLowerCase(Locale.ROOT))) {
			throw new MalformedHostException("hosts are written in lower case, and compared in any.",
					label + host.toLowerCase(Locale.ROOT) + port);
		}
		try {
			// Origins have the same syntax of hosts, but other rules for ports.
			OriginPattern origin = OriginPatternParser.parse("http://" + host);
			if (!origin.host().equals(host) || origin.port() != OriginPattern.NO_PORT) {
				throw new MalformedHostException("this is not a host.", null);
			}
		}
		catch (MalformedOriginException ex) {
			List<String> replacements = OriginPatternParser.replacements(ex);
			String corrected = (replacements.size() == 1) ? replacements.get(0) : "";
			throw new MalformedHostException(ex.reason().replace("an origin", "a host"),
					corrected.startsWith("http://") ? label + corrected.substring("http://".length()) + port : null);
		}
	}

	/**
	 * Follow corrections until one is a host pattern.
	 */
	public static @Nullable String corrected(@Nullable String candidate) {
		return ENTRIES.corrected(candidate);
	}

	/**
	 * Parse entries that have been validated.
	 * @param entries the entries
	 * @return the patterns, in the same order
	 * @throws IllegalStateException if one is malformed
	 */
	public static List<HostPattern> parseValid(List<String> entries) {
		List<HostPattern> hosts = new ArrayList<>();
		for (String entry : entries) {
			try {
				hosts.add(parse(entry));
			}
			catch (MalformedHostException ex) {
				throw new IllegalStateException("Validated before", ex);
			}
		}
		return List.copyOf(hosts);
	}

}
