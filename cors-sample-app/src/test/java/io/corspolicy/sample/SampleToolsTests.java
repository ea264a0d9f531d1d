package io.corspolicy.sample;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.corspolicy.browsers.Browsers;
import io.corspolicy.browsers.Chromium;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a visitor can do on the page: change a policy, and ask why. In a real browser.
 */
@ParameterizedClass
@ValueSource(strings = { "servlet", "reactive" })
class SampleToolsTests {

	private static final List<String> INITIAL = List.of("https://kiosk.example");

	@RegisterExtension
	static final Browsers browsers = new Browsers();

	private static Chromium browser;

	private static ConfigurableApplicationContext application;

	@Parameter
	private String stack;

	private String page;

	@BeforeAll
	static void startBrowser() {
		browser = browsers.chromium();
	}

	@BeforeParameterizedClassInvocation
	static void startApplication(String stack) {
		application = new SpringApplicationBuilder(SampleApplication.class).run("--server.port=0",
				"--sample.page-port=0", "--spring.main.web-application-type=" + stack);
	}

	@AfterParameterizedClassInvocation
	static void stopApplication() {
		application.close();
	}

	@BeforeEach
	void openPage() {
		application.getBean(TenantOrigins.class).replace("kiosk", INITIAL);
		this.page = application.getBean(PageServer.class).origin();
		browser.resize(1400, 900);
		backToPage();
	}

	private void backToPage() {
		browser.open(this.page);
		awaitTrue("!document.querySelector('#live input').disabled");
		awaitTrue("document.querySelector('.examples a') !== null");
	}

	@Test
	void aSwitchLetsThePageInAndShutsItOut() throws IOException {
		assertThat(lastCall())
			.isEqualTo("✗ As it was found GET /tenants/kiosk/stock → Blocked · TypeError: Failed to fetch");
		assertThat(readStock()).isEqualTo("blocked");

		change("input");
		assertThat(lastCall())
			.isEqualTo("✓ Add this page’s origin GET /tenants/kiosk/stock → 200 · Twelve litres of vanilla");
		assertThat(readStock()).isEqualTo("200");
		assertThat(rows()).isEqualTo(table()).containsExactly(INITIAL.get(0), this.page);

		change("input");
		assertThat(lastCall())
			.isEqualTo("✗ Take this page’s origin out GET /tenants/kiosk/stock → Blocked · TypeError: Failed to fetch");
		assertThat(readStock()).isEqualTo("blocked");
		assertThat(rows()).isEqualTo(table()).isEqualTo(INITIAL);
		takeScreenshots("#live", "live");
	}

	@Test
	void aRefusedChangeChangesNothing() {
		change("input");
		change("button");
		assertThat(lastCall()).startsWith("✓ Add two misspelt origins 422 · Nothing has been changed.")
			.contains("https://kiosk.example/ an origin has no path, query or fragment, nor a trailing slash.",
					"HTTPS://Kiosk.Example browsers send origins in lower case.")
			.endsWith("GET /tenants/kiosk/stock → 200 · Twelve litres of vanilla");
		assertThat(readStock()).isEqualTo("200");
		assertThat(rows()).isEqualTo(table()).containsExactly(INITIAL.get(0), this.page);
	}

	@Test
	void aRefusedPreflightIsDrawnUpToWhereItFails() throws IOException {
		ask(this.page, "PATCH", "/ice-creams/1", "X-Reason", false);
		assertThat(text("#why-view .verdict")).isEqualTo("Blocked · policy ice-cream");
		assertThat(messages()).containsExactly("Page to browser: PATCH /ice-creams/1 X-Reason",
				"Browser to server: OPTIONS /ice-creams/1", "Server to browser: Status 403",
				"Browser to server: PATCH /ice-creams/1 Never sent. The preflight failed.",
				"Browser to page: TypeError All that the page is told");
		assertThat(text("#why-view .fields")).isEqualTo("Origin: " + this.page
				+ " Access-Control-Request-Method: PATCH Access-Control-Request-Headers: x-reason");
		assertThat(text("#why-view .checks:has(.stop)"))
			.startsWith("Browser: ✗ Access-Control-Allow-Origin Blocked here")
			.endsWith("Not reached: Origin, Credentials, Status, Lists, Method, Headers");
		assertThat(text("#why-view .answer")).contains("What to do cors.policies.ice-cream.allowed-methods: add PATCH.")
			.containsPattern("allowed-methods: \\[GET, POST, PUT, DELETE] class path resource .* - \\d+:\\d+ ");
		takeScreenshotsOfConsole("why-blocked");
	}

