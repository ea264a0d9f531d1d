package io.corspolicy.engine.regex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * Regular expressions, indexed by the prefix of their matches and the ending of their
 * hosts. Only those with both are run: the cost of a look-up depends on the distinct
 * pairs of lengths, however many expressions there are for other names.
 */
public final class Regexes {

	/** The lengths of prefixes, in ascending order. */
	private final int[] startLengths;

	/** The lengths of endings, for each of these. */
	private final int[][] endLengths;

	/** Open addressing on the hash of both texts; at least half empty. */
	private final @Nullable Bucket[] table;

	public Regexes(List<OriginRegex> regexes) {
		Map<String, Map<String, List<RegexMatcher>>> byTexts = new LinkedHashMap<>();
		Map<Integer, TreeSet<Integer>> lengths = new TreeMap<>();
		int size = 0;
		for (OriginRegex regex : regexes) {
			RegexMatcher matcher = regex.matcher();
			for (String end : regex.endings().stream().map(RegexEnding::text).distinct().toList()) {
				Map<String, List<RegexMatcher>> byEnd = byTexts.computeIfAbsent(regex.prefix(),
						(key) -> new LinkedHashMap<>());
				size += byEnd.containsKey(end) ? 0 : 1;
				byEnd.computeIfAbsent(end, (key) -> new ArrayList<>()).add(matcher);
				lengths.computeIfAbsent(regex.prefix().length(), (key) -> new TreeSet<>()).add(end.length());
			}
		}
		this.startLengths = lengths.keySet().stream().mapToInt(Integer::intValue).toArray();
		this.endLengths = lengths.values()
			.stream()
			.map((ends) -> ends.stream().mapToInt(Integer::intValue).toArray())
			.toArray(int[][]::new);
		this.table = new Bucket[OpenAddressing.size(size)];
		byTexts.forEach((start, byEnd) -> byEnd.forEach((end, all) -> put(new Bucket(start, end, List.copyOf(all)))));
	}

	private void put(Bucket bucket) {
		int slot = slot(OpenAddressing.hash(bucket.start(), 0, bucket.start().length()),
				OpenAddressing.hash(bucket.end(), 0, bucket.end().length()));
		while (this.table[slot] != null) {
			slot = OpenAddressing.next(slot, this.table.length);
		}
		this.table[slot] = bucket;
	}

	public boolean isEmpty() {
		return this.startLengths.length == 0;
	}

	/**
	 * Whether an expression matches.
	 * @param origin a serialised origin, or what is sent for a page without a host
	 * @return whether one does
	 */
	public boolean matches(String origin) {
		if (isEmpty()) {
			return false;
		}
		int hostStart = origin.indexOf("://") + 3;
		int port = origin.indexOf(':', Math.max(hostStart, origin.lastIndexOf(']')));
		int hostEnd = (port < 0) ? origin.length() : port;
		for (int i = 0; i < this.startLengths.length; i++) {
			int start = this.startLengths[i];
			if (start > origin.length()) {
				return false;
			}
			long hash = OpenAddressing.hash(origin, 0, start);
			for (int end : this.endLengths[i]) {
				if (end <= hostEnd - hostStart && matches(origin, start, hash, hostEnd - end, hostEnd)) {
					return true;
				}
			}
		}
		return false;
	}

	private boolean matches(String origin, int start, long hash, int end, int hostEnd) {
		int slot = slot(hash, OpenAddressing.hash(origin, end, hostEnd));
		Bucket bucket = this.table[slot];
		while (bucket != null) {
			if (bucket.start().length() == start && bucket.end().length() == hostEnd - end
					&& origin.startsWith(bucket.start()) && origin.startsWith(bucket.end(), end)) {
				return bucket.matches(origin);
			}
			slot = OpenAddressing.next(slot, this.table.length);
			bucket = this.table[slot];
		}
		return false;
	}

	private int slot(long startHash, long endHash) {
		return OpenAddressing.slot(OpenAddressing.combine(startHash, endHash), this.table.length);
	}

	/**
	 * The expressions with the same written-out beginning and end.
	 *
	 * @param start the prefix of their matches
	 * @param end the ending of their hosts
	 * @param matchers the expressions
	 */
	private record Bucket(String start, String end, List<RegexMatcher> matchers) {

		boolean matches(String origin) {
			for (RegexMatcher matcher : this.matchers) {
				if (matcher.matches(origin)) {
					return true;
				}
			}
			return false;
		}

	}

}
