package io.corspolicy.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The allowed origins of one policy, arranged so that a look-up costs what the origin's
 * length costs, however many entries there are.
 * <p>
 * Exact origins are one hash look-up on the header's raw value. Only where that misses is
 * the origin taken apart, once and from its end: at every label's boundary the hash of
 * the host's suffix is at hand, and a table of pattern hosts is asked for it. Nothing is
 * allocated and nothing is thrown.
 */
final class OriginIndex {

	/** No entry matches. */
	static final int NO_MATCH = -1;

	/** Only {@code *} matches. */
	static final int ANY_MATCH = 0;

	/** An entry without a wildcard matches. */
	static final int EXACT_MATCH = Integer.MAX_VALUE;

	/** Longer values of {@code Origin} match nothing but {@code *}. */
	static final int MAX_LENGTH = 320;

	private final boolean any;

	private final Set<String> exact;

	/** Open addressing on the hash of the pattern's host; half empty at least. */
	private final @Nullable OriginPattern[] table;

	private final boolean hasPatterns;

	OriginIndex(Collection<OriginPattern> patterns, boolean allowNull) {
		this.any = patterns.stream().anyMatch((pattern) -> pattern.kind() == OriginPattern.Kind.ANY);
		Set<String> exact = new HashSet<>();
		if (allowNull) {
			exact.add("null");
		}
		patterns.stream()
			.filter((pattern) -> pattern.kind() == OriginPattern.Kind.EXACT)
			.forEach((pattern) -> exact.add(pattern.text()));
		// Beside * every other entry is redundant.
		this.exact = this.any ? Set.of() : Set.copyOf(exact);
		List<OriginPattern> wildcards = this.any ? List.of()
				: patterns.stream().filter(OriginIndex::isHostPattern).distinct().toList();
		this.hasPatterns = !wildcards.isEmpty();
		this.table = new OriginPattern[Integer.highestOneBit(Math.max(1, wildcards.size()) * 4 - 1)];
		wildcards.forEach(this::put);
	}

	private static boolean isHostPattern(OriginPattern pattern) {
		return pattern.kind() == OriginPattern.Kind.HOST || pattern.kind() == OriginPattern.Kind.SUBDOMAINS;
	}

	private void put(OriginPattern pattern) {
		int hash = 0;
		for (int i = pattern.host().length() - 1; i >= 0; i--) {
			hash = step(hash, pattern.host().charAt(i));
		}
		int slot = slot(hash, hash(pattern.scheme(), 0, pattern.scheme().length()), pattern.kind(), pattern.port());
		while (this.table[slot] != null) {
			slot = (slot + 1) & (this.table.length - 1);
		}
		this.table[slot] = pattern;
	}

	boolean isAny() {
		return this.any;
	}

	/**
	 * How closely the allowed origins match.
	 * @param origin the value of {@code Origin} as it was sent
	 * @return {@link #NO_MATCH}, {@link #ANY_MATCH}, {@link #EXACT_MATCH}, or for
	 * patterns a positive number that grows with the length of the longest one that
	 * matches
	 */
	int match(String origin) {
		if (this.any) {
			return ANY_MATCH;
		}
		if (origin.length() > MAX_LENGTH) {
			return NO_MATCH;
		}
		if (this.exact.contains(origin)) {
			return EXACT_MATCH;
		}
		return this.hasPatterns ? matchPatterns(origin) : NO_MATCH;
	}

	private int matchPatterns(String origin) {
		int schemeEnd = origin.indexOf("://");
		if (schemeEnd < 1) {
			return NO_MATCH;
		}
		int hostStart = schemeEnd + 3;
		boolean address = hostStart < origin.length() && origin.charAt(hostStart) == '[';
		int hostEnd = address ? origin.indexOf(']', hostStart) + 1 : origin.indexOf(':', hostStart);
		int port = OriginPattern.NO_PORT;
		if (address ? hostEnd == origin.length() : hostEnd < 0) {
			hostEnd = origin.length();
		}
		else {
			if (hostEnd <= hostStart || origin.charAt(hostEnd) != ':') {
				return NO_MATCH;
			}
			port = OriginPattern.decimalPort(origin, hostEnd + 1, origin.length());
			if (port < 0 || isDefaultPort(origin, schemeEnd, port)) {
				return NO_MATCH;
			}
		}
		int schemeHash = hash(origin, 0, schemeEnd);
		return address ? matchAddress(origin, schemeEnd, schemeHash, hostEnd, port)
				: matchName(origin, schemeEnd, schemeHash, hostEnd, port);
	}

