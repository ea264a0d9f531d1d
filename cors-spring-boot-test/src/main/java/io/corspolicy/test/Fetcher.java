package io.corspolicy.test;

/**
 * Creates the fetches of one page from one server. They share the browser's preflight
 * cache: a second fetch need not be preflighted again.
 */
public final class Fetcher {

	private final Browser browser;

	private final WebOrigin origin;

	private final Transport transport;

	private final WebUrl baseUrl;

	Fetcher(Browser browser, WebOrigin origin, Transport transport, WebUrl baseUrl) {
		if (!baseUrl.isHttp()) {
			throw new IllegalArgumentException("'" + baseUrl + "' is not an http or https URL");
		}
		this.browser = browser;
		this.origin = origin;
		this.transport = transport;
		this.baseUrl = baseUrl;
	}

	/**
	 * A fetch with GET.
	 * @param path see {@link #method(String, String)}
	 * @return the fetch
	 */
	public BrowserFetch get(String path) {
		return method("GET", path);
	}

	/**
	 * A fetch with HEAD.
	 * @param path see {@link #method(String, String)}
	 * @return the fetch
	 */
	public BrowserFetch head(String path) {
		return method("HEAD", path);
	}

	/**
	 * A fetch with POST.
	 * @param path see {@link #method(String, String)}
	 * @return the fetch
	 */
	public BrowserFetch post(String path) {
		return method("POST", path);
	}

	/**
	 * A fetch with PUT.
	 * @param path see {@link #method(String, String)}
	 * @return the fetch
	 */
	public BrowserFetch put(String path) {
		return method("PUT", path);
	}

	/**
	 * A fetch with PATCH.
	 * @param path see {@link #method(String, String)}
	 * @return the fetch
	 */
	public BrowserFetch patch(String path) {
		return method("PATCH", path);
	}

	/**
	 * A fetch with DELETE.
	 * @param path see {@link #method(String, String)}
	 * @return the fetch
	 */
	public BrowserFetch delete(String path) {
		return method("DELETE", path);
	}

	/**
	 * A fetch with OPTIONS: not a preflight, but a request that a script makes.
	 * @param path see {@link #method(String, String)}
	 * @return the fetch
	 */
	public BrowserFetch options(String path) {
		return method("OPTIONS", path);
	}

	/**
	 * A fetch.
	 * @param method the method, which browsers upper-case only in a few cases:
	 * {@code put} becomes {@code PUT}, {@code patch} does not become {@code PATCH}
	 * @param path the path with a leading slash, and the query if there is one; appended
	 * to the path of the base URL
	 * @return the fetch, which is sent when it is asserted on
	 * @throws IllegalArgumentException if the method is not a token, or the path has no
	 * leading slash
	 */
	public BrowserFetch method(String method, String path) {
		if (!FieldSyntax.isToken(method)) {
			throw new IllegalArgumentException("'" + method + "' is not a method");
		}
		if (!path.startsWith("/")) {
			throw new IllegalArgumentException("'" + path + "' has no leading slash");
		}
		String prefix = this.baseUrl.path().endsWith("/")
				? this.baseUrl.path().substring(0, this.baseUrl.path().length() - 1) : this.baseUrl.path();
		// Without the dot, a path such as //x would name a host.
		WebUrl url = this.baseUrl.resolve(prefix.isEmpty() ? "/." + path : prefix + path);
		return new BrowserFetch(this.browser, this.origin, this.transport, url, Methods.normalise(method));
	}

}
