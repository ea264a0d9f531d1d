package io.corspolicy.browsers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Chromium, which can also be told how its window looks.
 */
public final class Chromium implements Browser {

	private static final List<String> ARGUMENTS = List.of("--headless", "--no-sandbox", "--disable-gpu",
			"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
			"--disable-sync", "--disable-breakpad", "--hide-scrollbars", "--force-color-profile=srgb");

	private final Workplace workplace;

	private final WebDriver driver;

	private Chromium(Workplace workplace, WebDriver driver) {
		this.workplace = workplace;
		this.driver = driver;
	}

	static Chromium start(Workplace workplace) throws IOException {
		List<String> arguments = Stream
			.concat(ARGUMENTS.stream(), Stream.of("--user-data-dir=" + workplace.directory().resolve("profile")))
			.toList();
		// A socket is made there, whose path must not be as long as that of a directory
		// may be.
		Map<String, String> environment = Map.of("TMPDIR", ".");
		return new Chromium(workplace,
				WebDriver.start(workplace, "chromedriver", environment, "--port=", Map.of("browserName", "chrome",
						"goog:chromeOptions", Map.of("binary", Engine.find("chromium"), "args", arguments))));
	}

	@Override
	public void open(String url) {
		this.driver.open(url);
	}

	@Override
	public JsonNode run(String script) {
		return this.driver.run(script);
	}

	/**
	 * Set the window's size.
	 * @param width in CSS pixels
	 * @param height in CSS pixels
	 */
	public void resize(int width, int height) {
		command("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	/**
	 * Set what the user prefers.
	 * @param colorScheme {@code light} or {@code dark}
	 */
	public void prefer(String colorScheme) {
		command("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
	}

	/**
	 * Run a script in each page from now on, before any of its own.
	 * @param script the script
	 */
	public void runFirst(String script) {
		command("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
	}

	/**
	 * Press and release a key, as a user does.
	 * @param key the key's name, such as {@code Tab}
	 * @param code its code
	 */
	public void press(String key, int code) {
		for (String type : List.of("keyDown", "keyUp")) {
			Map<String, Object> event = new HashMap<>(
					Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code));
			if (key.equals("Enter")) {
				event.put("text", "\r");
			}
			command("Input.dispatchKeyEvent", event);
		}
	}

	/**
	 * Save a picture of a part of the page.
	 * @param selector the part
	 * @param file the PNG file to write
	 */
	public void saveScreenshot(String selector, Path file) throws IOException {
		JsonNode clip = run("""
				const { x, y, width, height } = document.querySelector('%s').getBoundingClientRect();
				return { x: x + scrollX, y: y + scrollY, width, height, scale: 1 };
				""".formatted(selector));
		JsonNode shot = command("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
		Files.createDirectories(file.getParent());
		Files.write(file, Base64.getDecoder().decode(shot.path("data").asString()));
	}

	private JsonNode command(String name, Map<String, ?> parameters) {
		return this.driver.post("/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
	}

	@Override
	public void close() throws IOException {
		this.workplace.close();
	}

}
