package io.corspolicy.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Makes up origins that an entry of {@code allowed-origins} matches, and others that look
 * like them: such as browsers send, such as people type, and such as no browser sends.
 */
final class OriginGenerator {

	/** An origin for each regular expression that configurations have. */
	private static final Map<String, String> EXAMPLES = Map.of("~https://pr-[0-9]+\\.example\\.com",
			"https://pr-12.example.com", "~https://(app|www)\\.example\\.org", "https://www.example.org",
			"~https?://[a-z]+\\.example\\.net(:[0-9]+)?", "http://app.example.net:8080", "*", "https://any.test",
			"http://127.0.0.0/8:*", "http://127.1.2.3:8080", "https://10.0.0.0/8:*", "https://10.9.8.7:8443",
			"https://[fd00::]/8", "https://[fd12:3456::9]", "http://192.168.0.0/16", "http://192.168.4.5",
			"http://[fd00::]/8:8080", "http://[fd00::9]:8080", "moz-extension://*", "moz-extension://0F1e2d3c-4b5a");

	private static final List<String> LABELS = List.of("a", "pr-1", "a.b", "x_y", "x-dev", "abz", "xn--pp-xmc", "_");

	private static final List<String> PARTS = List.of("1", "12", "a-b", "-", "_", "a.b", "dev");

	private static final List<String> PORTS = List.of("", ":1", ":8443", ":443", ":80", ":0", ":65535");

	/** From one host to another one that fooled somebody. */
	private static final List<UnaryOperator<String>> HOST_TRICKS = List.of((host) -> host + ".evil.test",
			(host) -> "evil" + host, (host) -> "evil-" + host, (host) -> "evil." + host, (host) -> host + ".",
			(host) -> host.replaceFirst("\\.$", ""), (host) -> host.replaceFirst("^[^.]+\\.", ""),
			(host) -> host.replaceFirst("\\.", "-"), (host) -> host.replaceFirst("\\.", ".."),
			(host) -> host.replaceFirst("\\.", "x"), (host) -> "a." + host, (host) -> "_." + host,
			(host) -> host.substring(1), (host) -> host + "x", (host) -> host.replace("example", "xample"),
			(host) -> host.replace("app", "xn--pp-xmc"), (host) -> "xn--" + host,
			(host) -> ("a".repeat(60) + ".").repeat(5) + host, (host) -> "x".repeat(64) + "." + host,
			(host) -> "null." + host);

	/** What no browser sends. */
	private static final List<UnaryOperator<String>> MANGLINGS = List.of((origin) -> origin + "/",
			(origin) -> origin + ":", (origin) -> origin + "..", (origin) -> origin + "?", (origin) -> origin + "#a",
			(origin) -> origin + ":65536", (origin) -> origin + ":08443", (origin) -> origin + ", " + origin,
			(origin) -> origin + " " + origin, (origin) -> origin + "\u0000", (origin) -> origin + "\r\nX: y",
			(origin) -> origin.toUpperCase(Locale.ROOT), (origin) -> origin.replaceFirst("://", "://user@"),
			(origin) -> origin.replaceFirst("://", "://evil.test/"), (origin) -> origin.replaceFirst("://", "://."),
			(origin) -> origin.replaceFirst("://", "://["), (origin) -> origin.replaceFirst("://", ":/"),
			(origin) -> origin.replaceFirst("://", "://https://"), (origin) -> origin.replaceFirst("\\.", "\u3002"),
			(origin) -> origin.replaceFirst("a", "\u0430"), (origin) -> origin.replaceFirst("a", "%61"),
			(origin) -> origin.replaceFirst("://", "://" + "a.".repeat(200)), (origin) -> "",
			(origin) -> origin.replaceFirst("^https?", ""), (origin) -> "NULL", (origin) -> "null, " + origin,
			(origin) -> "*", (origin) -> "file://", (origin) -> "about:blank", (origin) -> "https://");

	private final Random random;

	OriginGenerator(Random random) {
		this.random = random;
	}

	/** An origin that the entry matches, or nearly. */
	String near(String entry) {
		String example = EXAMPLES.get(entry);
		if (example == null) {
			example = entry.replaceFirst("\\{[^}]*}", one(List.of("api", "app", "api", "b")));
			if (example.endsWith(":*")) {
				example = example.substring(0, example.length() - 2) + one(PORTS);
			}
			example = example.contains("://*.") ? example.replace("*", one(LABELS)) : example.replace("*", one(PARTS));
		}
		return canonical((this.random.nextInt(2) == 0) ? example : bend(example));
	}

	private String bend(String origin) {
		if (origin.endsWith("://") || origin.endsWith("://.")) {
			return one(List.of("app://.", "app://", "file://", "app://a", "app://..", "app://a.b", "null"));
		}
		String scheme = ReferenceMatcher.scheme(origin);
		String host = ReferenceMatcher.host(origin);
		String port = ReferenceMatcher.port(origin);
		port = port.isEmpty() ? "" : ":" + port;
		switch (this.random.nextInt(4)) {
			case 0 -> scheme = scheme.equals("https") ? "http" : "https";
			case 1 -> port = one(PORTS);
			default -> host = bendHost(host);
		}
		return scheme + "://" + host + port;
	}

	private String bendHost(String host) {
		if (host.startsWith("[")) {
			return host.endsWith("::1]") ? host.replace("::1]", "::2]") : "[::1]";
		}
		if (host.matches("[0-9.]+")) {
			return one(List.of("127.0.0.2", "127.0.0.1.evil.test", "127.0.0.1", "0.0.0.0"));
		}
		return HOST_TRICKS.get(this.random.nextInt(HOST_TRICKS.size())).apply(host);
	}

	private static String canonical(String origin) {
		if (origin.startsWith("http://")) {
			return origin.replaceFirst(":80$", "");
		}
		return origin.startsWith("https://") ? origin.replaceFirst(":443$", "") : origin;
	}

	/** The origin as somebody might type it. */
	String typed(String origin) {
		if (!origin.startsWith("http") || this.random.nextInt(4) != 0) {
			return origin;
		}
		return switch (this.random.nextInt(4)) {
			case 0 -> origin.toUpperCase(Locale.ROOT);
			case 1 -> (ReferenceMatcher.port(origin).isEmpty() ? origin + (origin.startsWith("https") ? ":443" : ":80")
					: origin);
			case 2 -> origin.replace("[::1]", "[0:0:0:0:0:0:0:1]")
				.replace("//127.0.0.1:", "//127.1:")
				.replaceFirst("//xn--bcher-kva\\.example(?![^:])", "//b\u00fccher.example");
			default -> origin + "/some/page?a=b#c";
		};
	}

	/** What a client that is no browser may send. */
	String mangled(String entry) {
		String mangled = MANGLINGS.get(this.random.nextInt(MANGLINGS.size())).apply(near(entry));
		if (this.random.nextInt(3) > 0 || mangled.isEmpty()) {
			return mangled;
		}
		int at = this.random.nextInt(mangled.length());
		return mangled.substring(0, at) + one(List.of("", "\u00e9", "@", " ", ",", "[", "*", "\t", ":"))
				+ mangled.substring(at + 1);
	}

	private String one(List<String> texts) {
		return texts.get(this.random.nextInt(texts.size()));
	}

}
