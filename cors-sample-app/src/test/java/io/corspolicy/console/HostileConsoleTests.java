package io.corspolicy.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

import io.corspolicy.browsers.Browser;
import io.corspolicy.browsers.Browsers;
import io.corspolicy.browsers.Chromium;
import io.corspolicy.browsers.Engine;
import io.corspolicy.console.Place.Running;
import io.corspolicy.registry.CorsPolicyRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What strangers send is shown as text: it runs nothing, fetches nothing, and keeps its
 * place.
 */
class HostileConsoleTests {

	/** Listens before the page's own script runs. */
	private static final String LISTENER = """
			window.reports = [];
			document.addEventListener('securitypolicyviolation', (event) => reports.push(`${event.violatedDirective} ${event.blockedURI}`));
			addEventListener('error', (event) => reports.push(event.message));
			addEventListener('unhandledrejection', (event) => reports.push(String(event.reason)));
			""";

	private static final List<String> FRAGMENTS = List.of("why?method=GET&path=/api/items&origin=",
			"why?path=/api/items&origin=https://a.example&method=GET&headers=x-a:", "refused?q=", "policy?name=", "");

	@RegisterExtension
	static final Browsers browsers = new Browsers();

	@TempDir
	static Path directory;

	private static OtherOrigin other;

	private static Running shop;

	@BeforeAll
	static void start() throws IOException {
		other = new OtherOrigin();
		shop = Place.TOMCAT.start(directory, "server.max-http-request-header-size=64KB",
				"server.tomcat.relaxed-path-chars=<,>,[,],\\,^,`,{,|,}");
		for (String text : texts()) {
			send("GET", "/shop/api/x?", text, "");
			send("GET", "/shop/api/" + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"),
					"https://evil.example", "");
			send("OPTIONS", "/shop/api/items", "https://app.example.com",
					"Access-Control-Request-Method: PUT\r\nAccess-Control-Request-Headers: " + text + "\r\n");
			send("OPTIONS", "/shop/api/items", "https://app.example.com",
					"Access-Control-Request-Method: " + text + "\r\n");
		}
		send("GET", "/shop/api/<img/src=x/onerror=alert(1)>", "https://evil.example", "");
		assertThat(shop.context().getBean(CorsPolicyRegistry.class).recent().refusals()).hasSizeGreaterThan(20);
	}

	@AfterAll
	static void stop() {
		if (shop != null) {
			shop.close();
		}
		other.close();
	}

	private static List<String> texts() {
		String canary = other.origin();
		return List.of("<script>window.hacked = 1</script>",
				"https://\"><img src=" + canary + "/image onerror=window.hacked=1>",
				"'-alert(1)-'</style><style>@import '" + canary + "/style'</style>",
				"<iframe srcdoc=\"<script>parent.hacked = 1</script>\"></iframe>", "javascript:window.hacked=1",
				"{{constructor.constructor('window.hacked=1')()}}",
				"<link rel=preload as=image href=" + canary + "/link>",
				"https://safe.example\u202egpj.live\u202c\u2066\u200b\u0301\u0301\u0301", "\u00e4\ud83d\ude00\ufeff",
				"https://" + "x".repeat(8192), "w".repeat(300), "' ; rm -rf ~ #`id`$(id)");
	}

	/** Bytes as they are: no client would send all of them. */
	private static void send(String method, String target, String origin, String fields) throws IOException {
		URI service = URI.create(shop.service());
		try (Socket socket = new Socket(InetAddress.getByName(service.getHost()), service.getPort())) {
			socket.getOutputStream()
				.write((method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin + "\r\n" + fields
						+ "Connection: close\r\n\r\n")
					.getBytes(StandardCharsets.UTF_8));
			socket.getInputStream().readAllBytes();
		}
	}

	@ParameterizedTest
	@MethodSource("io.corspolicy.console.Place#engines")
	void runsNothingFetchesNothingAndKeepsItsPlace(Engine engine) {
		Browser browser = browsers.get(engine);
		ConsoleInBrowser console = ConsoleInBrowser.open(browser, shop.console());
		if (browser instanceof Chromium chromium) {
			chromium.resize(360, 900);
			chromium.runFirst(LISTENER);
			browser.open(shop.console() + "#refused?page=1");
			console.awaitTrue("document.documentElement.dataset.shown");
		}
		else {
			browser.run(LISTENER);
		}
		assertThat(console.texts("#refused-view .rows li")).hasSizeGreaterThan(20);
		assertHarmless(browser, console);
		// Fields of a request are bytes.
		assertThat(console.texts("#refused-view .odd")).contains("U+00E2", "U+0080", "U+00AE");
		console.show("policy?name=%E2%80%AEgpj%E2%81%A6");
		assertThat(console.texts("#policy-title .odd")).containsExactly("U+202E", "U+2066");
		console.show("refused");
		List<String> links = browser.run("return [...document.querySelectorAll('a.main')].map((link) => link.hash)")
			.valueStream()
			.map(JsonNode::asString)
			.toList();
		for (String link : links.subList(0, Math.min(links.size(), 12))) {
			console.show(link.substring(1));
			assertThat(console.text("#why-view .verdict")).isNotEmpty();
			assertHarmless(browser, console);
		}
		for (String text : texts()) {
			String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
			for (String fragment : FRAGMENTS) {
				console.show(fragment + encoded);
				assertHarmless(browser, console);
			}
		}
		assertThat(other.asked()).isEmpty();
	}

	private static void assertHarmless(Browser browser, ConsoleInBrowser console) {
		JsonNode seen = browser
			.run("""
					const right = document.documentElement.clientWidth;
					return [window.hacked ?? 'not hacked', ...window.reports,
					  ...performance.getEntriesByType('resource').map(({ name }) => name)
					    .filter((name) => !name.startsWith('data:') && !name.startsWith(location.origin + '/shop/actuator/cors')),
					  ...[...document.querySelectorAll('main :is(img, iframe, script, style, link)')].map(({ outerHTML }) => outerHTML),
					  ...[...document.querySelectorAll('main :not(.unseen, .unseen *)')]
					    .filter((node) => node.getBoundingClientRect().right > right + 1)
					    .map(({ localName, className, outerHTML }) => `too wide: ${localName} ${className} ${outerHTML.slice(0, 300)}`)];
					""");
		assertThat(seen.valueStream().map(JsonNode::asString)).as(browser.run("return location.hash").asString())
			.containsExactly("not hacked");
		assertThat(console.overflow()).isZero();
	}

}
