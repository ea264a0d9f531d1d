package io.corspolicy.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;
import io.corspolicy.browsers.Browser;
import org.awaitility.Awaitility;

/**
 * A page on another origin, and whatever is asked of that origin besides.
 */
final class OtherOrigin implements AutoCloseable {

	private final HttpServer server;

	private final List<String> asked = new CopyOnWriteArrayList<>();

	OtherOrigin() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		byte[] page = "<!DOCTYPE html><title>Another origin</title>".getBytes(StandardCharsets.UTF_8);
		this.server.createContext("/", (exchange) -> {
			try (exchange) {
				this.asked.add(exchange.getRequestURI().toString());
				exchange.getResponseHeaders().set("Content-Type", "text/html");
				exchange.sendResponseHeaders(200, page.length);
				exchange.getResponseBody().write(page);
			}
		});
		this.server.start();
	}

	String origin() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/** What was asked of this origin but for its page and an icon. */
	List<String> asked() {
		return this.asked.stream().filter((path) -> !path.equals("/") && !path.equals("/favicon.ico")).toList();
	}

	/**
	 * Let the page send a request.
	 * @return the status, or {@code blocked}
	 */
	String fetch(Browser browser, String method, String url) {
		browser.open(origin() + "/");
		browser.run("""
				window.outcome = undefined;
				fetch('%s', { method: '%s' }).then(({ status }) => String(status), () => 'blocked')
				  .then((outcome) => { window.outcome = outcome; });
				""".formatted(url, method));
		return Awaitility.await()
			.pollInterval(Duration.ofMillis(50))
			.atMost(Duration.ofSeconds(60))
			.until(() -> browser.run("return window.outcome ?? ''").asString(), (outcome) -> !outcome.isEmpty());
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
