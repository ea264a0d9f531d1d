package io.corspolicy.benchmarks;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Numbered origins, hosts and paths, and long texts.
 */
final class Texts {

	/** The path of nearly all requests. */
	static final String PATH = "/api/items";

	/** An origin that no policy allows. */
	static final String STRANGER = "https://elsewhere.example";

	private Texts() {
	}

	static String exact(int i) {
		return "https://app-%07d.example.com".formatted(i);
	}

	static String subdomains(int i) {
		return "https://*.tenant-%05d.example.com".formatted(i);
	}

	static String regex(int i) {
		return "~https://pr-[0-9]+\\.tenant-" + i + "\\.example\\.com";
	}

	static String colliding(int i) {
		return "https://" + collidingName(i) + ".example.com";
	}

	static String collidingPath(int i) {
		return "/tenants/" + collidingName(i);
	}

	/** Two blocks have one hash, so that all that is made of them has. */
	private static String collidingName(int i) {
		return IntStream.range(0, 17)
			.mapToObj((bit) -> ((i >> bit & 1) == 0) ? "an" : "c0")
			.collect(Collectors.joining());
	}

	static String host(int i) {
		return "tenant-%05d.example.com".formatted(i);
	}

	static String literalPath(int i) {
		return "/api/resource-%05d/items".formatted(i);
	}

	static String patternPath(int i) {
		return "/api/tenant-%05d/**".formatted(i);
	}

	static String handlerPath(int i) {
		return "/api/controller-%05d/{id}".formatted(i);
	}

	/** As often as it fits. */
	static String repeat(String text, int length) {
		return text.repeat(length / text.length());
	}

}
