package io.corspolicy.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSocket handshakes against real servers, with messages after those that succeed. The
 * applications' own checks of origins are off ({@code setAllowedOriginPatterns("*")}), so
 * that nobody but the policies refuses.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WebSocketTests {

	static final String APP = "https://app.example.com";

	static final String EVIL = "https://evil.example";

	private final WebApplicationType type;

	private final Class<?>[] sources;

	@SuppressWarnings("NullAway.Init")
	private ConfigurableApplicationContext context;

	private int port;

	WebSocketTests(WebApplicationType type, Class<?>... sources) {
		this.type = type;
		this.sources = sources;
	}

	@BeforeAll
	void start() {
		this.context = new SpringApplicationBuilder(this.sources).web(this.type)
			.properties("server.port=0", "spring.main.banner-mode=off", "logging.level.root=off",
					"spring.config.location=classpath:/scenarios/", "spring.config.name=application,web-sockets",
					"spring.autoconfigure.exclude=" + SpringSecurity.AUTO_CONFIGURATIONS)
			.run();
		this.port = Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	int port() {
		return this.port;
	}

	/**
	 * How many handshakes have come through to the application.
	 */
	int handshakes() {
		return this.context.getBean(Handshakes.class).count();
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			checked,   own,                      websocket, 101,
			checked,   https://app.example.com,  websocket, 101, https://app.example.com
			checked,   https://app.example.com,  WebSocket, 101, https://app.example.com
			checked,   ,                         websocket, 101,
			checked,   https://evil.example,     websocket, 403,
			checked,   https://evil.example,     WebSocket, 403,
			checked,   https://evil.example,     WEBSOCKET, 403,
			checked,   null,                     websocket, 403,
			checked,   http://app.example.com,   websocket, 403,
			checked,   not an origin,            websocket, 403,
			unchecked, https://evil.example,     websocket, 101,
			unchecked, null,                     websocket, 101,
			unchecked, https://app.example.com,  websocket, 101, https://app.example.com
			rejecting, https://evil.example,     websocket, 403,
			rejecting, https://app.example.com,  websocket, 101, https://app.example.com
			rejecting, own,                      websocket, 101,
			rejecting, ,                         websocket, 101,
			""")
	void handshake(String policy, @Nullable String origin, String upgrade, int status, @Nullable String allowOrigin)
			throws IOException {
		int handshakes = handshakes();
		try (RawWebSocket socket = open("/" + policy + "/echo", origin, "Upgrade: " + upgrade)) {
			assertThat(socket.answer().status()).isEqualTo(status);
			assertThat(socket.answer().corsHeaders()).isEqualTo(headers(allowOrigin));
			if (status == 101) {
				assertMessages(socket);
			}
			assertThat(handshakes()).isEqualTo(handshakes + ((status == 101) ? 1 : 0));
		}
	}

	/**
	 * The application's own check, which would allow no other origin, has nothing to
	 * check.
	 */
	@ParameterizedTest
	@CsvSource({ "https://app.example.com, 101", "https://evil.example, 403", "null, 403", "own, 101", ", 101" })
	void wherePoliciesForwardNoOriginNobodyElseChecksIt(@Nullable String origin, int status) throws IOException {
		try (RawWebSocket socket = open("/silent/own-origins-only", origin, "Upgrade: websocket")) {
			assertThat(socket.answer().status()).isEqualTo(status);
			assertThat(socket.answer().corsHeaders()).filteredOn((field) -> field.startsWith("Access-Control-"))
				.isEqualTo(APP.equals(origin) ? List.of("Access-Control-Allow-Origin: " + APP) : List.of());
			if (status == 101) {
				assertMessages(socket);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "https://app.example.com", "https://evil.example", "," })
	void whereNoPolicyAppliesAHandshakeIsUntouched(@Nullable String origin) throws IOException {
		try (RawWebSocket socket = open("/elsewhere/echo", origin, "Upgrade: websocket")) {
			assertThat(socket.answer().status()).isEqualTo(101);
			assertThat(socket.answer().corsHeaders()).noneMatch((field) -> field.startsWith("Access-Control-"));
			assertMessages(socket);
		}
	}

	/**
	 * Whether a server upgrades then or not, nothing is upgraded for an origin that is
	 * not allowed.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			https://app.example.com; Upgrade: h2c, websocket
			https://evil.example;    Upgrade: h2c, websocket
			https://evil.example;    Upgrade: websocket, h2c
			https://evil.example;    Upgrade: websocket/13
			https://evil.example;    Upgrade: h2c|Upgrade: websocket
			https://evil.example;    Upgrade: websocket|Upgrade: h2c
			https://evil.example;    Upgrade: websocket|Access-Control-Request-Method: GET
			https://evil.example;    Upgrade: websocket|Sec-Fetch-Mode: cors|Sec-Fetch-Site: cross-site
			https://evil.example;    Upgrade: websocket|Sec-Fetch-Mode: websocket|Sec-Fetch-Site: same-site
			https://evil.example;    Upgrade: websocket|Origin: https://app.example.com
			""")
	void oddHandshakes(String origin, String fields) throws IOException {
		int handshakes = handshakes();
		try (RawWebSocket socket = open("/checked/echo", origin, fields.split("\\|"))) {
			if (origin.equals(EVIL)) {
				assertThat(socket.answer().status()).isEqualTo(403);
				assertThat(handshakes()).isEqualTo(handshakes);
			}
			assertThat(socket.answer().status()).isLessThan(500);
			assertThat(socket.answer().corsHeaders()).isEqualTo(headers(origin.equals(APP) ? APP : null));
		}
	}

	/**
	 * A preflight, whatever else it asks for.
	 */
	@Test
	void aPreflightThatAsksForAnUpgradeIsAPreflight() throws IOException {
		RawExchange refused = send("OPTIONS", "/checked/echo", EVIL, "", "Access-Control-Request-Method: GET",
				"Upgrade: websocket");
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.corsHeaders())
			.containsExactly("Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
	}

	RawWebSocket open(String target, @Nullable String origin, String... fields) throws IOException {
		List<String> all = new ArrayList<>(List.of(fields));
		if (origin != null) {
			all.add("Origin: " + (origin.equals("own") ? "http://localhost:" + this.port : origin));
		}
		return RawWebSocket.open(this.port, target, all.toArray(String[]::new));
	}

	RawExchange send(String method, String target, @Nullable String origin, String body, String... fields)
			throws IOException {
		StringBuilder request = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
		request.append("Host: localhost:").append(this.port).append("\r\nConnection: close, Upgrade\r\n");
		if (origin != null) {
			request.append("Origin: ").append(origin.equals("own") ? "http://localhost:" + this.port : origin);
			request.append("\r\n");
		}
		for (String field : fields) {
			request.append(field).append("\r\n");
		}
		if (method.equals("POST")) {
			request.append("Content-Type: text/plain\r\nContent-Length: ").append(body.length()).append("\r\n");
		}
		request.append("\r\n").append(body);
		return RawExchange.send(this.port, request.toString().getBytes(StandardCharsets.ISO_8859_1));
	}

	static void assertMessages(RawWebSocket socket) throws IOException {
		for (String message : List.of("hello", "again", "x".repeat(4000))) {
			socket.send(message);
			assertThat(socket.receive()).isEqualTo(message);
		}
	}

	static List<String> headers(@Nullable String allowOrigin) {
		return (allowOrigin != null) ? List.of("Access-Control-Allow-Origin: " + allowOrigin, "Vary: Origin")
				: List.of("Vary: Origin");
	}

}
