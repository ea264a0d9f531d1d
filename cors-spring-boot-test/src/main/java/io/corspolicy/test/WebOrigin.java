package io.corspolicy.test;

import org.jspecify.annotations.Nullable;

/**
 * An origin
 * (<a href="https://html.spec.whatwg.org/multipage/browsers.html#concept-origin">HTML
 * standard, "origin"</a>): a scheme, a host and a port, or an opaque one, which equals
 * only itself.
 */
final class WebOrigin {

	private final @Nullable String scheme;

	private final String host;

	private final int port;

	private WebOrigin(@Nullable String scheme, String host, int port) {
		this.scheme = scheme;
		this.host = host;
		this.port = port;
	}

	static WebOrigin opaque() {
		return new WebOrigin(null, "", -1);
	}

	/** A tuple origin; the port is -1 for the scheme's default. */
	static WebOrigin tuple(String scheme, String host, int port) {
		return new WebOrigin(scheme, host, port);
	}

	boolean isSameOrigin(WebOrigin other) {
		if (this.scheme == null || other.scheme == null) {
			return this == other;
		}
		return serialised().equals(other.serialised());
	}

	/**
	 * <a href="https://html.spec.whatwg.org/multipage/browsers.html#same-site">"Same
	 * site"</a>, with the scheme.
	 */
	boolean isSameSite(WebOrigin other) {
		return isSchemelesslySameSite(other) && (this.scheme == null || this.scheme.equals(other.scheme));
	}

	boolean isSchemelesslySameSite(WebOrigin other) {
		if (this.scheme == null || other.scheme == null) {
			return this == other;
		}
		String site = Site.of(this.host);
		return this.host.equals(other.host) || (site != null && site.equals(Site.of(other.host)));
	}

	/**
	 * Whether traffic to it is private
	 * (<a href="https://www.w3.org/TR/secure-contexts/#is-origin-trustworthy">Secure
	 * Contexts, "potentially trustworthy origin"</a>).
	 */
	boolean isTrustworthy() {
		String name = this.host.endsWith(".") ? this.host.substring(0, this.host.length() - 1) : this.host;
		return "https".equals(this.scheme) || name.equals("localhost") || name.endsWith(".localhost")
				|| this.host.matches("127\\.[0-9.]+") || this.host.equals("[::1]");
	}

	boolean isOpaque() {
		return this.scheme == null;
	}

	boolean isSecure() {
		return "https".equals(this.scheme);
	}

	/**
	 * <a href=
	 * "https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">"ASCII
	 * serialisation of an origin"</a>.
	 */
	String serialised() {
		if (this.scheme == null) {
			return "null";
		}
		return this.scheme + "://" + this.host + ((this.port < 0) ? "" : ":" + this.port);
	}

	@Override
	public String toString() {
		return serialised();
	}

}
