package io.corspolicy.engine.origin;

import java.util.Collection;

import io.corspolicy.engine.host.HostNames;
import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * Labels with one wildcard, such as {@code pr-*}, in front of the same host. A look-up
 * tries every pair of lengths of the literal parts, so its cost depends on the label's
 * length and not on how many patterns there are.
 */
final class PartialLabels {

	/** Distinct pairs of lengths: of what precedes the wildcard, and what follows it. */
	private final int[][] shapes;

	/** Open addressing on the hash of both parts; at least half empty. */
	private final @Nullable OriginPattern[] table;

	PartialLabels(Collection<OriginPattern> patterns) {
		this.shapes = patterns.stream()
			.map((pattern) -> pattern.labelPrefix().length() << 8 | pattern.labelSuffix().length())
			.distinct()
			.map((shape) -> new int[] { shape >> 8, shape & 0xff })
			.toArray(int[][]::new);
		this.table = new OriginPattern[OpenAddressing.size(patterns.size())];
		patterns.forEach(this::put);
	}

	private void put(OriginPattern pattern) {
		String prefix = pattern.labelPrefix();
		String suffix = pattern.labelSuffix();
		int slot = slot(OpenAddressing.hash(prefix, 0, prefix.length()),
				OpenAddressing.hash(suffix, 0, suffix.length()));
		while (this.table[slot] != null) {
			slot = OpenAddressing.next(slot, this.table.length);
		}
		this.table[slot] = pattern;
	}

	/**
	 * How closely a label matches.
	 * @param origin the origin that holds the label
	 * @param start where the label begins
	 * @param end where the label ends
	 * @return the length of the longest pattern that matches, or
	 * {@link OriginIndex#NO_MATCH}
	 */
	int match(String origin, int start, int end) {
		int closest = OriginIndex.NO_MATCH;
		for (int[] shape : this.shapes) {
			int wildcardStart = start + shape[0];
			int wildcardEnd = end - shape[1];
			if (wildcardStart < wildcardEnd && isWildcard(origin, wildcardStart, wildcardEnd)) {
				closest = Math.max(closest, find(origin, start, wildcardStart, wildcardEnd, end));
			}
		}
		return closest;
	}

	private int find(String origin, int start, int wildcardStart, int wildcardEnd, int end) {
		int slot = slot(OpenAddressing.hash(origin, start, wildcardStart),
				OpenAddressing.hash(origin, wildcardEnd, end));
		OriginPattern pattern = this.table[slot];
		while (pattern != null) {
			if (pattern.labelPrefix().length() == wildcardStart - start
					&& pattern.labelSuffix().length() == end - wildcardEnd
					&& origin.startsWith(pattern.labelPrefix(), start)
					&& origin.startsWith(pattern.labelSuffix(), wildcardEnd)) {
				return pattern.text().length();
			}
			slot = OpenAddressing.next(slot, this.table.length);
			pattern = this.table[slot];
		}
		return OriginIndex.NO_MATCH;
	}

	private static boolean isWildcard(String origin, int start, int end) {
		for (int i = start; i < end; i++) {
			if (!HostNames.isWildcardChar(origin.charAt(i))) {
				return false;
			}
		}
		return true;
	}

	private int slot(long prefixHash, long suffixHash) {
		return OpenAddressing.slot(OpenAddressing.combine(prefixHash, suffixHash), this.table.length);
	}

}
