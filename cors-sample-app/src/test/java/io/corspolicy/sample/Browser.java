package io.corspolicy.sample;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.FileSystemUtils;

/**
 * A headless Chromium, driven by the few WebDriver commands that the tests need. It lives
 * in a directory of its own and leaves nothing behind.
 */
final class Browser implements AutoCloseable {

	private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final List<String> ARGUMENTS = List.of("--headless", "--no-sandbox", "--disable-gpu",
			"--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
			"--disable-sync", "--disable-breakpad", "--hide-scrollbars", "--force-color-profile=srgb");

	private final JsonMapper json = new JsonMapper();

	private final HttpClient http = HttpClient.newBuilder().version(Version.HTTP_1_1).build();

	private final Path directory;

	private final Process driver;

	private String session = "";

	private Browser() throws IOException {
		this.directory = Files.createTempDirectory("browser");
		ProcessBuilder builder = new ProcessBuilder(find("chromedriver"), "--port=0");
		builder.redirectErrorStream(true).redirectOutput(log().toFile());
		builder.environment().put("TMPDIR", this.directory.toString());
		this.driver = builder.start();
	}

	static boolean isInstalled() {
		return Stream.of("chromium", "chromedriver").allMatch((name) -> executables(name).findFirst().isPresent());
	}

	static Browser start() throws IOException {
		Browser browser = new Browser();
		try {
			browser.connect();
			return browser;
		}
		catch (RuntimeException ex) {
			browser.close();
			throw ex;
		}
	}

	void open(String url) {
		post("/url", Map.of("url", url));
	}

	/**
	 * Run the body of a function in the page.
	 * @param script the body
	 * @return what it returned
	 */
	JsonNode run(String script) {
		return post("/execute/sync", Map.of("script", script, "args", List.of()));
	}

	void resize(int width, int height) {
		command("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	void prefer(String colorScheme) {
		command("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
	}

	void saveScreenshot(String selector, Path file) throws IOException {
		JsonNode clip = run("""
				const { x, y, width, height } = document.querySelector('%s').getBoundingClientRect();
				return { x: x + scrollX, y: y + scrollY, width, height, scale: 1 };
				""".formatted(selector));
		JsonNode shot = command("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "clip", clip));
		Files.createDirectories(file.getParent());
		Files.write(file, Base64.getDecoder().decode(shot.path("data").asString()));
	}

	@Override
	public void close() throws IOException {
		// Listed first: whoever outlives its parent is nobody's descendant any more.
		List<ProcessHandle> processes = Stream.concat(this.driver.descendants(), Stream.of(this.driver.toHandle()))
			.toList();
		try {
			if (!this.session.isEmpty()) {
				send(request("").DELETE());
			}
		}
		finally {
			processes.forEach(ProcessHandle::destroyForcibly);
			processes.forEach((process) -> process.onExit().orTimeout(10, TimeUnit.SECONDS).join());
			FileSystemUtils.deleteRecursively(this.directory);
		}
	}

	private void connect() {
		Awaitility.await().atMost(PATIENCE).until(() -> !this.driver.isAlive() || STARTED.matcher(read()).find());
		Matcher started = STARTED.matcher(read());
		if (!started.find()) {
			throw new IllegalStateException(read());
		}
		this.session = "http://127.0.0.1:" + started.group(1) + "/session";
		List<String> arguments = Stream
			.concat(ARGUMENTS.stream(), Stream.of("--user-data-dir=" + this.directory.resolve("profile")))
			.toList();
		JsonNode created = post("", Map.of("capabilities", Map.of("alwaysMatch", Map.of("browserName", "chrome",
				"goog:chromeOptions", Map.of("binary", find("chromium"), "args", arguments)))));
		this.session += "/" + created.path("sessionId").asString();
	}

	private JsonNode command(String name, Map<String, ?> parameters) {
		return post("/goog/cdp/execute", Map.of("cmd", name, "params", parameters));
	}

	private JsonNode post(String path, Map<String, ?> body) {
		return send(request(path).POST(BodyPublishers.ofString(this.json.writeValueAsString(body))));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.session + path)).timeout(PATIENCE);
	}

	private JsonNode send(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = this.http.send(request.build(), BodyHandlers.ofString());
			JsonNode value = this.json.readTree(response.body()).path("value");
			if (response.statusCode() != 200) {
				throw new IllegalStateException(value.toString());
			}
			return value;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private Path log() {
		return this.directory.resolve("driver.log");
	}

	private String read() {
		try {
			return Files.readString(log());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String find(String name) {
		return executables(name).findFirst()
			.orElseThrow(() -> new IllegalStateException(name + " is not on the PATH"))
			.toString();
	}

	private static Stream<Path> executables(String name) {
		return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, name))
			.filter(Files::isExecutable);
	}

}
