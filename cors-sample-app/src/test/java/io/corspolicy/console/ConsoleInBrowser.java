package io.corspolicy.console;

import java.time.Duration;
import java.util.List;

import io.corspolicy.browsers.Browser;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page, open in a browser.
 */
final class ConsoleInBrowser {

	private static final JsonMapper JSON = new JsonMapper();

	private final Browser browser;

	private final String url;

	private ConsoleInBrowser(Browser browser, String url) {
		this.browser = browser;
		this.url = url;
	}

	/**
	 * Open the page, and sign in where the application asks for it.
	 */
	static ConsoleInBrowser open(Browser browser, String url) {
		ConsoleInBrowser console = new ConsoleInBrowser(browser, url);
		browser.open(url);
		console.awaitTrue("document.documentElement.dataset.shown || document.querySelector('[name=password]')");
		if (browser.run("return document.querySelector('[name=password]') !== null").asBoolean()) {
			browser.run("""
					document.querySelector('[name=username]').value = 'ada';
					document.querySelector('[name=password]').value = 'lovelace';
					document.querySelector('form').submit();
					""");
			console.awaitTrue("document.documentElement.dataset.shown");
		}
		assertThat(browser.run("return location.href").asString()).startsWith(url);
		return console;
	}

	/**
	 * Go to a view.
	 * @param fragment what comes behind the number sign
	 */
	void show(String fragment) {
		this.browser.run("location.hash = " + JSON.writeValueAsString("#" + fragment)
				+ "; delete document.documentElement.dataset.shown; dispatchEvent(new HashChangeEvent('hashchange'))");
		awaitTrue("document.documentElement.dataset.shown");
	}

	void awaitTrue(String expression) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(50))
			.atMost(Duration.ofSeconds(60))
			.ignoreExceptions()
			.until(() -> this.browser.run("return !!(" + expression + ")").asBoolean());
	}

	String text(String selector) {
		List<String> all = texts(selector);
		assertThat(all).as(selector + " at " + this.url).isNotEmpty();
		return all.get(0);
	}

	List<String> texts(String selector) {
		return this.browser
			.run("return [...document.querySelectorAll(" + JSON.writeValueAsString(selector)
					+ ")].map((found) => found.innerText)")
			.valueStream()
			.map((text) -> text.asString().replaceAll("\\s+", " ").strip())
			.toList();
	}

	/** The text as it would be copied. */
	String raw(String selector) {
		return this.browser.run("return document.querySelector(" + JSON.writeValueAsString(selector) + ").textContent")
			.asString();
	}

	void click(String selector) {
		this.browser.run("delete document.documentElement.dataset.shown; document.querySelector("
				+ JSON.writeValueAsString(selector) + ").click()");
		awaitTrue("document.documentElement.dataset.shown");
	}

	/** How much wider the content is than the window. */
	int overflow() {
		return this.browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
			.asInt();
	}

}
