package io.corspolicy.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Locale;

import io.corspolicy.browsers.Browser;
import io.corspolicy.browsers.Browsers;
import io.corspolicy.browsers.Engine;
import io.corspolicy.console.Place.Running;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The way from a blocked request to the line that allows it: behind a login by a form, on
 * both stacks, wherever the endpoint is.
 */
@ParameterizedClass
@MethodSource("io.corspolicy.console.Place#tried")
class ConsoleTests {

	@RegisterExtension
	static final Browsers browsers = new Browsers();

	@TempDir
	static Path directory;

	private static OtherOrigin other;

	private static Running shop;

	private final Place place;

	ConsoleTests(Place place) {
		this.place = place;
	}

	@BeforeAll
	static void startPage() throws IOException {
		other = new OtherOrigin();
	}

	@AfterAll
	static void stopPage() {
		other.close();
	}

	@BeforeParameterizedClassInvocation
	static void startShop(Place place) {
		shop = place.start(directory);
	}

	@AfterParameterizedClassInvocation
	static void stopShop() {
		shop.close();
	}

	@ParameterizedTest
	@MethodSource("io.corspolicy.console.Place#engines")
	void fromABlockedRequestToTheLineThatAllowsIt(Engine engine) throws IOException {
		Browser browser = browsers.get(engine);
		String items = shop.service() + "/api/items";
		shop.configure("");
		assertThat(other.fetch(browser, "PUT", items)).isEqualTo("blocked");

		ConsoleInBrowser console = ConsoleInBrowser.open(browser, shop.console());
		assertThat(console.text("#refused-view .rows li")).startsWith("PUT /api/items")
			.contains("from " + other.origin(), "Origin not allowed by api");

		console.click("#refused-view .rows a.main");
		assertThat(console.text("#why-view .verdict")).isEqualTo("Blocked · policy api");
		assertThat(console.text("#why-view .answer"))
			.contains("cors.policies.api.allowed-origins: add \"" + other.origin() + "\"")
			.containsPattern("allowed-origins: \\[https://app.example.com\\] .*application.yml.* - \\d+:\\d+")
			.contains("Fetch, CORS check, step 2");
		assertThat(console.raw("#why-view figure:nth-last-of-type(1) code"))
			.contains("curl -i -X 'OPTIONS' '" + items + "'");

		shop.configure(console.raw("#why-view figure code"));
		assertThat(other.fetch(browser, "PUT", items)).isEqualTo("200");
		browser.open(shop.console() + "#why?origin=" + other.origin() + "&method=PUT&path=/api/items");
		console.awaitTrue("document.documentElement.dataset.shown");
		assertThat(console.text("#why-view .verdict")).isEqualTo("Allowed: the page may read the answer · policy api");
	}

	/** An entry that comes while the page is open. */
	@ParameterizedTest
	@EnumSource(names = { "CHROMIUM", "WPE" })
	void renewsItselfWhileOpen(Engine engine) throws Exception {
		Browser browser = browsers.get(engine);
		ConsoleInBrowser console = ConsoleInBrowser.open(browser, shop.console());
		String origin = "https://" + engine.name().toLowerCase(Locale.ROOT) + ".example";
		send(HttpRequest.newBuilder(URI.create(shop.service() + "/api/items")).header("Origin", origin));
		console.awaitTrue("document.querySelector('#refused-view .rows li')?.innerText.includes('" + origin + "')");
		assertThat(console.raw("#news")).isEqualTo("1 new refused request.");
		assertThat(console.text("#renewed")).startsWith("Renewed ");
	}

	@Test
	void isBehindTheLogin() throws Exception {
		HttpResponse<String> response = send(
				HttpRequest.newBuilder(URI.create(shop.console())).header("Accept", "text/html"));
		assertThat(response.statusCode()).isEqualTo(302);
		assertThat(response.headers().firstValue("Location").orElseThrow()).endsWith("/login");
		assertThat(response.body()).doesNotContain("console");
		assertThat(this.place).isNotNull();
	}

	/** Also where the endpoint has other paths, at a port of its own. */
	@Test
	void nobodyFramesItOrKeepsIt() {
		Browser browser = browsers.get(Engine.CHROMIUM);
		ConsoleInBrowser console = ConsoleInBrowser.open(browser, shop.console());
		browser.run("fetch(location.pathname).then(({ headers }) => { window.fields = Object.fromEntries(headers); })");
		console.awaitTrue("window.fields");
		assertThat(browser.run("return window.fields['content-security-policy']").asString())
			.contains("frame-ancestors 'none'");
		assertThat(browser.run("return window.fields['cache-control']").asString()).isEqualTo("no-store");
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
	}

}
