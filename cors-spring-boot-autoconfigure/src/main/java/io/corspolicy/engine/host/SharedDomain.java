package io.corspolicy.engine.host;

import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A domain under which a wildcard matches hosts of more than one registrable domain:
 * sites of different owners.
 *
 * @param domain the domain
 * @param cause why
 * @param suffix the public suffix that causes it
 * @see <a href="https://url.spec.whatwg.org/#host-registrable-domain">URL, "registrable
 * domain"</a>
 */
public record SharedDomain(String domain, Cause cause, String suffix) {

	/**
	 * Check the domain after a wildcard or a named label.
	 * @param domain the domain after the wildcard
	 * @param label which labels the wildcard matches if it is one label, or {@code null}
	 * if it may be several
	 * @return the domain, or {@code null} if all hosts belong to one site
	 */
	public static @Nullable SharedDomain of(String domain, @Nullable Predicate<String> label) {
		if (IpAddresses.isLoopback(domain)) {
			return null;
		}
		String name = HostNames.withoutTrailingDot(domain);
		if (PublicSuffixes.isParentOfSuffixes(domain)) {
			return new SharedDomain(domain, Cause.PARENT, "*." + name);
		}
		if (PublicSuffixes.isPublicSuffix(domain)) {
			Cause cause = PublicSuffixes.isRegistry(domain) ? Cause.REGISTRY
					: PublicSuffixes.isListed(domain) ? Cause.SERVICE : Cause.TOP_LEVEL;
			return new SharedDomain(domain, cause, domain);
		}
		if (label == null) {
			String below = PublicSuffixes.suffixBelow(domain);
			return (below != null) ? new SharedDomain(domain, Cause.PARENT, below) : null;
		}
		List<String> suffixes = PublicSuffixes.labelsOfSuffixesBelow(domain).stream().filter(label).toList();
		return suffixes.isEmpty() ? null : new SharedDomain(domain, Cause.PARENT, suffixes.get(0) + "." + name);
	}

	/** Why the hosts have different owners, in a clause. */
	public String reason() {
		return switch (this.cause) {
			case REGISTRY, SERVICE -> "anybody can get a site under " + this.domain + ", which is a public suffix";
			case TOP_LEVEL -> "the public suffix list has no rule for " + this.domain
					+ ", so that each name right under it counts as a site of its own";
			case PARENT ->
				"anybody can get a site under the public suffix " + this.suffix + ", which is below " + this.domain;
		};
	}

	/**
	 * Why hosts have different owners.
	 */
	public enum Cause {

		/** The domain is a public suffix of a registry. */
		REGISTRY,

		/** The domain is a public suffix of a service. */
		SERVICE,

		/** The domain is a last label that the list has no rule for. */
		TOP_LEVEL,

		/** The domain is not a public suffix, but there are some below it. */
		PARENT

	}

}
