package io.corspolicy.browsers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A session of the WebDriver protocol: commands over HTTP, to a program that drives the
 * browser.
 */
final class WebDriver {

	private final JsonMapper json = new JsonMapper();

	private final HttpClient http = HttpClient.newBuilder()
		.version(Version.HTTP_1_1)
		.connectTimeout(Workplace.PATIENCE)
		.build();

	private String address;

	private WebDriver(int port) {
		this.address = "http://127.0.0.1:" + port;
	}

	/**
	 * Start a driver, and a browser by it.
	 * @param workplace where they are to work
	 * @param driver the driver's name
	 * @param environment further variables
	 * @param portOption the option that is followed by the port
	 * @param capabilities what the browser is to be
	 * @return the session
	 */
	static WebDriver start(Workplace workplace, String driver, Map<String, String> environment, String portOption,
			Map<String, ?> capabilities) throws IOException {
		int port = freePort();
		Workplace.Program program = workplace.start(driver, environment, List.of(portOption + port));
		WebDriver session = new WebDriver(port);
		program.await(session::isReady);
		JsonNode created = session.post("/session", Map.of("capabilities", Map.of("alwaysMatch", capabilities)));
		session.address += "/session/" + created.path("sessionId").asString();
		return session;
	}

	/** Not every driver looks for a port by itself and says which it has found. */
	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private boolean isReady() {
		try {
			return send(request("/status").GET()).path("ready").asBoolean();
		}
		catch (UncheckedIOException ex) {
			return false;
		}
	}

	void open(String url) {
		post("/url", Map.of("url", url));
	}

	JsonNode run(String script) {
		return post("/execute/sync", Map.of("script", script, "args", List.of()));
	}

	JsonNode post(String path, Map<String, ?> body) {
		return send(request(path).POST(BodyPublishers.ofString(this.json.writeValueAsString(body))));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.address + path)).timeout(Workplace.PATIENCE);
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

}
