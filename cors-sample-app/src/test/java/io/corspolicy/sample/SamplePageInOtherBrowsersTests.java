package io.corspolicy.sample;

import io.corspolicy.browsers.Browser;
import io.corspolicy.browsers.Browsers;
import io.corspolicy.browsers.Engine;
import io.corspolicy.sample.SamplePageTests.Check;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in browsers other than Chromium.
 */
class SamplePageInOtherBrowsersTests {

	@RegisterExtension
	static final Browsers browsers = new Browsers();

	private static ConfigurableApplicationContext application;

	@BeforeAll
	static void startApplication() {
		application = SamplePageTests.start("--spring.main.web-application-type=servlet");
	}

	@AfterAll
	static void stopApplication() {
		application.close();
	}

	/** WebKit fetches fonts without CORS, and uses them whatever the answer. */
	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "CHROMIUM")
	void everyCheckEndsAsExpected(Engine engine) {
		Browser browser = browsers.get(engine);
		browser.open(application.getBean(PageServer.class).origin());
		String[] exceptions = engine.isWebKit() ? new String[] { "A font, and pixels: Another origin loads it" }
				: new String[0];
		assertThat(SamplePageTests.checks(browser)).hasSizeGreaterThan(20)
			.filteredOn((check) -> !check.passed())
			.extracting(Check::name)
			.containsExactly(exceptions);
	}

}
