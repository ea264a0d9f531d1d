package io.corspolicy.engine.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.corspolicy.engine.host.HostNames;
import io.corspolicy.engine.origin.OriginTable.Slot;
import io.corspolicy.engine.regex.OriginAutomaton;
import io.corspolicy.engine.regex.OriginRegex;
import io.corspolicy.engine.regex.Regexes;
import io.corspolicy.engine.table.OpenAddressing;
import io.corspolicy.engine.table.StringTable;
import org.jspecify.annotations.Nullable;

/**
 * The allowed origins of one policy, indexed so that the cost of a look-up depends on the
 * origin's length, not on the number of entries.
 * <p>
 * Exact origins are one hash look-up on the header's raw value. Only if that misses is
 * the origin parsed, once and from its end: at every label's boundary the hash of the
 * host's suffix is looked up in a table of pattern hosts. Nothing is thrown, and only
 * IPv6 addresses with networks, and regular expressions, cause allocations.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#concept-cors-check">Fetch, "CORS
 * check"</a>
 */
public final class OriginIndex {

	/** No entry matches. */
	public static final int NO_MATCH = -1;

	/** Only {@code *} matches. */
	static final int ANY_MATCH = 0;

	/** An entry without a wildcard matches. */
	public static final int EXACT_MATCH = Integer.MAX_VALUE;

	/** Longer values of {@code Origin} match nothing but {@code *}. */
	private static final int MAX_LENGTH = OriginAutomaton.MAX_LENGTH;

	/** Only a regular expression matches. */
	public static final int REGEX_MATCH = 1;

	/** Not an origin, so only {@code *} could match. */
	private static final int MALFORMED = -2;

	private final boolean any;

	private final StringTable exact;

	private final OriginTable table;

	private final boolean hasPatterns;

	private final boolean hasPartialLabels;

	private final boolean hasAnyHosts;

	private final Networks networks;

	private final Regexes regexes;

	private final AllowedOrigins origins;

	/**
	 * Create an index.
	 * @param origins the allowed origins, which do not change any more
	 */
	public OriginIndex(AllowedOrigins origins) {
		this.origins = origins;
		this.any = origins.isAny();
		this.exact = origins.exact();
		List<OriginPattern> byHost = new ArrayList<>();
		List<OriginRegex> regexes = new ArrayList<>();
		List<OriginPattern> networks = new ArrayList<>();
		// Beside * every other entry is redundant.
		for (OriginPattern pattern : this.any ? List.<OriginPattern>of() : origins.patterns()) {
			switch (pattern.form()) {
				case HOST_LABEL -> {
					// They are matched with a host: see HostOrigins.
				}
				case REGEX -> regexes.add(Objects.requireNonNull(pattern.regex()));
				case NETWORK -> networks.add(pattern);
				default -> byHost.add(pattern);
			}
		}
		this.regexes = new Regexes(regexes);
		this.networks = new Networks(networks);
		this.hasPatterns = !byHost.isEmpty() || !networks.isEmpty();
		this.hasPartialLabels = hasKind(byHost, OriginPattern.Form.PARTIAL_LABEL);
		this.hasAnyHosts = hasKind(byHost, OriginPattern.Form.ANY_HOST);
		this.table = new OriginTable(byHost);
	}

	private static boolean hasKind(List<OriginPattern> patterns, OriginPattern.Form kind) {
		return patterns.stream().anyMatch((pattern) -> pattern.form() == kind);
	}

	/** The origins that were indexed. */
	public AllowedOrigins origins() {
		return this.origins;
	}

	public boolean isAny() {
		return this.any;
	}

	/**
	 * How closely the allowed origins match.
	 * @param origin the value of {@code Origin} as it was sent
	 * @return {@link #NO_MATCH}, {@link #ANY_MATCH}, {@link #EXACT_MATCH}, or for
	 * patterns a positive number that grows with the length of the longest one that
	 * matches
	 */
	public int match(String origin) {
		if (this.any) {
			return ANY_MATCH;
		}
		if (origin.length() > MAX_LENGTH) {
			return NO_MATCH;
		}
		if (this.exact.contains(origin)) {
			return EXACT_MATCH;
		}
		if (!this.hasPatterns && this.regexes.isEmpty()) {
			return NO_MATCH;
		}
		int match = matchPatterns(origin);
		if (match == NO_MATCH && this.regexes.matches(origin)) {
			return REGEX_MATCH;
		}
		return Math.max(match, NO_MATCH);
	}

