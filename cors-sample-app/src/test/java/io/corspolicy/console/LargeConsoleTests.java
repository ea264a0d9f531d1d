package io.corspolicy.console;

import java.nio.file.Path;
import java.util.List;

import io.corspolicy.browsers.Browsers;
import io.corspolicy.browsers.Chromium;
import io.corspolicy.console.Place.Running;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of an application with a million origins, 10,000 policies and 5,000 routes: it
 * shows a part, of which it asks for no more.
 */
@EnabledIfSystemProperty(named = "console", matches = "all")
class LargeConsoleTests {

	private static final Log logger = LogFactory.getLog(LargeConsoleTests.class);

	@RegisterExtension
	static final Browsers browsers = new Browsers();

	@TempDir
	static Path directory;

	@Test
	void showsAPartAtATime() {
		Chromium browser = browsers.chromium();
		browser.resize(1400, 900);
		try (Running shop = Place.TOMCAT.start(directory, "large=true")) {
			ConsoleInBrowser console = ConsoleInBrowser.open(browser, shop.console());
			browser.run("""
					new MutationObserver(() => { window.shownAt = performance.now(); })
					  .observe(document.documentElement, { attributes: true, attributeFilter: ['data-shown'] });
					""");
			for (String view : List.of("refused", "policies", "policies?page=200", "policies?q=t989999.tenant",
					"policy?name=tenant-7", "policy?name=tenant-7&page=19800", "policy?name=tenant-7&origin=t98999",
					"routes", "routes?page=100", "routes?q=4999", "state", "elsewhere",
					"why?origin=https://x.example&method=PUT&path=/tenants/7/stock",
					"why?origin=https://x.example&method=GET&path=/nowhere")) {
				console.show(view);
				long millis = 0;
				for (int i = 0; i < 3; i++) {
					browser.run("window.began = performance.now()");
					console.show(view);
					millis = browser.run("return Math.round(window.shownAt - window.began)").asLong();
				}
				logger.info("Shown in " + millis + " ms: " + view);
				assertThat(browser.run("return document.querySelectorAll('*').length").asInt()).as(view)
					.isLessThan(3000);
			}
			console.show("policies");
			assertThat(console.text("#policies-view .pager")).isEqualTo("1 to 50 of 10,005 policies Next");
			console.show("policy?name=tenant-7&page=19800");
			assertThat(console.texts("#policy-view .origins li")).hasSize(50)
				.last()
				.isEqualTo("https://t989999.tenant-7.example");
			console.show("policies?q=t989999.tenant");
			assertThat(console.texts("#policies-view .rows a.main")).containsExactly("tenant-7");
			console.show("routes?q=/4999/");
			assertThat(console.texts("#routes-view .rows li")).singleElement()
				.asString()
				.contains("GET /tenants/4999/stock", "tenant-4999");
			assertThat(browser.run(
					"return Math.max(...performance.getEntriesByType('resource').map(({ decodedBodySize }) => decodedBodySize))")
				.asInt()).isLessThan(100_000);
		}
	}

}
