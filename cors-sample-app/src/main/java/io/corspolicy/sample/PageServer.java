package io.corspolicy.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.stereotype.Component;

/**
 * Serves the page from a port, and so from an origin, of its own. It is not a part of the
 * service, whichever stack that runs on.
 */
@Component
final class PageServer implements SmartLifecycle {

	private static final Log logger = LogFactory.getLog(PageServer.class);

	static {
		// Otherwise Nagle's algorithm adds 40 ms to every answer.
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private static final Pattern GUIDE = Pattern.compile("/docs/[a-z-]+\\.md");

	private final int configuredPort;

	private final Environment environment;

	private volatile @Nullable HttpServer server;

	PageServer(@Value("${sample.page-port}") int configuredPort, Environment environment) {
		this.configuredPort = configuredPort;
		this.environment = environment;
	}

	/**
	 * Started in the last phase: the service's own port is known by then.
	 */
	@Override
	public void start() {
		try {
			HttpServer server = HttpServer.create();
			server.bind(new InetSocketAddress("127.0.0.1", this.configuredPort), 0);
			server.createContext("/", this::answer);
			server.start();
			this.server = server;
		}
		catch (BindException ex) {
			throw new PortInUseException(this.configuredPort, ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The last line of the start, which tells what to do.
	 */
	@EventListener(ApplicationReadyEvent.class)
	void announce() {
		logger.info("Open " + origin() + "/ in a browser (the service: " + serviceOrigin() + ")");
	}

	@Override
	public void stop() {
		HttpServer server = this.server;
		if (server != null) {
			this.server = null;
			server.stop(0);
		}
	}

	@Override
	public boolean isRunning() {
		return this.server != null;
	}

	String origin() {
		HttpServer server = this.server;
		if (server == null) {
			throw new IllegalStateException("The page's server is not running");
		}
		return "http://localhost:" + server.getAddress().getPort();
	}

	private String serviceOrigin() {
		return "http://localhost:" + this.environment.getRequiredProperty("local.server.port");
	}

	private void answer(HttpExchange exchange) throws IOException {
		try {
			String path = exchange.getRequestURI().getPath();
			String resource = resource(path);
			if (!"GET".equals(exchange.getRequestMethod())) {
				exchange.sendResponseHeaders(HttpStatus.METHOD_NOT_ALLOWED.value(), -1);
			}
			else if (resource != null && new ClassPathResource(resource).exists()) {
				send(exchange, contentType(resource), new ClassPathResource(resource).getContentAsByteArray());
			}
			else if ("/service.json".equals(path)) {
				send(exchange, MediaType.APPLICATION_JSON, service().getBytes(StandardCharsets.UTF_8));
			}
			else {
				exchange.sendResponseHeaders(HttpStatus.NOT_FOUND.value(), -1);
			}
		}
		finally {
			exchange.close();
		}
	}

	private static @Nullable String resource(String path) {
		return switch (path) {
			case "/" -> "page/index.html";
			case "/application.yml" -> "application.yml";
			case "/calls.js", "/dom.js", "/elsewhere.html", "/favicon.svg", "/live.js", "/page.css", "/page.js",
					"/panels.js", "/tools.css", "/why.js" ->
				"page" + path;
			default -> GUIDE.matcher(path).matches() ? path.substring(1) : null;
		};
	}

	private static void send(HttpExchange exchange, MediaType type, byte[] body) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", type.toString());
		exchange.getResponseHeaders().set("Cache-Control", "no-store");
		exchange.sendResponseHeaders(HttpStatus.OK.value(), body.length);
		exchange.getResponseBody().write(body);
	}

	private static MediaType contentType(String resource) {
		// Browsers show plain text, and store Markdown as a file.
		return resource.endsWith(".md") ? new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8)
				: MediaTypeFactory.getMediaType(resource)
					.map((type) -> new MediaType(type, StandardCharsets.UTF_8))
					.orElse(MediaType.APPLICATION_OCTET_STREAM);
	}

	private String service() {
		String stack = this.environment.getProperty("spring.main.web-application-type", "servlet");
		return """
				{"origin": "%s", "stack": "%s"}
				""".formatted(serviceOrigin(), "reactive".equalsIgnoreCase(stack) ? "WebFlux" : "Spring MVC");
	}

}
