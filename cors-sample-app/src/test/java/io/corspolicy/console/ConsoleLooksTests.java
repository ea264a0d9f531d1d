package io.corspolicy.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.corspolicy.browsers.Browsers;
import io.corspolicy.browsers.Chromium;
import io.corspolicy.console.Place.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page as people meet it: in light and dark, on a telephone and on a wide screen, by
 * the keyboard, and by whatever reads it out (axe-core's rules).
 */
class ConsoleLooksTests {

	private static final Map<String, String> VIEWS = new LinkedHashMap<>();

	static {
		VIEWS.put("refused", "refused");
		VIEWS.put("refused-none", "refused?q=nowhere");
		VIEWS.put("why-blocked",
				"why?origin=https://app.example.com&method=PATCH&path=/api/items&headers=x-trace&credentials=true");
		VIEWS.put("why-allowed", "why?origin=https://app.example.com&method=PUT&path=/api/items");
		VIEWS.put("why-empty", "why");
		VIEWS.put("policies", "policies");
		VIEWS.put("policy", "policy?name=api");
		VIEWS.put("routes", "routes");
		VIEWS.put("state", "state");
		VIEWS.put("elsewhere", "elsewhere");
	}

	@RegisterExtension
	static final Browsers browsers = new Browsers();

	@TempDir
	static Path directory;

	private static Running shop;

	private static Chromium browser;

	@BeforeAll
	static void start() throws Exception {
		browser = browsers.chromium();
		shop = Place.TOMCAT.start(directory);
		for (String origin : List.of("https://evil.example", "http://app.example.com", "https://preview-7.example.com",
				"null")) {
			for (String method : List.of("PUT", "DELETE")) {
				HttpRequest preflight = HttpRequest.newBuilder(URI.create(shop.service() + "/api/items"))
					.method("OPTIONS", HttpRequest.BodyPublishers.noBody())
					.header("Origin", origin)
					.header("Access-Control-Request-Method", method)
					.header("Access-Control-Request-Headers", "content-type,x-trace")
					.build();
				HttpClient.newHttpClient().send(preflight, BodyHandlers.ofString());
			}
		}
		HttpRequest other = HttpRequest.newBuilder(URI.create(shop.service() + "/api/items"))
			.header("Origin", "https://new.example.com")
			.build();
		HttpClient.newHttpClient().send(other, BodyHandlers.ofString());
	}

	@AfterAll
	static void stop() {
		if (shop != null) {
			shop.close();
		}
	}

	@Test
	void everyViewInLightAndDarkNarrowAndWide() throws IOException {
		ConsoleInBrowser console = ConsoleInBrowser.open(browser, shop.console());
		browser.run(new ClassPathResource("META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")
			.getContentAsString(StandardCharsets.UTF_8) + "\nwindow.axe = axe;");
		List<String> violations = new ArrayList<>();
		for (int width : new int[] { 360, 1400 }) {
			browser.resize(width, 900);
			for (String colorScheme : List.of("light", "dark")) {
				browser.prefer(colorScheme);
				for (Map.Entry<String, String> view : VIEWS.entrySet()) {
					String name = "%s-%s-%d".formatted(view.getKey(), colorScheme, width);
					console.show(view.getValue());
					assertThat(console.overflow()).as(name).isZero();
					violations.addAll(violations(console, name));
					browser.saveScreenshot("html", Path.of("target/screenshots/console-" + name + ".png"));
				}
			}
		}
		assertThat(violations).isEmpty();
	}

	@Test
	void theKeyboardAloneWillDo() {
		browser.resize(1400, 900);
		ConsoleInBrowser console = ConsoleInBrowser.open(browser, shop.console());
		console.show("state");
		console.show("refused");
		tabTo("#refused-view .rows a.main");
		browser.press("Enter", 13);
		console.awaitTrue("document.documentElement.dataset.shown === 'why'");
		assertThat(browser.run("return document.activeElement.id").asString()).isEqualTo("why-title");
		assertThat(console.text("#why-view .verdict")).startsWith("Blocked");
		tabTo("#why-view form button");
		tabTo("#why-view figure button");
		browser.press("Enter", 13);
		console.awaitTrue("document.querySelector('#news').textContent === 'Copied'");
		browser.open(shop.console() + "#policies");
		console.awaitTrue("document.documentElement.dataset.shown === 'policies'");
		browser.press("Tab", 9);
		assertThat(browser.run("return document.activeElement.className").asString()).isEqualTo("skip");
		browser.press("Enter", 13);
		assertThat(browser.run("return document.activeElement.id").asString()).isEqualTo("main");
		assertThat(browser.run("return location.hash").asString()).isEqualTo("#policies");
	}

	private static void tabTo(String selector) {
		for (int i = 0; i < 60; i++) {
			browser.press("Tab", 9);
			if (browser.run("return document.activeElement.matches('" + selector + "')").asBoolean()) {
				return;
			}
		}
		throw new AssertionError("The keyboard does not reach " + selector);
	}

	private static List<String> violations(ConsoleInBrowser console, String name) {
		browser.run("""
				window.checked = undefined;
				window.axe.run(document).then(({ violations, passes }) => {
				  window.checked = passes.length > 10 ? violations : [{ id: 'Nothing was checked', nodes: [] }];
				}, (error) => { window.checked = [{ id: String(error), nodes: [] }]; });
				""");
		console.awaitTrue("window.checked");
		return browser.run("return window.checked.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)")
			.valueStream()
			.map(JsonNode::asString)
			.map((violation) -> name + ": " + violation)
			.toList();
	}

}
