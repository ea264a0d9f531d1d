package io.corspolicy.benchmarks;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The one policy of somebody who writes a filter by hand: look-ups, and nothing that is
 * not asked for.
 */
public final class FloorPolicy {

	private final Set<String> origins;

	private final Set<String> methods = Set.copyOf(Policy.METHODS);

	/** In lower case, as browsers send them. */
	private final Set<String> headers;

	private final boolean rejects;

	/**
	 * Create a policy.
	 * @param policy the policy in the terms that all filters share
	 */
	public FloorPolicy(Policy policy) {
		this.origins = Set.copyOf(policy.origins());
		this.headers = policy.headers()
			.stream()
			.map((name) -> name.toLowerCase(Locale.ROOT))
			.collect(Collectors.toUnmodifiableSet());
		this.rejects = policy.rejects();
	}

	/**
	 * Whether requests of origins that are not allowed are answered with 403.
	 * @return whether they don't reach the application
	 */
	public boolean rejects() {
		return this.rejects;
	}

	/**
	 * Whether an origin is allowed.
	 * @param origin the value of {@code Origin}
	 * @return whether it is
	 */
	public boolean allowsOrigin(String origin) {
		return this.origins.contains(origin);
	}

	/**
	 * Whether a preflight may ask for a method.
	 * @param method the value of {@code Access-Control-Request-Method}
	 * @return whether it may
	 */
	public boolean allowsMethod(String method) {
		return this.methods.contains(method);
	}

	/**
	 * Whether a preflight may ask for headers.
	 * @param names the value of {@code Access-Control-Request-Headers}, or {@code null}
	 * @return whether it may
	 */
	public boolean allowsHeaders(@Nullable String names) {
		if (names == null) {
			return true;
		}
		for (String name : names.split(",")) {
			if (!this.headers.contains(name.strip())) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether an origin is the application's own.
	 * @param origin the value of {@code Origin}
	 * @param scheme the scheme of the request's URI
	 * @param host the host of the request's URI
	 * @param port the port of the request's URI, the scheme's default port included
	 * @return whether scheme, host and port are the same
	 */
	public static boolean isOwn(String origin, String scheme, String host, int port) {
		int start = scheme.length() + "://".length();
		int end = start + host.length();
		if (!origin.startsWith(scheme) || !origin.startsWith("://", scheme.length())
				|| !origin.regionMatches(true, start, host, 0, host.length())) {
			return false;
		}
		return (origin.length() == end) ? port == (scheme.equals("https") ? 443 : 80)
				: origin.substring(end).equals(":" + port);
	}

}
