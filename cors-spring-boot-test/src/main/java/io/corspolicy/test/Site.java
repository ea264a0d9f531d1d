package io.corspolicy.test;

import org.jspecify.annotations.Nullable;

/**
 * The site that a host belongs to (HTML standard, "site"). Without the public suffix
 * list: every last label counts as a public suffix and nothing else does, so that
 * neighbours under {@code co.uk} are taken for one site. Nothing in CORS depends on it,
 * only the difference between {@code same-site} and {@code cross-site} does.
 */
final class Site {

	private Site() {
	}

	/** The registrable domain, or {@code null} for addresses and single labels. */
	static @Nullable String of(String host) {
		if (host.startsWith("[") || host.matches("[0-9.]+")) {
			return null;
		}
		int dot = host.lastIndexOf('.', host.endsWith(".") ? host.length() - 2 : host.length());
		return (dot > 0) ? host.substring(host.lastIndexOf('.', dot - 1) + 1) : null;
	}

}
