package io.corspolicy.benchmarks;

import java.util.List;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;

/**
 * A policy in the terms that all filters share.
 *
 * @param path where it applies
 * @param origins the allowed origins: exact ones, or patterns as this project writes them
 * @param headers the allowed request headers
 * @param credentials whether credentials are allowed
 * @param handshakes whether WebSocket handshakes are checked, which only this project
 * does
 * @param rejects whether requests of origins that are not allowed are answered with 403
 * @param hosts the hosts for which it holds, or an empty list for any
 */
public record Policy(String path, List<String> origins, List<String> headers, boolean credentials, boolean handshakes,
		boolean rejects, List<String> hosts) {

	/** The methods that every policy allows. */
	public static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "DELETE");

	/** The response header that every policy exposes. */
	public static final String EXPOSED_HEADER = "X-Total-Count";

	/** How long a preflight may be cached, in seconds. */
	public static final long MAX_AGE = 1800;

	/**
	 * Create a policy.
	 */
	public Policy {
		origins = List.copyOf(origins);
		headers = List.copyOf(headers);
		hosts = List.copyOf(hosts);
	}

	static Policy of(String path, List<String> origins) {
		return new Policy(path, origins, List.of("Content-Type", "Authorization"), true, false, false, List.of());
	}

	Policy on(String host) {
		return new Policy(this.path, this.origins, this.headers, this.credentials, this.handshakes, this.rejects,
				List.of(host));
	}

	Policy withAnyHeader() {
		return new Policy(this.path, this.origins, List.of("*"), false, this.handshakes, this.rejects, this.hosts);
	}

	Policy withHandshakes() {
		return new Policy(this.path, this.origins, this.headers, this.credentials, true, this.rejects, this.hosts);
	}

	Policy rejecting() {
		return new Policy(this.path, this.origins, this.headers, this.credentials, this.handshakes, true, this.hosts);
	}

	/**
	 * Whether the origins are patterns.
	 * @return {@code false} where all of them are exact
	 */
	public boolean hasPatterns() {
		return this.origins.stream().anyMatch((origin) -> origin.indexOf('*') >= 0 || origin.startsWith("~"));
	}

	/**
	 * The policy as this project takes it.
	 * @return the spec
	 */
	public PolicySpec spec() {
		return PolicySpec.empty()
			.with(Attribute.HOSTS, this.hosts)
			.with(Attribute.ALLOWED_ORIGINS, this.origins)
			.with(Attribute.ALLOWED_METHODS, METHODS)
			.with(Attribute.ALLOWED_HEADERS, this.headers)
			.with(Attribute.EXPOSED_HEADERS, List.of(EXPOSED_HEADER))
			.with(Attribute.ALLOW_CREDENTIALS, this.credentials)
			.with(Attribute.REJECT_DISALLOWED, this.rejects)
			.with(Attribute.CHECK_WEBSOCKET_ORIGIN, this.handshakes);
	}

}
