package io.corspolicy.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.corspolicy.contract.Configuration.Policy;

import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Makes up configurations that are valid by the contract, with every attribute that
 * changes what a page can read, and policies whose paths cross. Where the contract does
 * not say which of two policies answers, they do not share a path.
 */
final class ConfigurationGenerator {

	/** Crossing each other; two are spelled differently and the same. */
	private static final List<String> PATHS = List.of("/**", "/api/**", "/api/{*rest}", "/api/*", "/api/{x}",
			"/api/items", "/{x}/items", "/api/items/**", "/*/items/{id}", "/api/items/{id}", "/api/items/rogue",
			"/items");

	private static final List<String> SECURE = List.of("https://app.example.com", "https://example.com",
			"https://app.example.com:8443", "http://localhost:3000", "http://localhost", "http://127.0.0.1:8080",
			"http://[::1]:9090", "https://[2001:db8::1]", "https://xn--bcher-kva.example",
			"https://under_score.example.com", "https://example.com.", "capacitor://localhost",
			"chrome-extension://abcdefghijklmnopabcdefghijklmnop", "https://*.example.com", "https://*.app.example.com",
			"https://*.xn--bcher-kva.example", "http://*.localhost:3000", "https://pr-*.example.com",
			"https://*-dev.example.com", "https://a*z.example.com:8443", "https://example.com:*", "http://localhost:*",
			"http://[::1]:*", "https://*.example.org:*", "https://pr-*.example.org:*",
			"~https://pr-[0-9]+\\.example\\.com", "~https://(app|www)\\.example\\.org", "app://.", "app://",
			"http://127.0.0.0/8:*", "https://10.0.0.0/8:*", "https://[fd00::]/8");

	/** With credentials, these need {@code tolerate-insecure-origins} or another one. */
	private static final List<String> INSECURE = List.of("http://app.example.com", "http://*.example.com",
			"http://app.example.com:*", "http://192.168.0.0/16", "http://[fd00::]/8:8080", "moz-extension://*",
			"file://");

	private static final List<String> SHARED = List.of("https://*.github.io", "https://*.co.uk:*");

	private static final List<String> REGISTRABLE = List.of("~https?://[a-z]+\\.example\\.net(:[0-9]+)?");

	/** Some of them are those of a server: see the requests. */
	private static final List<String> HOSTS = List.of("api.example.com", "api.example.com:443", "*.example.com",
			"{tenant}.example.com", "{tenant}.example.com:443", "*.example.com:443", "*.example.com:80", "localhost",
			"localhost:8080", "[::1]", "[::1]:9090", "under_score.example.com", "app.example.com", "other.test");

	private static final List<String> TENANTS = List.of("https://{tenant}.app.example.com",
			"https://{tenant}.example.org:*", "https://{tenant}.example.com");

