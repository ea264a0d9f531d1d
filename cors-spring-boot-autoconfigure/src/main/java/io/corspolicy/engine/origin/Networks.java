package io.corspolicy.engine.origin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.corspolicy.engine.host.AddressNetwork;
import io.corspolicy.engine.host.IpAddresses;
import org.jspecify.annotations.Nullable;

/**
 * Networks of addresses under {@code allowed-origins}. A look-up makes a binary search
 * per prefix length, so its cost hardly depends on how many networks there are, and
 * nothing is hashed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632#section-3.1">RFC 4632, 3.1</a>
 */
final class Networks {

	private final List<Group> groups;

	Networks(Collection<OriginPattern> patterns) {
		Map<String, List<OriginPattern>> byLength = new LinkedHashMap<>();
		for (OriginPattern pattern : patterns) {
			AddressNetwork network = Objects.requireNonNull(pattern.network());
			byLength
				.computeIfAbsent(pattern.scheme() + (network.v6() ? " 6 " : " 4 ") + network.length(),
						(key) -> new ArrayList<>())
				.add(pattern);
		}
		this.groups = byLength.values().stream().map(Group::new).toList();
	}

	boolean isEmpty() {
		return this.groups.isEmpty();
	}

	/**
	 * How closely an address matches.
	 * @param origin a serialised origin
	 * @param schemeEnd where its scheme ends
	 * @param hostEnd where its host ends
	 * @param port its port, or {@link OriginPattern#NO_PORT}
	 * @return the length of the longest pattern that matches, or
	 * {@link OriginIndex#NO_MATCH}
	 */
	int match(String origin, int schemeEnd, int hostEnd, int port) {
		int start = schemeEnd + 3;
		boolean v6 = origin.charAt(start) == '[';
		long[] halves = v6 ? IpAddresses.halves(origin.substring(start + 1, hostEnd - 1)) : null;
		long high = (halves != null) ? halves[0] : 0;
		long low = (halves != null) ? halves[1] : v6 ? -1 : IpAddresses.decimal(origin, start, hostEnd);
		if (v6 ? halves == null : low < 0) {
			return OriginIndex.NO_MATCH;
		}
		int closest = OriginIndex.NO_MATCH;
		for (Group group : this.groups) {
			if (group.v6 == v6 && group.scheme.length() == schemeEnd && origin.startsWith(group.scheme)) {
				closest = Math.max(closest, group.match(high, low, port));
			}
		}
		return closest;
	}

	/**
	 * The networks with one scheme and one length of prefix.
	 */
	private static final class Group {

		private final String scheme;

		private final boolean v6;

		private final long highMask;

		private final long lowMask;

		private final Member[] members;

		Group(List<OriginPattern> patterns) {
			AddressNetwork first = Objects.requireNonNull(patterns.get(0).network());
			AddressNetwork mask = new AddressNetwork(first.v6(), -1, first.v6() ? -1 : 0xffffffffL, first.bits())
				.shortenedTo(first.length());
			this.scheme = patterns.get(0).scheme();
			this.v6 = first.v6();
			this.highMask = mask.high();
			this.lowMask = mask.low();
			this.members = patterns.stream().map(Member::of).sorted().toArray(Member[]::new);
		}

		int match(long high, long low, int port) {
			long maskedHigh = high & this.highMask;
			long maskedLow = low & this.lowMask;
			Member anyPort = find(maskedHigh, maskedLow, OriginPattern.ANY_PORT);
			Member samePort = find(maskedHigh, maskedLow, port);
			return Math.max((anyPort != null) ? anyPort.textLength() : OriginIndex.NO_MATCH,
					(samePort != null) ? samePort.textLength() : OriginIndex.NO_MATCH);
		}

		private @Nullable Member find(long high, long low, int port) {
			int from = 0;
			int to = this.members.length;
			while (from < to) {
				int middle = (from + to) >>> 1;
				Member member = this.members[middle];
				int order = member.compareTo(high, low, port);
				if (order == 0) {
					return member;
				}
				if (order < 0) {
					from = middle + 1;
				}
				else {
					to = middle;
				}
			}
			return null;
		}

	}

	/**
	 * A network at its port.
	 *
	 * @param high the first half of the address
	 * @param low the second half
	 * @param port the port, or a constant for any or none
	 * @param textLength the length of the entry
	 */
	private record Member(long high, long low, int port, int textLength) implements Comparable<Member> {

		static Member of(OriginPattern pattern) {
			AddressNetwork network = Objects.requireNonNull(pattern.network());
			return new Member(network.high(), network.low(), pattern.port(), pattern.text().length());
		}

		@Override
		public int compareTo(Member other) {
			return compareTo(other.high, other.low, other.port);
		}

		int compareTo(long high, long low, int port) {
			if (this.high != high) {
				return Long.compare(this.high, high);
			}
			return (this.low != low) ? Long.compare(this.low, low) : Integer.compare(this.port, port);
		}

	}

}
