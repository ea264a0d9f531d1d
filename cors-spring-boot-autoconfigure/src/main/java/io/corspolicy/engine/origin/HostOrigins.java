package io.corspolicy.engine.origin;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.corspolicy.engine.fetch.RequestReader;
import io.corspolicy.engine.fetch.Schemes;
import io.corspolicy.engine.fetch.Tokens;
import io.corspolicy.engine.regex.OriginAutomaton;

/**
 * Allowed origins in which a label has a name, such as
 * {@code https://{tenant}.app.example.com}: each matches the origin whose label is the
 * same as the one of that name in the host under which the application was reached, so
 * that no tenant's page can read another tenant's host.
 */
public final class HostOrigins {

	private static final Pattern NAMED = Pattern.compile("([^{}]*://)\\{([A-Za-z0-9]+)}(\\..*)");

	private static final String EXAMPLE = "https://{tenant}.app.example.com";

	private final Map<String, Named> byName = new LinkedHashMap<>();

	/**
	 * Create the origins.
	 * @param origins all allowed origins of a policy
	 * @param hosts the policy's hosts
	 */
	public HostOrigins(AllowedOrigins origins, List<HostPattern> hosts) {
		for (OriginPattern pattern : origins.patterns()) {
			if (pattern.form() == OriginPattern.Form.HOST_LABEL) {
				this.byName.computeIfAbsent(pattern.labelPrefix(), (name) -> new Named(name, hosts)).add(pattern);
			}
		}
	}

	static boolean isNamed(String entry) {
		return entry.contains("://{");
	}

	/**
	 * Parse an entry: the named label is parsed like a wildcard for a whole label.
	 */
	static OriginPattern parse(String text) throws MalformedOriginException {
		Matcher matcher = NAMED.matcher(text);
		if (!matcher.matches()) {
			throw MalformedOriginException.withExample("a label of the application's own host has a name of letters and"
					+ " digits in braces, and replaces the whole leftmost label.", EXAMPLE);
		}
		String name = matcher.group(2);
		try {
			OriginPattern wildcard = OriginPatternParser.parse(matcher.group(1) + "*" + matcher.group(3));
			return new OriginPattern(text, OriginPattern.Form.HOST_LABEL, wildcard.scheme(), wildcard.host(),
					wildcard.port(), name, "");
		}
		catch (MalformedOriginException ex) {
			List<String> candidates = ex.candidates()
				.stream()
				.map((candidate) -> candidate.replace("://*.", "://{" + name + "}."))
				.toList();
			throw candidates.isEmpty() ? ex.withExample(EXAMPLE) : ex.withCandidates(candidates);
		}
	}

	public boolean isEmpty() {
		return this.byName.isEmpty();
	}

	/**
	 * How closely an origin matches.
	 * @param origin the value of {@code Origin} as it was sent
	 * @param request the request
	 * @param reader reads the request
	 * @return the length of the longest entry that matches, or
	 * {@link OriginIndex#NO_MATCH}
	 */
	public <R> int match(String origin, R request, RequestReader<R> reader) {
		String host = reader.host(request);
		int labelEnd = (host != null) ? host.indexOf('.') : -1;
		int start = origin.indexOf("://") + 3;
		if (host == null || labelEnd < 1 || start < 3 || origin.length() > OriginAutomaton.MAX_LENGTH
				|| !isLabel(origin, start, host, labelEnd)) {
			return OriginIndex.NO_MATCH;
		}
		int closest = OriginIndex.NO_MATCH;
		for (Named named : this.byName.values()) {
			if (!named.hosts.find(request, reader).isEmpty()) {
				closest = Math.max(closest, named.match(origin, start, start + labelEnd));
			}
		}
		return closest;
	}

	/** Hosts are compared case-insensitively, origins byte for byte. */
	private static boolean isLabel(String origin, int start, String host, int length) {
		if (!origin.startsWith(".", start + length)) {
			return false;
		}
		for (int i = 0; i < length; i++) {
			if (origin.charAt(start + i) != Tokens.lower(host.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * The origins with one name.
	 */
	private static final class Named {

		private final HostTable hosts;

		/** The lengths of the entries, by the rest of them after the label. */
		private final Map<String, Integer> entries = new HashMap<>();

		Named(String name, List<HostPattern> hosts) {
			this.hosts = new HostTable(
					hosts.stream().filter((pattern) -> pattern.name().equals(name)).collect(Collectors.toList()));
		}

		void add(OriginPattern pattern) {
			this.entries.put(pattern.scheme() + "://." + pattern.host() + switch (pattern.port()) {
				case OriginPattern.NO_PORT -> "";
				case OriginPattern.ANY_PORT -> ":*";
				default -> ":" + pattern.port();
			}, pattern.text().length());
		}

		int match(String origin, int start, int labelEnd) {
			String scheme = origin.substring(0, start);
			int colon = origin.indexOf(':', labelEnd);
			int hostEnd = (colon < 0) ? origin.length() : colon;
			if (colon >= 0 && !isPort(origin, colon + 1)) {
				return OriginIndex.NO_MATCH;
			}
			int exact = this.entries.getOrDefault(scheme + origin.substring(labelEnd), OriginIndex.NO_MATCH);
			int anyPort = this.entries.getOrDefault(scheme + origin.substring(labelEnd, hostEnd) + ":*",
					OriginIndex.NO_MATCH);
			return Math.max(exact, anyPort);
		}

		/** Browsers leave the default port out. */
		private static boolean isPort(String origin, int start) {
			int port = OriginPattern.decimalPort(origin, start, origin.length());
			return port >= 0 && port != Schemes.defaultPort(origin.substring(0, origin.indexOf(':')));
		}

	}

}
