package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Policies with mistakes of many kinds, several at once.
 */
final class MistakeGenerator {

	private static final List<String> ORIGINS = List.of("https://app.example.com", "http://localhost:3000",
			"https://*.example.com", "capacitor://localhost", "http://127.0.0.1:8080", "http://[::1]:9090",
			"https://pr-*.example.com", "https://b\u00fccher.example", "http://192.168.1.20:8080",
			"https://shop.example.co.uk:8443", "https://example.com:*", "https://app.vercel.app",
			"~https://pr-[0-9]+\\.example\\.com", "*", "null", "http://nas:5000", "https://*.pages.example.org:8443");

	private static final List<UnaryOperator<String>> SLIPS = List.of((text) -> text + "/", (text) -> text + "/path?q=1",
			(text) -> text.replace("example", "Example"), (text) -> text.replaceFirst("^(https?)", "$1s"),
			(text) -> text.replaceFirst("^[a-z]+://", ""), (text) -> text.replaceFirst("^[a-z]+:", ""),
			(text) -> text.replaceFirst("^[a-z]+://", "*://"), (text) -> text.replaceFirst("^https?://", "https?://"),
			(text) -> text.replaceFirst("^https?://", "http(s)://"), (text) -> text.replaceFirst("//", "//user@"),
			(text) -> text.replaceFirst("://", "://."), (text) -> text.replaceFirst("://", "://*."),
			(text) -> text.replaceFirst("://", "://**."), (text) -> text.replaceFirst("://", "://www.*."),
			(text) -> text.replaceFirst("://", ":/"), (text) -> text.replaceFirst("://", ":\\\\\\\\"),
			(text) -> text + ":443", (text) -> text + ":80", (text) -> text + ":", (text) -> text + ":0",
			(text) -> text + ":99999", (text) -> text + ":08443", (text) -> text + ":80*", (text) -> text + ":*",
			(text) -> text + ":[8080,8081]", (text) -> text + ":8080-8083", (text) -> text + ":8000-9000",
			(text) -> " " + text, (text) -> text + "\t", (text) -> text + "\u0007", (text) -> "\"" + text + "\"",
			(text) -> "^" + text.replace(".", "\\.") + "$",
			(text) -> "/" + text.replace(".", "\\.").replace("/", "\\/") + "$/",
			(text) -> text.replace("*", ".*").replace(".", "\\."), (text) -> text.replace("app", "(app|www)"),
			(text) -> text.replace("app", "pr-\\d+").replace(".", "\\."), (text) -> "https://" + text,
			(text) -> text.replace("example", "exam ple"), (text) -> text.replace(".", ".."), (text) -> text + "#top",
			(text) -> text.replaceFirst("://", "://[") + "]", (text) -> text.replace("127.0.0.1", "127.1"),
			(text) -> text.replace("[::1]", "[0:0:0:0:0:0:0:1]"), (text) -> text.replace("[::1]", "::1"),
			(text) -> text.replace("http", "ws"), (text) -> "~" + text, (text) -> "~^" + text + "$", (text) -> "");

	private static final List<String> METHODS = List.of("GET", "POST", "put", "patch", "PATCH", "TRACE", "CONNECT",
			"GET, POST", "GET POST", "G\u00c9T", "P*", "*", "**", "any", "none", "true", "", "DELETE;PUT", " HEAD",
			"GET: 1");

	private static final List<String> HEADERS = List.of("X-A", "Authorization", "Content-Type", "Cookie", "X-A, X-B",
			"X-A X-B", "X-A: 1", "x-amz-*", "*", "**", "all", "none", "", "Access-Control-Allow-Origin", "Set-Cookie",
			"X-\u00c4", "Host;X-C");

	private final Random random;

	MistakeGenerator(long seed) {
		this.random = new Random(seed);
	}

	Map<String, Object> policy() {
		Map<String, Object> policy = new LinkedHashMap<>(Map.of("name", "test", "paths", List.of("/**")));
		policy.put("allowed-origins", list(this::origin, 3));
		maybe(policy, "allowed-methods", () -> list(() -> pick(METHODS), 3));
		maybe(policy, "allowed-headers", () -> list(() -> pick(HEADERS), 3));
		maybe(policy, "exposed-headers", () -> list(() -> pick(HEADERS), 2));
		maybe(policy, "allow-credentials", this.random::nextBoolean);
		maybe(policy, "allow-null-origin", this.random::nextBoolean);
		maybe(policy, "tolerate-insecure-origins", this.random::nextBoolean);
		maybe(policy, "tolerate-public-suffixes", this.random::nextBoolean);
		maybe(policy, "send-without-origin", this.random::nextBoolean);
		maybe(policy, "reject-disallowed", this.random::nextBoolean);
		maybe(policy, "preflight-status", () -> pick(List.of(200, 201, 204)));
		maybe(policy, "max-age", () -> pick(List.of("PT1H", "PT25H", "PT-1S", "PT1000H", "PT1.5S")));
		return policy;
	}

	private String origin() {
		String origin = pick(ORIGINS);
		int slips = this.random.nextInt(4);
		for (int i = 0; i < slips; i++) {
			origin = pick(SLIPS).apply(origin);
		}
		return (this.random.nextInt(12) == 0) ? origin + pick(List.of(",", ";", " ", ", ")) + pick(ORIGINS) : origin;
	}

	private void maybe(Map<String, Object> policy, String attribute, java.util.function.Supplier<Object> value) {
		if (this.random.nextInt(4) == 0) {
			policy.put(attribute, value.get());
		}
	}

	private List<String> list(java.util.function.Supplier<String> entry, int max) {
		List<String> entries = new ArrayList<>();
		int size = 1 + this.random.nextInt(max);
		for (int i = 0; i < size; i++) {
			entries.add(entry.get());
		}
		return entries;
	}

	private <T> T pick(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

}
