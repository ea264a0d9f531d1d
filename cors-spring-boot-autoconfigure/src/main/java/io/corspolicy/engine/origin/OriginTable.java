package io.corspolicy.engine.origin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * Patterns with a host, found by scheme, host, kind and port: parts of an origin that is
 * not split for that. The hash of the host is computed from its end, so that a look-up
 * for each of its suffixes costs one pass over it.
 */
final class OriginTable {

	/** Open addressing; at least half empty. */
	private final @Nullable Slot[] table;

	/**
	 * Create a table.
	 * @param patterns patterns of kinds that have a host, or any host of a scheme
	 */
	OriginTable(List<OriginPattern> patterns) {
		Map<Key, List<OriginPattern>> byKey = new LinkedHashMap<>();
		for (OriginPattern pattern : patterns) {
			byKey.computeIfAbsent(Key.of(pattern), (key) -> new ArrayList<>()).add(pattern);
		}
		this.table = new Slot[OpenAddressing.size(byKey.size())];
		byKey.forEach((key, same) -> put(new Slot(key, same.get(0).text().length(),
				(key.kind() == OriginPattern.Form.PARTIAL_LABEL) ? new PartialLabels(same) : null)));
	}

	private void put(Slot entry) {
		Key key = entry.key();
		long hash = 0;
		for (int i = key.host().length() - 1; i >= 0; i--) {
			hash = OpenAddressing.step(hash, key.host().charAt(i));
		}
		int slot = slot(hash, OpenAddressing.hash(key.scheme(), 0, key.scheme().length()), key.kind(), key.port());
		while (this.table[slot] != null) {
			slot = OpenAddressing.next(slot, this.table.length);
		}
		this.table[slot] = entry;
	}

	/**
	 * Find the patterns for a part of an origin.
	 * @param origin the origin
	 * @param schemeEnd where its scheme ends
	 * @param schemeHash the hash of its scheme
	 * @param start where the part of its host begins
	 * @param end where its host ends
	 * @param hash the hash of that part, from its end
	 * @param kind the kind of the patterns
	 * @param port their port
	 */
	@Nullable Slot find(String origin, int schemeEnd, long schemeHash, int start, int end, long hash, OriginPattern.Form kind,
			int port) {
		int slot = slot(hash, schemeHash, kind, port);
		Slot entry = this.table[slot];
		while (entry != null && !entry.key().matches(origin, schemeEnd, start, end, kind, port)) {
			slot = OpenAddressing.next(slot, this.table.length);
			entry = this.table[slot];
		}
		return entry;
	}

	private int slot(long hostHash, long schemeHash, OriginPattern.Form kind, int port) {
		long place = (port * 16L + kind.ordinal()) << 32;
		return OpenAddressing.slot(OpenAddressing.combine(hostHash, schemeHash ^ place), this.table.length);
	}

	/**
	 * The key of patterns.
	 *
	 * @param kind the pattern's kind
	 * @param scheme the scheme
	 * @param host the host, or what follows the wildcard's label
	 * @param port the port
	 */
	private record Key(OriginPattern.Form kind, String scheme, String host, int port) {

		static Key of(OriginPattern pattern) {
			return new Key(pattern.form(), pattern.scheme(), pattern.host(), pattern.port());
		}

		@Override
		public int hashCode() {
			return 31 * (31 * OpenAddressing.hashCode(this.scheme, this.host) + this.port) + this.kind.ordinal();
		}

		boolean matches(String origin, int schemeEnd, int start, int end, OriginPattern.Form kind, int port) {
			return this.kind == kind && this.port == port && this.host.length() == end - start
					&& this.scheme.length() == schemeEnd && origin.startsWith(this.scheme)
					&& origin.startsWith(this.host, start);
		}

	}

	/**
	 * Patterns with the same key.
	 *
	 * @param key their key
	 * @param length the length of one of them
	 * @param labels the patterns of the leftmost label, if it is partly literal
	 */
	record Slot(Key key, int length, @Nullable PartialLabels labels) {
	}

}
