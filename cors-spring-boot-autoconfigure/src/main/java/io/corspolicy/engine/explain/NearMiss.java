package io.corspolicy.engine.explain;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.fetch.Schemes;
import io.corspolicy.engine.origin.AllowedOrigins;
import io.corspolicy.engine.origin.OriginIndex;
import io.corspolicy.engine.origin.OriginParts;
import io.corspolicy.engine.origin.OriginPattern;
import io.corspolicy.engine.regex.OriginAutomaton;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * An origin that is not allowed, but differs from an allowed one by a common mistake. The
 * work is bounded, however many origins are allowed: a hundred look-ups, and at most
 * 10,000 patterns.
 *
 * @param allowed an origin that is allowed
 * @param entry the entry of {@code allowed-origins} that allows it, or the origin itself
 * if that entry is too far down the list
 * @param differences what differs, at least one thing
 */
public record NearMiss(String allowed, String entry, Set<Difference> differences) {

	private static final int MAX_ENTRIES = 10_000;

	/** With more differences it is just another origin. */
	private static final int MAX_DIFFERENCES = 2;

	/**
	 * Create a near miss.
	 */
	public NearMiss {
		differences = Set.copyOf(differences);
	}

	/**
	 * Look for an allowed origin that resembles one that is not.
	 * @param policy the policy
	 * @param origin an origin that the policy does not allow, as it was sent
	 * @return what it resembles, or {@code null} if it is allowed, or resembles none
	 */
	public static @Nullable NearMiss of(CompiledPolicy policy, String origin) {
		// A text longer than an origin may have a path.
		if (origin.length() > 2 * OriginAutomaton.MAX_LENGTH || policy.matchOrigin(origin) != OriginIndex.NO_MATCH) {
			return null;
		}
		OriginParts parts = origin.chars().allMatch((c) -> c > ' ' && c <= '~') ? OriginParts.of(origin) : null;
		return (parts != null) ? new Search(policy).find(parts) : null;
	}

	/**
	 * The near miss in a sentence.
	 * @return a sentence that begins with "It differs"
	 */
	public String sentence() {
		String by = this.differences.stream()
			.sorted()
			.map(Difference::description)
			.collect(Collectors.joining(" and "));
		String through = this.entry.equals(this.allowed) ? "" : " (by " + SafeText.quoted(this.entry) + ")";
		return "It differs from " + SafeText.quoted(this.allowed) + ", which is allowed" + through + ", only by " + by
				+ ".";
	}

	/**
	 * What differs.
	 */
	public enum Difference {

		/** Upper case, which no browser sends. */
		CASE("its case"),

		/** One or more slashes after the origin, which no browser sends. */
		PATH("the slash or path after it"),

		/** {@code http} instead of {@code https}, or the other way round. */
		SCHEME("its scheme"),

		/** {@code www.} in front of the host. */
		WWW("\"www.\""),

		/** A dot after the host. */
		TRAILING_DOT("the dot at the end of its host"),

		/** The port. */
		PORT("its port");

		private final String description;

		Difference(String description) {
			this.description = description;
		}

		/**
		 * The difference in a few words.
		 * @return words that complete "It differs by"
		 */
		public String description() {
			return this.description;
		}

	}

	/**
	 * An intermediate origin of the search.
	 */
	private record Variant(OriginParts parts, Set<Difference> differences) {

		Variant with(Difference difference, OriginParts parts) {
			Set<Difference> all = EnumSet.of(difference);
			all.addAll(this.differences);
			return new Variant(parts, all);
		}

	}

	/**
	 * The search in one policy.
	 */
	private static final class Search {

		private final CompiledPolicy policy;

		private final AllowedOrigins origins;

		Search(CompiledPolicy policy) {
			this.policy = policy;
			this.origins = policy.origins();
		}

		@Nullable NearMiss find(OriginParts origin) {
			Variant start = asSent(origin);
			List<Variant> variants = List.of(start);
			NearMiss found = start.differences().isEmpty() ? null : test(start);
			for (int i = 0; i < MAX_DIFFERENCES && found == null; i++) {
				variants = variants.stream().flatMap((variant) -> further(variant).stream()).toList();
				found = variants.stream().map(this::test).filter(Objects::nonNull).findFirst().orElse(null);
			}
			return found;
		}

		/** The origin as a browser would have sent it. */
		private static Variant asSent(OriginParts origin) {
			Variant variant = new Variant(origin, Set.of());
			OriginParts parts = origin;
			if (!parts.rest().isEmpty()) {
				parts = new OriginParts(parts.scheme(), parts.host(), parts.port(), "");
				variant = variant.with(Difference.PATH, parts);
			}
			String scheme = parts.scheme().toLowerCase(Locale.ROOT);
			String host = parts.host().toLowerCase(Locale.ROOT);
			if (!scheme.equals(parts.scheme()) || !host.equals(parts.host())) {
				parts = new OriginParts(scheme, host, parts.port(), "");
				variant = variant.with(Difference.CASE, parts);
			}
			if (parts.port().equals(String.valueOf(Schemes.defaultPort(scheme)))) {
				variant = variant.with(Difference.PORT, new OriginParts(scheme, host, "", ""));
			}
			return variant;
		}

		private List<Variant> further(Variant variant) {
			List<Variant> further = new ArrayList<>();
			OriginParts parts = variant.parts();
			Set<Difference> made = variant.differences();
			if (!made.contains(Difference.SCHEME) && Schemes.defaultPort(parts.scheme()) > 0) {
				String other = parts.scheme().equals("http") ? "https" : "http";
				further.add(variant.with(Difference.SCHEME, new OriginParts(other, parts.host(), parts.port(), "")));
			}
			if (!made.contains(Difference.WWW)) {
				String host = parts.host().startsWith("www.") ? parts.host().substring(4) : "www." + parts.host();
				further.add(variant.with(Difference.WWW, new OriginParts(parts.scheme(), host, parts.port(), "")));
			}
			if (!made.contains(Difference.TRAILING_DOT)) {
				String host = parts.host().endsWith(".") ? parts.host().substring(0, parts.host().length() - 1)
						: parts.host() + ".";
				further.add(
						variant.with(Difference.TRAILING_DOT, new OriginParts(parts.scheme(), host, parts.port(), "")));
			}
			if (!made.contains(Difference.PORT)) {
				for (String port : ports(parts.scheme())) {
					if (!port.equals(parts.port())) {
						further.add(
								variant.with(Difference.PORT, new OriginParts(parts.scheme(), parts.host(), port, "")));
					}
				}
			}
			return further;
		}

		/** The ports of the entries, and no port. */
		private Set<String> ports(String scheme) {
			Set<String> ports = new LinkedHashSet<>();
			ports.add("");
			this.origins.ports(scheme).forEach((port) -> ports.add(String.valueOf(port)));
			return ports;
		}

		private @Nullable NearMiss test(Variant variant) {
			String candidate = variant.parts().toString();
			int match = this.policy.matchOrigin(candidate);
			if (match == OriginIndex.NO_MATCH) {
				return null;
			}
			return new NearMiss(candidate, (match == OriginIndex.EXACT_MATCH) ? candidate : entry(candidate),
					variant.differences());
		}

		private String entry(String allowed) {
			return this.origins.patterns()
				.stream()
				.limit(MAX_ENTRIES)
				.filter((entry) -> new OriginIndex(AllowedOrigins.of(List.of(entry), false))
					.match(allowed) != OriginIndex.NO_MATCH)
				.map(OriginPattern::text)
				.findFirst()
				.orElse(allowed);
		}

	}

}
