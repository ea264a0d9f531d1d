package io.corspolicy.fetches;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * Serves the page and its frames, at a port of its own and so from another origin.
 */
final class Pages implements AutoCloseable {

	static {
		// Otherwise Nagle's algorithm adds 40 ms to every answer.
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final HttpServer server;

	Pages(List<FetchCase> cases) throws IOException {
		byte[] json = new JsonMapper().writeValueAsBytes(cases.stream().map(FetchCase::requests).toList());
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		serve("/cases.json", "application/json", json);
		serve("/", "text/html", read("page.html"));
		serve("/frame.html", "text/html", read("frame.html"));
		serve("/fetches.js", "text/javascript", read("fetches.js"));
		this.server.start();
	}

	String origin() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	private void serve(String path, String type, byte[] body) {
		this.server.createContext(path, (exchange) -> answer(exchange, type, body));
	}

	private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
		try (exchange) {
			exchange.getResponseHeaders().set("Content-Type", type);
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private static byte[] read(String name) throws IOException {
		return new ClassPathResource("fetches/" + name).getContentAsByteArray();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
