package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A request of the matrix.
 *
 * @param method the method
 * @param path the path
 * @param headers the header fields
 */
record Asked(String method, String path, Map<String, String> headers) {

	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

	private static final List<String> PATHS = List.of("/api/items", "/api/items/7", "/api/items/special", "/other",
			"/api/none", "/none");

	private static final List<String> HEADERS = List.of("content-type", "authorization, x-custom", "x-none");

	private static final String APP = "https://app.example.com";

	private static final String EVIL = "https://evil.test";

	/** The server itself is the last one. */
	private static final List<String> ORIGINS = List.of("https://APP.example.com", "null", "http://localhost");

	private static final String PRIVATE_NETWORK = "Access-Control-Request-Private-Network";

	static List<Asked> matrix(SpringCase aCase) {
		Set<Asked> matrix = new LinkedHashSet<>();
		Set<String> paths = new LinkedHashSet<>(PATHS);
		paths.addAll(aCase.paths());
		Set<String> requested = new LinkedHashSet<>(METHODS);
		requested.add("PURGE");
		requested.addAll(aCase.methods());
		Set<String> headers = new LinkedHashSet<>(HEADERS);
		aCase.headers().forEach((name) -> {
			headers.add(name);
			headers.add("x-none, " + name);
		});
		List<String> origins = new ArrayList<>(ORIGINS);
		origins.addAll(aCase.origins());
		aCase.origins()
			.forEach((origin) -> origins.add(Pattern.compile("(?<=://)[a-z]")
				.matcher(origin)
				.replaceFirst((letter) -> letter.group().toUpperCase(Locale.ROOT))));
		for (String path : paths) {
			matrix.add(new Asked("GET", path, Map.of()));
			for (String origin : List.of(APP, EVIL)) {
				METHODS.forEach((method) -> matrix.add(new Asked(method, path, Map.of("Origin", origin))));
				requested.forEach((method) -> matrix.add(preflight(path, origin, method, null)));
				headers.forEach((names) -> matrix.add(preflight(path, origin, "GET", names)));
				matrix.add(new Asked("POST", path, Map.of("Origin", origin, "Sec-Fetch-Mode", "navigate")));
				matrix.add(new Asked("GET", path, Map.of("Origin", origin, PRIVATE_NETWORK, "true")));
				matrix.add(new Asked("OPTIONS", path,
						Map.of("Origin", origin, "Access-Control-Request-Method", "GET", PRIVATE_NETWORK, "true")));
			}
			for (String origin : origins) {
				List.of("GET", "HEAD", "PUT").forEach((method) -> {
					matrix.add(new Asked(method, path, Map.of("Origin", origin)));
					matrix.add(preflight(path, origin, method, null));
				});
			}
			// What an annotation's methods allow to somebody else.
			aCase.origins().forEach((origin) -> METHODS.forEach((method) -> {
				matrix.add(new Asked(method, path, Map.of("Origin", origin)));
				matrix.add(preflight(path, origin, method, "x-custom"));
			}));
		}
		return List.copyOf(matrix);
	}

	private static Asked preflight(String path, String origin, String method, @Nullable String names) {
		Map<String, String> headers = new LinkedHashMap<>();
		headers.put("Origin", origin);
		headers.put("Access-Control-Request-Method", method);
		if (names != null) {
			headers.put("Access-Control-Request-Headers", names);
		}
		return new Asked("OPTIONS", path, headers);
	}

	boolean isPreflight() {
		return this.method.equals("OPTIONS") && this.headers.containsKey("Access-Control-Request-Method");
	}

	String effectiveMethod() {
		return this.headers.getOrDefault("Access-Control-Request-Method", this.method);
	}

	String origin() {
		return this.headers.getOrDefault("Origin", "");
	}

}
