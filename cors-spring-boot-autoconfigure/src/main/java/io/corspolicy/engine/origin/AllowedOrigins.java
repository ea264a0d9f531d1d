package io.corspolicy.engine.origin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.corspolicy.engine.table.StringTable;

/**
 * The parsed entries of {@code allowed-origins}. Only the text is kept of those without a
 * wildcard: there may be a million.
 */
public final class AllowedOrigins {

	private static final int MAX_PORTS = 16;

	private final StringTable exact;

	private final List<OriginPattern> patterns = new ArrayList<>();

	private final Map<String, Set<Integer>> ports = new LinkedHashMap<>();

	private boolean any;

	/**
	 * Create the origins without any entry.
	 * @param entries the maximum number of entries
	 * @param allowNull whether the origin {@code null} is allowed
	 */
	public AllowedOrigins(int entries, boolean allowNull) {
		this.exact = new StringTable(entries + 1);
		if (allowNull) {
			this.exact.add("null");
		}
	}

	public static AllowedOrigins of(List<OriginPattern> patterns, boolean allowNull) {
		AllowedOrigins origins = new AllowedOrigins(patterns.size(), allowNull);
		patterns.forEach(origins::add);
		return origins;
	}

	public void add(OriginPattern pattern) {
		switch (pattern.form()) {
			case ANY -> this.any = true;
			case EXACT -> this.exact.add(pattern.text());
			default -> this.patterns.add(pattern);
		}
		if (pattern.port() > 0) {
			Set<Integer> known = this.ports.computeIfAbsent(pattern.scheme(), (scheme) -> new LinkedHashSet<>());
			if (known.size() < MAX_PORTS) {
				known.add(pattern.port());
			}
		}
	}

	/** Whether any origin is allowed, so that every other entry is redundant. */
	public boolean isAny() {
		return this.any;
	}

	/** Origins without a wildcard. */
	StringTable exact() {
		return this.exact;
	}

	/** Entries that match more than one origin, in order, except {@code *}. */
	public List<OriginPattern> patterns() {
		return this.patterns;
	}

	/** The first few ports in entries of a scheme. */
	public Set<Integer> ports(String scheme) {
		return this.ports.getOrDefault(scheme, Set.of());
	}

}
