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

	/** The field that names the origin. */
	public static final String ORIGIN = "Origin";

	/** The {@code Vary} that is there before the filter, if one is. */
	public static final String VARIED = "Accept-Encoding";

	/**
	 * Create a call.
	 */
	public Call {
		headers = List.copyOf(headers);
	}

	/** A request with the four header fields that every browser sends. */
	static Call of(String method, String path) {
		return new Call(method, path,
				List.of(new Header("Host", HOST), new Header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64)"),
						new Header("Accept", "application/json"), new Header("Accept-Encoding", "gzip, br")),
				false);
	}

	static Call preflight(String path, String origin, String method) {
		return of("OPTIONS", path).from(origin).with("Access-Control-Request-Method", method);
	}

	Call from(String origin) {
		return with(ORIGIN, origin);
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
