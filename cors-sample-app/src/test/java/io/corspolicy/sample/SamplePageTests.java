package io.corspolicy.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.corspolicy.browsers.Browser;
import io.corspolicy.browsers.Browsers;
import io.corspolicy.browsers.Chromium;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The page, in a real browser. What the browser can't tell is asked of the database.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class SamplePageTests {

	private static final String CHECKS = """
			return [...document.querySelectorAll('[data-check]')].map((item) => ({
			  name: item.dataset.check,
			  passed: item.dataset.result === 'pass',
			  outcome: item.querySelector('dl').innerText,
			}));
			""";

	@RegisterExtension
	static final Browsers browsers = new Browsers();

	private Chromium browser;

	@BeforeAll
	void startBrowser() {
		this.browser = browsers.chromium();
	}

	@ParameterizedTest
	@ValueSource(strings = { "servlet", "reactive" })
	void everyCheckEndsAsExpected(String stack) throws IOException {
		try (ConfigurableApplicationContext application = start("--spring.main.web-application-type=" + stack)) {
			this.browser.resize(1400, 900);
			this.browser.open(application.getBean(PageServer.class).origin());
			List<Check> checks = checks();
			takeScreenshots(this.browser, "html", stack);
			assertThat(checks).isNotEmpty().filteredOn((check) -> !check.passed()).isEmpty();
			assertThat(result(this.browser)).isEqualTo("pass");
			assertNothingCameFromElsewhere(application);

			this.browser.run("document.querySelector('#again').click()");
			assertThat(checks()).isNotEmpty().filteredOn((check) -> !check.passed()).isEmpty();
			assertNothingCameFromElsewhere(application);
		}
	}

	@Test
	void everyPanelLeadsToTheGuide() throws Exception {
		try (ConfigurableApplicationContext application = start("--cors.enabled=true")) {
			String origin = application.getBean(PageServer.class).origin();
			this.browser.open(origin);
			checks();
			JsonNode links = this.browser.run("""
					return [...document.querySelectorAll('section')].map((panel) => {
					  const link = panel.querySelector('a.guide');
					  return { href: link?.href, text: link?.textContent };
					});
					""");
			assertThat(links.size()).isEqualTo(10);
			for (JsonNode link : links) {
				HttpResponse<String> page = HttpClient.newHttpClient()
					.send(HttpRequest.newBuilder(URI.create(link.path("href").asString())).build(),
							BodyHandlers.ofString());
				assertThat(link.path("href").asString()).startsWith(origin + "/docs/");
				assertThat(page.headers().firstValue("Content-Type")).hasValue("text/plain;charset=UTF-8");
				assertThat(page.body()).startsWith("# " + link.path("text").asString().replace("Guide: ", "") + "\n");
			}
		}
	}

	@Test
	void aPortInUseGetsASentence(CapturedOutput output) throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			String sentence = "Port " + taken.getLocalPort() + " of this machine is taken";
			assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> new SpringApplicationBuilder(SampleApplication.class)
					.run("--server.port=" + taken.getLocalPort(), "--sample.page-port=0"));
			assertThat(output.toString().split(sentence)).hasSize(2);
			assertThatExceptionOfType(Exception.class)
				.isThrownBy(() -> new SpringApplicationBuilder(SampleApplication.class).run("--server.port=0",
						"--sample.page-port=" + taken.getLocalPort()));
			assertThat(output.toString().split(sentence)).hasSize(3);
		}
		assertThat(output).contains("--server.port=0 --sample.page-port=0");
	}

	@Test
	void theLastLineTellsWhatToOpen(CapturedOutput output) {
		try (ConfigurableApplicationContext application = start("--cors.enabled=true")) {
			String origin = application.getBean(PageServer.class).origin();
			assertThat(output.toString().strip().lines().reduce((first, second) -> second).orElseThrow())
				.contains("Open " + origin + "/ in a browser");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					ice-cream.exposed-headers=X-Other              | A JSON API: Read the menu, and its length from a header
					ice-cream.allowed-methods=GET,POST,PUT         | A JSON API: Take it off the menu
					ice-cream.allowed-methods=*                    | A JSON API: Use a method that is not on the list
					ice-cream.allowed-headers=Content-Type         | A JSON API: Change it, with a header of our own
					account.allow-credentials=false                | Sign-in with a session cookie: Who am I, with the cookie
					account.allowed-origins=http://127.0.0.1:*     | Sign-in with a session cookie: Another origin asks who I am
					feed-readers.allowed-methods=GET,POST          | Read by all, written by one: Nothing of that was stored
					feed-writer.allowed-origins=https://other.test | Read by all, written by one: Write to it
					builds.paths=/elsewhere/**                     | A build log, line by line: So ask with fetch what was wrong
					media.allowed-origins=http://127.0.0.1:*       | A font, and pixels: Load a web font
					tenant-hosts.allowed-origins=http://*.localhost:* | A host for each tenant: The same page reads the orders of Globex
					tenant-hosts.paths=/elsewhere/**               | A host for each tenant: A page of Globex reads them
					media.paths=/internal/**                       | No policy, and the wrong origin: Read a path without a policy
					""")
	void anotherLineEndsAnotherWay(String line, String check) throws IOException {
		try (ConfigurableApplicationContext application = start("--cors.policies." + line)) {
			this.browser.open(application.getBean(PageServer.class).origin());
			assertThat(checks()).filteredOn((candidate) -> !candidate.passed()).extracting(Check::name).contains(check);
		}
	}

	@Test
	void nearlyEveryCheckFailsWithoutThePolicies() throws IOException {
		try (ConfigurableApplicationContext application = start("--cors.enabled=false")) {
			this.browser.open(application.getBean(PageServer.class).origin());
			assertThat(checks()).filteredOn(Check::passed)
				.extracting(Check::name)
				.containsExactly("A font, and pixels: Draw an image and read a pixel back, without CORS");
		}
	}

	static ConfigurableApplicationContext start(String argument) {
		return new SpringApplicationBuilder(SampleApplication.class).run("--server.port=0", "--sample.page-port=0",
				argument);
	}

	private List<Check> checks() {
		return checks(this.browser);
	}

	static List<Check> checks(Browser browser) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> result(browser), List.of("pass", "fail")::contains);
		return browser.run(CHECKS).valueStream().map(Check::of).toList();
	}

	private static String result(Browser browser) {
		return browser.run("return document.documentElement.dataset.result").asString("");
	}

	private static void assertNothingCameFromElsewhere(ConfigurableApplicationContext application) {
		Stream<String> flavours = application.getBean(IceCreamRepository.class)
			.findAll()
			.stream()
			.map(IceCream::flavour);
		assertThat(flavours).containsExactly("Vanilla", "Pistachio", "Blackcurrant");
		Stream<String> news = application.getBean(FeedRepository.class).findAll().stream().map(FeedEntry::text);
		assertThat(news).contains("Fig of the day").noneMatch((text) -> text.startsWith("Not from here"));
	}

	static void takeScreenshots(Chromium browser, String selector, String name) throws IOException {
		for (int width : new int[] { 1400, 390 }) {
			browser.resize(width, 900);
			assertThat(browser.run("return document.documentElement.scrollWidth").asInt())
				.as("The page needs no horizontal scrolling at a width of %d", width)
				.isLessThanOrEqualTo(width);
			for (String colorScheme : List.of("light", "dark")) {
				browser.prefer(colorScheme);
				browser.saveScreenshot(selector,
						Path.of("target/screenshots/%s-%s-%d.png".formatted(name, colorScheme, width)));
			}
		}
	}

	record Check(String name, boolean passed, String outcome) {

		static Check of(JsonNode item) {
			return new Check(item.path("name").asString(), item.path("passed").asBoolean(),
					item.path("outcome").asString().replaceAll("\\s+", " "));
		}

	}

}
