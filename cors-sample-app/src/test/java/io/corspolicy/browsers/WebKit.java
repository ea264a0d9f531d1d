package io.corspolicy.browsers;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;

/**
 * WebKit in either of the minimal browsers that its two ports for Linux bring along.
 */
final class WebKit implements Browser {

	private static final Pattern DISPLAY = Pattern.compile("(?m)^(\\d+)$");

	private final Workplace workplace;

	private final WebDriver driver;

	private WebKit(Workplace workplace, WebDriver driver) {
		this.workplace = workplace;
		this.driver = driver;
	}

	/** This port has no headless mode, so it is given a display that nobody sees. */
	static WebKit startGtk(Workplace workplace) throws IOException {
		String display = workplace
			.start("Xvfb", Map.of(), List.of("-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"))
			.awaitOutput(DISPLAY);
		return new WebKit(workplace,
				WebDriver.start(workplace, "WebKitWebDriver",
						Map.of("DISPLAY", ":" + display, "LIBGL_ALWAYS_SOFTWARE", "1"), "--port=",
						Map.of("browserName", "MiniBrowser")));
	}

	static WebKit startWpe(Workplace workplace) throws IOException {
		return new WebKit(workplace,
				WebDriver.start(workplace, "WPEWebDriver", Map.of("COG_PLATFORM_NAME", "headless"), "--port=", Map.of(
						"browserName", "cog", "wpe:browserOptions",
						Map.of("binary", Engine.find("cog"), "args", List.of("--automation", "--platform=headless")))));
	}

	@Override
	public void open(String url) {
		this.driver.open(url);
	}

	@Override
	public JsonNode run(String script) {
		return this.driver.run(script);
	}

	@Override
	public void close() throws IOException {
		this.workplace.close();
	}

}