	private int matchPatterns(String origin) {
		int schemeEnd = origin.indexOf("://");
		if (!OriginText.isScheme(origin, schemeEnd)) {
			return MALFORMED;
		}
		int hostStart = schemeEnd + 3;
		if (OriginText.isWithoutHost(origin, schemeEnd)) {
			return NO_MATCH;
		}
		boolean address = hostStart < origin.length() && origin.charAt(hostStart) == '[';
		int hostEnd = address ? origin.indexOf(']', hostStart) + 1 : origin.indexOf(':', hostStart);
		int port = OriginPattern.NO_PORT;
		if (address ? hostEnd == origin.length() : hostEnd < 0) {
			hostEnd = origin.length();
		}
		else {
			if (hostEnd <= hostStart || origin.charAt(hostEnd) != ':') {
				return MALFORMED;
			}
			port = OriginPattern.decimalPort(origin, hostEnd + 1, origin.length());
			if (port < 0 || OriginText.isDefaultPort(origin, schemeEnd, port)) {
				return MALFORMED;
			}
		}
		long schemeHash = OpenAddressing.hash(origin, 0, schemeEnd);
		int match = address ? matchAddress(origin, schemeEnd, schemeHash, hostEnd)
				: matchName(origin, schemeEnd, schemeHash, hostEnd, port);
		if (match != MALFORMED && this.hasAnyHosts && port == OriginPattern.NO_PORT) {
			match = Math.max(match, matchAnyHost(origin, schemeEnd, schemeHash));
		}
		if (match != MALFORMED && !this.networks.isEmpty()) {
			match = Math.max(match, this.networks.match(origin, schemeEnd, hostEnd, port));
		}
		return match;
	}

	private int matchAnyHost(String origin, int schemeEnd, long schemeHash) {
		Slot entry = this.table.find(origin, schemeEnd, schemeHash, schemeEnd, schemeEnd, 0,
				OriginPattern.Form.ANY_HOST, OriginPattern.NO_PORT);
		return (entry != null) ? entry.length() : NO_MATCH;
	}

	private int matchAddress(String origin, int schemeEnd, long schemeHash, int hostEnd) {
		long hash = 0;
		for (int i = hostEnd - 1; i >= schemeEnd + 3; i--) {
			char c = origin.charAt(i);
			if (!OriginText.isAddressChar(c) && i != hostEnd - 1 && i != schemeEnd + 3) {
				return MALFORMED;
			}
			hash = OpenAddressing.step(hash, c);
		}
		return matchHost(origin, schemeEnd, schemeHash, hostEnd, hash);
	}

	private int matchName(String origin, int schemeEnd, long schemeHash, int hostEnd, int port) {
		int hostStart = schemeEnd + 3;
		boolean web = OriginText.isOfTheWeb(origin, schemeEnd);
		int closest = NO_MATCH;
		long hash = 0;
		int firstDot = -1;
		long parentHash = 0;
		char next = '.';
		for (int i = hostEnd - 1; i >= hostStart; i--) {
			char c = origin.charAt(i);
			// The only empty label is the one after a trailing dot.
			if (c == '.' ? (next == '.' && i != hostEnd - 1)
					: !HostNames.isHostChar(c) && (web || c < 'A' || c > 'Z')) {
				return MALFORMED;
			}
			if (c == '.' && i != hostEnd - 1) {
				firstDot = i;
				parentHash = hash;
				closest = Math.max(closest, matchSubdomain(origin, schemeEnd, schemeHash, i + 1, hostEnd, hash, port));
			}
			hash = OpenAddressing.step(hash, c);
			next = c;
		}
		if (next == '.') {
			return MALFORMED;
		}
		if (this.hasPartialLabels && firstDot > 0) {
			closest = Math.max(closest,
					matchPartialLabel(origin, schemeEnd, schemeHash, firstDot, hostEnd, parentHash, port));
		}
		return Math.max(closest, matchHost(origin, schemeEnd, schemeHash, hostEnd, hash));
	}

	private int matchHost(String origin, int schemeEnd, long schemeHash, int hostEnd, long hash) {
		// A host without a wildcard but with a port is an exact origin.
		Slot entry = this.table.find(origin, schemeEnd, schemeHash, schemeEnd + 3, hostEnd, hash,
				OriginPattern.Form.HOST, OriginPattern.ANY_PORT);
		return (entry != null) ? entry.length() : NO_MATCH;
	}

	private int matchSubdomain(String origin, int schemeEnd, long schemeHash, int start, int hostEnd, long hash,
			int port) {
		OriginPattern.Form kind = OriginPattern.Form.SUBDOMAINS;
		Slot anyPort = this.table.find(origin, schemeEnd, schemeHash, start, hostEnd, hash, kind,
				OriginPattern.ANY_PORT);
		Slot samePort = this.table.find(origin, schemeEnd, schemeHash, start, hostEnd, hash, kind, port);
		return Math.max((anyPort != null) ? anyPort.length() : NO_MATCH,
				(samePort != null) ? samePort.length() : NO_MATCH);
	}

	private int matchPartialLabel(String origin, int schemeEnd, long schemeHash, int dot, int hostEnd, long hash,
			int port) {
		OriginPattern.Form kind = OriginPattern.Form.PARTIAL_LABEL;
		Slot anyPort = this.table.find(origin, schemeEnd, schemeHash, dot + 1, hostEnd, hash, kind,
				OriginPattern.ANY_PORT);
		Slot samePort = this.table.find(origin, schemeEnd, schemeHash, dot + 1, hostEnd, hash, kind, port);
		return Math.max(matchLabel(anyPort, origin, schemeEnd + 3, dot),
				matchLabel(samePort, origin, schemeEnd + 3, dot));
	}

	private static int matchLabel(@Nullable Slot entry, String origin, int start, int end) {
		PartialLabels labels = (entry != null) ? entry.labels() : null;
		return (labels != null) ? labels.match(origin, start, end) : NO_MATCH;
	}

}
