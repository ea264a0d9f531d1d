package io.corspolicy.browsers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Firefox, which is driven without a driver.
 */
final class Firefox implements Browser {

	// Without the first, the first preflights to an API at an IP address are sent again
	// although they are cached. The others keep it from looking for servers that are not
	// there.
	private static final String PREFERENCES = """
			user_pref("network.dns.disableIPv6", true);
			user_pref("app.normandy.enabled", false);
			user_pref("browser.aboutwelcome.enabled", false);
			user_pref("browser.safebrowsing.malware.enabled", false);
			user_pref("browser.safebrowsing.phishing.enabled", false);
			user_pref("browser.shell.checkDefaultBrowser", false);
			user_pref("datareporting.policy.dataSubmissionEnabled", false);
			user_pref("extensions.update.enabled", false);
			user_pref("network.captive-portal-service.enabled", false);
			user_pref("network.connectivity-service.enabled", false);
			user_pref("services.settings.server", "data:,");
			user_pref("toolkit.telemetry.server", "");
			""";

	private final JsonMapper json = new JsonMapper();

	private final Workplace workplace;

	private final BiDi session;

	private final String window;

	private Firefox(Workplace workplace, BiDi session) {
		this.workplace = workplace;
		this.session = session;
		this.session.send("session.new", Map.of("capabilities", Map.of()));
		JsonNode tree = this.session.send("browsingContext.getTree", Map.of());
		this.window = tree.path("contexts").path(0).path("context").asString();
	}

	static Firefox start(Workplace workplace) throws IOException {
		Path profile = Files.createDirectory(workplace.directory().resolve("profile"));
		Files.writeString(profile.resolve("user.js"), PREFERENCES);
		Path server = profile.resolve("WebDriverBiDiServer.json");
		workplace
			.start("firefox-esr", Map.of(),
					List.of("--headless", "--no-remote", "--profile", profile.toString(), "--remote-debugging-port",
							"0", "about:blank"))
			.await(() -> Files.exists(server) && server.toFile().length() > 0);
		JsonNode address = new JsonMapper().readTree(Files.readString(server));
		return new Firefox(workplace, BiDi.connect(
				"ws://%s:%d/session".formatted(address.path("ws_host").asString(), address.path("ws_port").asInt())));
	}

	@Override
	public void open(String url) {
		this.session.send("browsingContext.navigate", Map.of("context", this.window, "url", url, "wait", "complete"));
	}

	@Override
	public JsonNode run(String script) {
		// BiDi has a notation of its own for values; strings are the same in both.
		JsonNode evaluated = this.session.send("script.evaluate",
				Map.of("expression", "JSON.stringify((() => {" + script + "})() ?? null)", "target",
						Map.of("context", this.window), "awaitPromise", false));
		if (!evaluated.path("type").asString().equals("success")) {
			throw new IllegalStateException(evaluated.path("exceptionDetails").toString());
		}
		return this.json.readTree(evaluated.path("result").path("value").asString());
	}

	@Override
	public void close() throws IOException {
		this.workplace.close();
	}

}