	@Test
	void anAllowedRequestIsDrawnToItsEnd() throws IOException {
		ask(this.page, "PUT", "/ice-creams/1", "Content-Type, X-Reason", false);
		assertThat(text("#why-view .verdict")).isEqualTo("Allowed: the page may read the answer · policy ice-cream");
		assertThat(messages()).containsExactly("Page to browser: PUT /ice-creams/1 Content-Type, X-Reason",
				"Browser to server: OPTIONS /ice-creams/1", "Server to browser: Status 204",
				"Browser to server: PUT /ice-creams/1", "Server to browser: The application’s answer",
				"Browser to page: The answer");
		assertThat(text("#why-view .answer")).contains("Access-Control-Allow-Methods: GET, POST, PUT, DELETE")
			.doesNotContain("What to do", "Blocked here", "Not reached");
		takeScreenshotsOfConsole("why-allowed");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			A method that is not on the list       | Blocked | allowed-methods: add PATCH
			Allowed                                | Allowed | The status 204 is an ok status
			http instead of https                  | Blocked | add "http://van.example"
			Cookies, where any origin may read     | Blocked | with credentials, * is not a wildcard
			The kiosk’s stock, as the table stands | Blocked | table tenant_origin
			""")
	void examplesAreAnswered(String example, String verdict, String detail) {
		press(example);
		assertThat(text("#why-view .verdict")).startsWith(verdict);
		assertThat(text("#why-view .answer")).contains(detail);
	}

	@Test
	void theAnswerFollowsTheSwitch() {
		press("The kiosk’s stock, as the table stands");
		assertThat(text("#why-view .verdict")).isEqualTo("Blocked · policy tenant-kiosk");
		backToPage();
		change("input");
		press("The kiosk’s stock, as the table stands");
		assertThat(text("#why-view .verdict")).isEqualTo("Allowed: the page may read the answer · policy tenant-kiosk");
	}

	@Test
	void whatIsTypedIsNoMarkup() {
		ask("http://<b>x</b>", "GET", "/feed/<img src=x onerror=alert(1)>", "", false);
		assertThat(messages()).contains("Page to browser: GET /feed/<img src=x onerror=alert(1)>");
		assertThat(browser.run("return document.querySelector('#why-view .answer :is(img, b b)') === null").asBoolean())
			.isTrue();
	}

	@Test
	void aQuestionWithoutAnAnswerIsToldSo() {
		ask(this.page, "TRACE", "/feed", "", false);
		assertThat(text("#why-view .verdict")).startsWith("No answer: No page can use the method TRACE");
		assertThat(text("#why-view .answer")).isEmpty();
	}

	private static void ask(String origin, String method, String path, String headers, boolean credentials) {
		String question = Map
			.of("origin", origin, "method", method, "path", path, "headers", headers, "credentials",
					String.valueOf(credentials))
			.entrySet()
			.stream()
			.map((field) -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		openConsole(browser.run("return document.querySelector('#why .console').href").asString() + "#why?" + question);
	}

	private void press(String example) {
		if (browser.run("return document.querySelector('#why') === null").asBoolean()) {
			backToPage();
		}
		openConsole(browser
			.run("return [...document.querySelectorAll('.examples a')]" + ".find((link) => link.textContent === '"
					+ example + "').href")
			.asString());
	}

	private static void openConsole(String address) {
		browser.open(address);
		awaitTrue("document.documentElement.dataset.shown === 'why'");
	}

	private static List<String> messages() {
		return texts("#why-view .message > p");
	}

	private void change(String control) {
		browser.run("document.querySelector('#live " + control + "').click()");
		awaitTrue("!document.querySelector('#live input').disabled");
	}

	private static String lastCall() {
		return text("#live .calls > li");
	}

	private static String readStock() {
		return browser.run("""
				return fetch('/service.json')
				  .then((response) => response.json())
				  .then(({ origin }) => fetch(`${origin}/tenants/kiosk/stock`))
				  .then(({ status }) => String(status), () => 'blocked');
				""").asString();
	}

	private static List<String> rows() {
		return texts("#live figure span");
	}

	private static List<String> table() {
		return application.getBean(TenantRepository.class).findOrigins("kiosk");
	}

	private static String text(String selector) {
		return texts(selector).get(0);
	}

	private static List<String> texts(String selector) {
		return browser.run("return [...document.querySelectorAll('" + selector + "')].map((found) => found.innerText)")
			.valueStream()
			.map((text) -> text.asString().replaceAll("\\s+", " ").strip())
			.toList();
	}

	private static void awaitTrue(String expression) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> browser.run("return " + expression).asBoolean());
	}

	private void takeScreenshotsOfConsole(String name) throws IOException {
		SamplePageTests.takeScreenshots(browser, "#why-view", this.stack + "-" + name);
	}

	private void takeScreenshots(String selector, String name) throws IOException {
		awaitTrue("['pass', 'fail'].includes(document.documentElement.dataset.result)");
		SamplePageTests.takeScreenshots(browser, selector, this.stack + "-" + name);
	}

}
