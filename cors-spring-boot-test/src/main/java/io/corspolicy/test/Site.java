package io.corspolicy.test;

import org.jspecify.annotations.Nullable;

/**
 * The site that a host belongs to
 * (<a href="https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site">HTML
 * standard, "site"</a>). Without the public suffix list: every last label counts as a
 * public suffix, and only that, so that all names under {@code co.uk} are one site. CORS
 * does not depend on it, only the distinction of {@code same-site} and {@code cross-site}
 * does.
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
