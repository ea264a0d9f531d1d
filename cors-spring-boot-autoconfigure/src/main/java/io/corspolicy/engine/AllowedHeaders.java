package io.corspolicy.engine;

import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.corspolicy.engine.fetch.Tokens;
import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * The allowed request headers of one policy, and the reading of
 * {@code Access-Control-Request-Headers} against them: one pass over the lines as they
 * were sent, in any order and case, without allocation.
 *
 * @see <a href=
 * "https://fetch.spec.whatwg.org/#http-access-control-request-headers">Fetch,
 * "Access-Control-Request-Headers"</a>
 * @see <a href="https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names">Fetch,
 * "CORS-unsafe request-header names"</a>
 */
public final class AllowedHeaders {

	/** More than this, over all lines, is refused without being read. */
	public static final int MAX_LENGTH = 8 * 1024;

	/** More than this is not reflected. */
	public static final int MAX_REFLECTED_LENGTH = 4 * 1024;

	/** Longer lines are not remembered. */
	private static final int MAX_REMEMBERED_LENGTH = 200;

	/**
	 * Older engines list these although a page may always send them.
	 */
	private static final List<String> ALWAYS_ALLOWED = List.of("accept", "accept-language", "content-language",
			"origin");

	private static final String AUTHORIZATION = "authorization";

	private final boolean any;

	private final boolean authorization;

	/** Lower-case names by open addressing; at least half empty. */
	private final @Nullable String[] table;

	private final int maxLength;

	private final String rendered;

	/**
	 * Pages ask for the same names again and again. A data race is harmless: a thread may
	 * read what another one found allowed, which is equally true.
	 */
	private @Nullable String lastAllowed;

	/**
	 * Create the names from what was configured.
	 * @param configured the entries of {@code allowed-headers}
	 * @param allowCredentials whether the policy allows credentials
	 */
	AllowedHeaders(Collection<String> configured, boolean allowCredentials) {
		this.any = configured.contains("*");
		Set<String> listed = new LinkedHashSet<>();
		Set<String> lowerCase = new LinkedHashSet<>();
		for (String name : configured) {
			if (lowerCase.add(name.toLowerCase(Locale.ROOT))) {
				listed.add(name);
			}
		}
		this.authorization = allowCredentials || lowerCase.contains(AUTHORIZATION);
		this.rendered = render(listed, lowerCase.contains(AUTHORIZATION));
		lowerCase.addAll(ALWAYS_ALLOWED);
		this.maxLength = lowerCase.stream().mapToInt(String::length).max().orElse(0);
		this.table = new String[OpenAddressing.size(lowerCase.size())];
		lowerCase.forEach(this::put);
	}

	private String render(Set<String> listed, boolean authorizationListed) {
		if (!this.any) {
			return String.join(", ", listed);
		}
		// Fetch, "CORS-preflight fetch": the wildcard does not cover Authorization.
		return authorizationListed ? "*, Authorization" : "*";
	}

	private void put(String name) {
		int slot = OpenAddressing.slot(OpenAddressing.hash(name, 0, name.length()), this.table.length);
		while (this.table[slot] != null) {
			slot = OpenAddressing.next(slot, this.table.length);
		}
		this.table[slot] = name;
	}

	public boolean isAny() {
		return this.any;
	}

	String rendered() {
		return this.rendered;
	}

	/**
	 * Reads the requested headers.
	 * @param lines the values of {@code Access-Control-Request-Headers}
	 * @return the result
	 */
	Match check(Iterator<String> lines) {
		int length = 0;
		Match outcome = Match.NONE_ASKED;
		while (lines.hasNext()) {
			String line = lines.next();
			length += line.length();
			if (length > MAX_LENGTH) {
				return Match.TOO_LONG;
			}
			Match lineOutcome = check(line);
			if (lineOutcome.isRefusal()) {
				return lineOutcome;
			}
			if (lineOutcome == Match.ALLOWED) {
				outcome = Match.ALLOWED;
			}
		}
		return outcome;
	}

	/**
	 * The first requested header that is not allowed, as it was sent.
	 */
	@Nullable String firstNotAllowed(Iterator<String> lines) {
		while (lines.hasNext()) {
			for (String name : lines.next().split(",")) {
				if (read(name.strip()) == Match.NOT_ALLOWED) {
					return name.strip();
				}
			}
		}
		return null;
	}

	private Match check(String line) {
		if (line.equals(this.lastAllowed)) {
			return Match.ALLOWED;
		}
		Match outcome = read(line);
		if (outcome == Match.ALLOWED && line.length() <= MAX_REMEMBERED_LENGTH) {
			this.lastAllowed = line;
		}
		return outcome;
	}

	private Match read(String line) {
		Match outcome = Match.NONE_ASKED;
		int end = line.length();
		int start = 0;
		while (start < end) {
			char c = line.charAt(start);
			if (c == ',' || Tokens.isBlank(c)) {
				start++;
				continue;
			}
			int nameEnd = start;
			long hash = 0;
			while (nameEnd < end && Tokens.isTokenChar(line.charAt(nameEnd))) {
				hash = OpenAddressing.step(hash, Tokens.lower(line.charAt(nameEnd)));
				nameEnd++;
			}
			int next = nameEnd;
			while (next < end && Tokens.isBlank(line.charAt(next))) {
				next++;
			}
			if (nameEnd == start || (next < end && line.charAt(next) != ',')) {
				return Match.MALFORMED;
			}
			if (!isAllowed(line, start, nameEnd, hash)) {
				return Match.NOT_ALLOWED;
			}
			outcome = Match.ALLOWED;
			start = next;
		}
		return outcome;
	}

	private boolean isAllowed(String line, int start, int end, long hash) {
		int length = end - start;
		if (this.any) {
			return this.authorization || length != AUTHORIZATION.length()
					|| !line.regionMatches(true, start, AUTHORIZATION, 0, length);
		}
		if (length > this.maxLength) {
			return false;
		}
		int slot = OpenAddressing.slot(hash, this.table.length);
		String name = this.table[slot];
		while (name != null) {
			if (name.length() == length && line.regionMatches(true, start, name, 0, length)) {
				return true;
			}
			slot = OpenAddressing.next(slot, this.table.length);
			name = this.table[slot];
		}
		return false;
	}

	/**
	 * The result of reading the requested headers.
	 */
	enum Match {

		/** No header is asked for. */
		NONE_ASKED,

		/** All headers asked for are allowed. */
		ALLOWED,

		/** A header asked for is not allowed. */
		NOT_ALLOWED,

		/** Something asked for is not a header name. */
		MALFORMED,

		/** More is asked for than is read. */
		TOO_LONG;

		boolean isRefusal() {
			return this != NONE_ASKED && this != ALLOWED;
		}

	}

}
