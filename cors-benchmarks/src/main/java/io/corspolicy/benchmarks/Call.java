package io.corspolicy.benchmarks;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request to {@code https://api.example.com}, for either stack.
 *
 * @param method the method
 * @param path the path, as it is sent
 * @param headers the header section
 * @param varied whether somebody in front of the filter has written {@code Vary}
 */
public record Call(String method, String path, List<Header> headers, boolean varied) {

	/** The scheme under which the application is reached. */
	public static final String SCHEME = "https";

	/** The host under which the application is reached. */
	public static final String HOST = "api.example.com";

	/** The port under which the application is reached. */
	public static final int PORT = 443;

	/** The application's own origin. */
	public static final String OWN_ORIGIN = SCHEME + "://" + HOST;

	/** The field that names the origin. */
	public static final String ORIGIN = "Origin";

	/** The field that names the headers which a preflight asks for. */
	static final String REQUESTED_HEADERS = "Access-Control-Request-Headers";

	/** The {@code Vary} that is there before the filter, if one is. */
	public static final String VARIED = "Accept-Encoding";

	private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
			+ "Chrome/156.0.0.0 Safari/537.36";

	/**
	 * Create a call.
	 */
	public Call {
		headers = List.copyOf(headers);
	}

	/** What Chrome sends for a page of the application's own. */
	static Call get(String path) {
		return fetch("GET", path, null, "same-origin");
	}

	/** What Chrome sends for a page of an origin, in Chrome's order. */
	static Call fetch(String method, String path, String origin) {
		return fetch(method, path, origin, site(origin));
	}

	private static Call fetch(String method, String path, @Nullable String origin, String site) {
		Call call = new Call(method, path, List.of(), false).with("Host", HOST)
			.with("Connection", "keep-alive")
			.with("sec-ch-ua-platform", "\"Linux\"")
			.with("User-Agent", AGENT)
			.with("Accept", "application/json, text/plain, */*")
			.with("sec-ch-ua", "\"Chromium\";v=\"156\", \"Not A(Brand\";v=\"24\"")
			.with("sec-ch-ua-mobile", "?0");
		return ((origin != null) ? call.with(ORIGIN, origin) : call).with("Sec-Fetch-Site", site)
			.with("Sec-Fetch-Mode", "cors")
			.with("Sec-Fetch-Dest", "empty")
			.with("Referer", ((origin != null) ? origin : OWN_ORIGIN) + "/")
			.with("Accept-Encoding", "gzip, deflate, br, zstd")
			.with("Accept-Language", "en-US,en;q=0.9");
	}

	/**
	 * The preflight that Chrome sends before a request with two headers, in Chrome's
	 * order.
	 */
	static Call preflight(String path, String origin, String method) {
		return new Call("OPTIONS", path, List.of(), false).with("Host", HOST)
			.with("Connection", "keep-alive")
			.with("Accept", "*/*")
			.with("Access-Control-Request-Method", method)
			.with(REQUESTED_HEADERS, "authorization,content-type")
			.with(ORIGIN, origin)
			.with("User-Agent", AGENT)
			.with("Sec-Fetch-Mode", "cors")
			.with("Sec-Fetch-Site", site(origin))
			.with("Sec-Fetch-Dest", "empty")
			.with("Referer", origin + "/")
			.with("Accept-Encoding", "gzip, deflate, br, zstd")
			.with("Accept-Language", "en-US,en;q=0.9");
	}

	/** What somebody sends who writes requests by hand: four fields of no interest. */
	static Call crafted(String method, String path) {
		return new Call(method, path, List.of(), false).with("Host", HOST)
			.with("User-Agent", "client/1.0")
			.with("Accept", "*/*")
			.with("Accept-Encoding", "gzip");
	}

	/** A preflight that somebody writes by hand, so far without headers to ask for. */
	static Call craftedPreflight(String path, String method) {
		return crafted("OPTIONS", path).with(ORIGIN, Configuration.APP).with("Access-Control-Request-Method", method);
	}

	private static String site(String origin) {
		if (origin.equals(OWN_ORIGIN)) {
			return "same-origin";
		}
		return origin.endsWith(".example.com") ? "same-site" : "cross-site";
	}

	Call with(String name, String value) {
		List<Header> all = new ArrayList<>(this.headers);
		all.add(new Header(name, value));
		return new Call(this.method, this.path, all, this.varied);
	}

	Call with(String name, List<String> values) {
		Call call = this;
		for (String value : values) {
			call = call.with(name, value);
		}
		return call;
	}

	/** The same with further fields of no interest, until there are as many as this. */
	Call padded(int count) {
		Call call = this;
		for (int i = this.headers.size(); i < count; i++) {
			call = call.with("X-Header-" + "Z".repeat(i % 8) + i, "a value of some length " + i);
		}
		return call;
	}

	Call afterVary() {
		return new Call(this.method, this.path, this.headers, true);
	}

	/**
	 * The request's origin.
	 * @return the first value of {@code Origin}, or {@code null} for none
	 */
	public @Nullable String origin() {
		return this.headers.stream()
			.filter((header) -> header.name().equals(ORIGIN))
			.map(Header::value)
			.findFirst()
			.orElse(null);
	}

}