	private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
			"patch", "put", "PURGE", "get");

	private static final List<String> REQUEST_HEADERS = List.of("Content-Type", "Authorization", "X-A", "x-b", "Range",
			"Accept");

	private static final List<String> RESPONSE_HEADERS = List.of("X-Total", "x-other", "X-Absent", "content-language");

	private static final int ATTEMPTS = 20;

	private final Random random;

	ConfigurationGenerator(Random random) {
		this.random = random;
	}

	Configuration configuration() {
		Map<String, Object> defaults = new LinkedHashMap<>();
		if (oneIn(4)) {
			defaults.put("max-age", one("0", "10m"));
		}
		if (oneIn(6)) {
			defaults.put("allowed-headers", requestHeaders());
		}
		if (oneIn(8)) {
			defaults.put("allowed-methods", some(METHODS, 2, 4));
		}
		if (oneIn(8)) {
			defaults.put("exposed-headers", some(RESPONSE_HEADERS, 0, 2));
		}
		Map<String, Map<String, Object>> policies = new LinkedHashMap<>();
		Configuration configuration = new Configuration(defaults, policies, oneIn(4));
		policies.put("p0", policy(List.of()));
		int count = 1 + this.random.nextInt(3);
		for (int i = 0; i < ATTEMPTS && policies.size() < count; i++) {
			String name = "p" + policies.size();
			policies.put(name, policy(oneIn(2) ? (List<?>) policies.get("p0").get("paths") : List.of()));
			if (!isClear(configuration.effective())) {
				policies.remove(name);
			}
		}
		return configuration;
	}

	private Map<String, Object> policy(List<?> paths) {
		Map<String, Object> policy = new LinkedHashMap<>();
		policy.put("paths", paths.isEmpty() ? some(PATHS, 1, oneIn(4) ? 2 : 1) : paths);
		boolean any = oneIn(4);
		boolean credentials = !any && oneIn(2);
		policy.put("allowed-origins", any ? anyOrigin() : origins(policy, credentials));
		if (oneIn(3)) {
			List<String> hosts = some(HOSTS, 1, 2);
			policy.put("hosts", hosts);
			if (!any && hosts.stream().anyMatch((host) -> host.startsWith("{")) && !oneIn(3)) {
				policy.put("allowed-origins", some(TENANTS, 1, 2));
			}
		}
		if (oneIn(10)) {
			policy.put("enabled", one("true", "false"));
		}
		if (!oneIn(3)) {
			policy.put("allowed-methods", oneIn(5) ? List.of("*") : some(METHODS, 1, 6));
		}
		if (!oneIn(3)) {
			policy.put("allowed-headers", requestHeaders());
		}
		if (!oneIn(3)) {
			policy.put("exposed-headers", (oneIn(4) && !credentials) ? List.of("*") : some(RESPONSE_HEADERS, 0, 2));
		}
		if (credentials || oneIn(8)) {
			policy.put("allow-credentials", String.valueOf(credentials));
		}
		if (oneIn(3)) {
			policy.put("max-age", one("0", "0s", "600", "24h"));
		}
		if (!credentials && oneIn(4)) {
			policy.put("allow-null-origin", "true");
		}
		if (any && oneIn(3)) {
			policy.put("send-without-origin", "true");
		}
		else if (oneIn(5)) {
			policy.put("reject-disallowed", "true");
		}
		for (String flag : List.of("allow-private-network", "forward-preflight", "timing-allow-origin",
				"forward-origin")) {
			if (oneIn(6)) {
				policy.put(flag, one("true", "true", "false"));
			}
		}
		if (oneIn(6)) {
			policy.put("preflight-status", one("200", "204"));
		}
		if (oneIn(6)) {
			policy.put("cross-origin-resource-policy", one("same-origin", "same-site", "cross-origin"));
		}
		return policy;
	}

	private List<String> anyOrigin() {
		return oneIn(6) ? List.of("*", "https://app.example.com") : List.of("*");
	}

	private List<String> origins(Map<String, Object> policy, boolean credentials) {
		List<String> entries = new ArrayList<>(SECURE);
		if (!credentials || oneIn(3)) {
			entries.addAll(INSECURE);
			entries.addAll(credentials ? List.of() : REGISTRABLE);
			if (credentials) {
				policy.put("tolerate-insecure-origins", "true");
			}
		}
		if (!credentials || oneIn(3)) {
			entries.addAll(SHARED);
			if (credentials) {
				policy.put("tolerate-public-suffixes", "true");
			}
		}
		return some(entries, 1, 4);
	}

	private List<String> requestHeaders() {
		return switch (this.random.nextInt(8)) {
			case 0 -> List.of("*");
			case 1 -> List.of("*", "authorization");
			default -> some(REQUEST_HEADERS, 0, 4);
		};
	}

	/** Whether policies that share a pattern are valid together, and the answer known. */
	static boolean isClear(List<Policy> policies) {
		for (Policy one : policies) {
			for (Policy other : policies) {
				if (one != other && sharesPattern(one, other) && sharesHost(one, other) && !isClear(one, other)) {
					return false;
				}
			}
		}
		return true;
	}

	private static boolean sharesHost(Policy one, Policy other) {
		List<String> hosts = one.list("hosts");
		List<String> others = other.list("hosts");
		return (hosts.isEmpty() && others.isEmpty()) || !Collections.disjoint(hosts, others);
	}

	private static boolean sharesPattern(Policy one, Policy other) {
		PathPatternParser parser = PathPatternParser.defaultInstance;
		return one.list("paths")
			.stream()
			.anyMatch((pattern) -> other.list("paths")
				.stream()
				.anyMatch((second) -> PathPattern.SPECIFICITY_COMPARATOR.compare(parser.parse(pattern),
						parser.parse(second)) == 0));
	}

	private static boolean isClear(Policy one, Policy other) {
		if (one.text("enabled", "true").equals("false") || other.text("enabled", "true").equals("false")) {
			return false;
		}
		if (one.is("send-without-origin") || other.is("send-without-origin")
				|| !one.text("cross-origin-resource-policy", "")
					.equals(other.text("cross-origin-resource-policy", ""))) {
			return false;
		}
		if (!sharesMethod(one, other)) {
			return true;
		}
		Set<String> rest = Set.copyOf(other.list("allowed-origins"));
		return one.list("allowed-origins")
			.stream()
			.noneMatch((entry) -> rest.stream().anyMatch((second) -> isTie(entry, second)))
				&& !(one.is("allow-null-origin") && other.is("allow-null-origin"));
	}

	/** The same entry, or two patterns of one length: the contract does not choose. */
	private static boolean isTie(String entry, String other) {
		boolean regex = entry.startsWith("~");
		return entry.equals(other) || (regex && other.startsWith("~"))
				|| (isPattern(entry) && isPattern(other) && entry.length() == other.length());
	}

	private static boolean isPattern(String entry) {
		return entry.contains("*") || entry.contains("{") || entry.matches("[^/]*//[^/]+/.*");
	}

	private static boolean sharesMethod(Policy one, Policy other) {
		if (!one.has("allowed-methods") || !other.has("allowed-methods")) {
			return true;
		}
		List<String> methods = upperCase(one.list("allowed-methods"));
		List<String> others = upperCase(other.list("allowed-methods"));
		return methods.contains("*") || others.contains("*") || !Collections.disjoint(methods, others)
				|| (methods.contains("GET") && others.contains("HEAD"))
				|| (methods.contains("HEAD") && others.contains("GET"));
	}

	/** {@code PATCH} and {@code patch} differ, but need not meet. */
	private static List<String> upperCase(List<String> methods) {
		return methods.stream().map((method) -> method.toUpperCase(Locale.ROOT)).toList();
	}

	private boolean oneIn(int number) {
		return this.random.nextInt(number) == 0;
	}

	private String one(String... texts) {
		return Arrays.asList(texts).get(this.random.nextInt(texts.length));
	}

	private List<String> some(List<String> all, int least, int most) {
		List<String> shuffled = new ArrayList<>(all);
		Collections.shuffle(shuffled, this.random);
		return List.copyOf(shuffled.subList(0, least + this.random.nextInt(most - least + 1)));
	}

}