	private int matchAddress(String origin, int schemeEnd, int schemeHash, int hostEnd, int port) {
		int hash = 0;
		for (int i = hostEnd - 1; i >= schemeEnd + 3; i--) {
			hash = step(hash, origin.charAt(i));
		}
		return find(origin, schemeEnd, schemeHash, schemeEnd + 3, hostEnd, hash, OriginPattern.Kind.HOST, port);
	}

	private int matchName(String origin, int schemeEnd, int schemeHash, int hostEnd, int port) {
		int hostStart = schemeEnd + 3;
		int closest = NO_MATCH;
		int hash = 0;
		char next = '.';
		for (int i = hostEnd - 1; i >= hostStart; i--) {
			char c = origin.charAt(i);
			// An empty label is only the one behind a trailing dot.
			if (c == '.' ? (next == '.' && i != hostEnd - 1) : !OriginPattern.isHostChar(c)) {
				return NO_MATCH;
			}
			if (c == '.' && i != hostEnd - 1) {
				closest = Math.max(closest,
						find(origin, schemeEnd, schemeHash, i + 1, hostEnd, hash, OriginPattern.Kind.SUBDOMAINS, port));
			}
			hash = step(hash, c);
			next = c;
		}
		if (next == '.') {
			return NO_MATCH;
		}
		return Math.max(closest,
				find(origin, schemeEnd, schemeHash, hostStart, hostEnd, hash, OriginPattern.Kind.HOST, port));
	}

	private int find(String origin, int schemeEnd, int schemeHash, int start, int end, int hash,
			OriginPattern.Kind kind, int port) {
		int anyPort = probe(origin, schemeEnd, schemeHash, start, end, hash, kind, OriginPattern.ANY_PORT);
		// A host without a wildcard and with a port is an exact origin.
		return (kind == OriginPattern.Kind.HOST) ? anyPort
				: Math.max(anyPort, probe(origin, schemeEnd, schemeHash, start, end, hash, kind, port));
	}

	private int probe(String origin, int schemeEnd, int schemeHash, int start, int end, int hash,
			OriginPattern.Kind kind, int port) {
		int slot = slot(hash, schemeHash, kind, port);
		OriginPattern pattern = this.table[slot];
		while (pattern != null) {
			if (pattern.kind() == kind && pattern.port() == port && pattern.host().length() == end - start
					&& pattern.scheme().length() == schemeEnd && origin.startsWith(pattern.scheme())
					&& origin.startsWith(pattern.host(), start)) {
				return pattern.text().length();
			}
			slot = (slot + 1) & (this.table.length - 1);
			pattern = this.table[slot];
		}
		return NO_MATCH;
	}

	private static boolean isDefaultPort(String origin, int schemeEnd, int port) {
		return (port == 443 && schemeEnd == 5 && origin.startsWith("https"))
				|| (port == 80 && schemeEnd == 4 && origin.startsWith("http"));
	}

	private int slot(int hostHash, int schemeHash, OriginPattern.Kind kind, int port) {
		int hash = ((hostHash * 31 + schemeHash) * 31 + port) * 31 + kind.ordinal();
		hash *= 0x9E3779B9;
		return (hash ^ (hash >>> 15)) & (this.table.length - 1);
	}

	private static int hash(String text, int start, int end) {
		int hash = 0;
		for (int i = start; i < end; i++) {
			hash = step(hash, text.charAt(i));
		}
		return hash;
	}

	private static int step(int hash, char c) {
		return hash * 31 + c;
	}

}
