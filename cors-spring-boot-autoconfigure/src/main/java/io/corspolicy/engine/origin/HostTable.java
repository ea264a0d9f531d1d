package io.corspolicy.engine.origin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.corspolicy.engine.fetch.RequestReader;
import io.corspolicy.engine.fetch.Schemes;
import io.corspolicy.engine.fetch.Tokens;
import io.corspolicy.engine.host.HostNames;
import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * Host patterns, found by the host under which an application was reached. A look-up
 * reads the host once, from its end: its cost does not depend on how many patterns there
 * are. Immutable.
 */
public final class HostTable {

	/**
	 * The maximum length of a host name
	 * (<a href="https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4">RFC 1035,
	 * 2.3.4</a>).
	 */
	private static final int MAX_LENGTH = 253;

	/** Open addressing on the hash of host, kind and port; at least half empty. */
	private final @Nullable HostPattern[] table;

	private final boolean ports;

	private final boolean subdomains;

	private final boolean labels;

	/**
	 * Create a table.
	 * @param patterns the patterns, of which equal ones count once
	 */
	public HostTable(Collection<HostPattern> patterns) {
		Set<HostPattern> distinct = new LinkedHashSet<>(patterns);
		this.table = new HostPattern[OpenAddressing.size(distinct.size())];
		this.ports = distinct.stream().anyMatch((pattern) -> pattern.port() != OriginPattern.ANY_PORT);
		this.subdomains = distinct.stream().anyMatch((pattern) -> pattern.form() == HostPattern.Form.SUBDOMAINS);
		this.labels = distinct.stream().anyMatch((pattern) -> pattern.form() == HostPattern.Form.LABEL);
		distinct.forEach(this::put);
	}

	private void put(HostPattern pattern) {
		long hash = 0;
		for (int i = pattern.host().length() - 1; i >= 0; i--) {
			hash = OpenAddressing.step(hash, pattern.host().charAt(i));
		}
		int slot = slot(hash, pattern.form(), pattern.port());
		while (this.table[slot] != null) {
			slot = OpenAddressing.next(slot, this.table.length);
		}
		this.table[slot] = pattern;
	}

	/**
	 * Find the patterns that match a request's host.
	 * @param request the request
	 * @param reader reads the host and the port under which the application was reached
	 * @param <R> the type of the request
	 * @return the patterns, the closest first
	 */
	public <R> List<HostPattern> find(R request, RequestReader<R> reader) {
		String host = reader.host(request);
		return (host != null) ? find(host, this.ports ? port(request, reader) : OriginPattern.NO_PORT) : List.of();
	}

	private static <R> int port(R request, RequestReader<R> reader) {
		int port = reader.port(request);
		String scheme = reader.scheme(request);
		if (port > 0 || scheme == null) {
			return port;
		}
		return Schemes.defaultPort(Schemes.ofOrigin(scheme));
	}

	/**
	 * Find the patterns that match a host.
	 * @param host the host, case-insensitive, an IPv6 address with or without brackets
	 * @param port the port, the scheme's default one included
	 */
	List<HostPattern> find(String host, int port) {
		if (host.indexOf(':') >= 0) {
			return address((host.charAt(0) == '[') ? host : "[" + host + "]", port);
		}
		if (host.isEmpty() || host.length() > MAX_LENGTH) {
			return List.of();
		}
		List<HostPattern> found = new ArrayList<>(2);
		long hash = 0;
		long parentHash = 0;
		int firstDot = -1;
		char next = '.';
		for (int i = host.length() - 1; i >= 0; i--) {
			char c = Tokens.lower(host.charAt(i));
			if (c == '.') {
				if (next == '.') {
					return List.of();
				}
				firstDot = i;
				parentHash = hash;
				if (this.subdomains) {
					add(found, HostPattern.Form.SUBDOMAINS, host, i + 1, hash, port);
				}
			}
			else if (!HostNames.isHostChar(c)) {
				return List.of();
			}
			hash = OpenAddressing.step(hash, c);
			next = c;
		}
		if (next == '.') {
			return List.of();
		}
		if (this.labels && firstDot > 0) {
			add(found, HostPattern.Form.LABEL, host, firstDot + 1, parentHash, port);
		}
		add(found, HostPattern.Form.EXACT, host, 0, hash, port);
		Collections.reverse(found);
		return found;
	}

	private List<HostPattern> address(String host, int port) {
		List<HostPattern> found = new ArrayList<>(2);
		long hash = 0;
		for (int i = host.length() - 1; i >= 0; i--) {
			hash = OpenAddressing.step(hash, Tokens.lower(host.charAt(i)));
		}
		add(found, HostPattern.Form.EXACT, host, 0, hash, port);
		Collections.reverse(found);
		return found;
	}

	/** The one with a port is closer, and so comes later. */
	private void add(List<HostPattern> found, HostPattern.Form kind, String host, int start, long hash, int port) {
		HostPattern anyPort = find(kind, host, start, hash, OriginPattern.ANY_PORT);
		if (anyPort != null) {
			found.add(anyPort);
		}
		HostPattern samePort = (this.ports && port > 0) ? find(kind, host, start, hash, port) : null;
		if (samePort != null) {
			found.add(samePort);
		}
	}

	private @Nullable HostPattern find(HostPattern.Form kind, String host, int start, long hash, int port) {
		int length = host.length() - start;
		int slot = slot(hash, kind, port);
		HostPattern pattern = this.table[slot];
		while (pattern != null && !(pattern.form() == kind && pattern.port() == port
				&& pattern.host().length() == length && host.regionMatches(true, start, pattern.host(), 0, length))) {
			slot = OpenAddressing.next(slot, this.table.length);
			pattern = this.table[slot];
		}
		return pattern;
	}

	private int slot(long hash, HostPattern.Form kind, int port) {
		return OpenAddressing.slot(OpenAddressing.combine(hash, port * 16L + kind.ordinal()), this.table.length);
	}

}
