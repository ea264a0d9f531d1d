package io.corspolicy.scenarios;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same requests to both kinds of Spring Cloud Gateway, in front of a service that
 * sends CORS headers of its own. All header lines are compared, so a second value of any
 * would show. The gateway's jars are on the class path of its own test run alone: see the
 * POM.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GatewayTests {

	static final String APP = "https://app.example.com";

	static final String EVIL = "https://evil.example";

	private static final String PREFLIGHT_VARY = "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

	private final WebApplicationType type;

	private final String configuration;

	@SuppressWarnings("NullAway.Init")
	private Upstream upstream;

	@SuppressWarnings("NullAway.Init")
	private ConfigurableApplicationContext context;

	private int port;

	GatewayTests(WebApplicationType type, String configuration) {
		this.type = type;
		this.configuration = configuration;
	}

	@BeforeAll
	void start() throws IOException {
		this.upstream = new Upstream();
		int closed;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			closed = socket.getLocalPort();
		}
		this.context = new SpringApplicationBuilder(Application.class).web(this.type)
			.properties("spring.config.location=classpath:/gateway/",
					"spring.config.name=application," + this.configuration, "upstream.port=" + this.upstream.port(),
					"closed.port=" + closed)
			.run();
		this.port = Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	@AfterAll
	void stop() throws IOException {
		if (this.context != null) {
			this.context.close();
		}
		this.upstream.close();
	}

	/**
	 * What the service says of CORS is lost, what it says of {@code Vary} is kept, and
	 * the policy's verdict stands.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = ';', textBlock = """
			plain;         200; Origin
			wrong;         200; Origin
			same;          200; Origin
			doubled;       200; Origin
			wildcard;      200; Origin
			varied;        200; Origin, Accept-Encoding, Accept
			varied-by-all; 200; *
			missing;       404; Origin
			forbidden;     403; Origin
			failing;       500; Origin
			unavailable;   503; Origin
			moved;         302; Origin
			""")
	void thePoliciesVerdictStands(String answer, int status, String vary) throws IOException {
		for (String method : List.of("GET", "POST")) {
			for (String origin : new String[] { APP, EVIL, "null", "own", "" }) {
				RawExchange exchange = send(method, "/api/" + answer, origin.isEmpty() ? null : origin);
				assertThat(exchange.status()).as(method + " from " + origin).isEqualTo(status);
				assertThat(exchange.corsHeaders()).as(method + " from " + origin)
					.isEqualTo(apiHeaders(origin.equals(APP), vary));
			}
		}
		assertThat(this.upstream.requests()).contains("GET /api/" + answer, "POST /api/" + answer);
	}

	/**
	 * What the gateway itself answers, because there is nobody else to do it.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "/unrouted/plain", "/closed/plain", "/hanging/closing", "/hanging/hanging" })
	void errorsOfTheGateway(String target) throws IOException {
		RawExchange allowed = send("GET", target, APP);
		assertThat(allowed.status()).isEqualTo(errorStatus(target));
		assertThat(allowed.corsHeaders()).containsExactly("Access-Control-Allow-Origin: " + APP, "Vary: Origin");
		RawExchange refused = send("GET", target, EVIL);
		assertThat(refused.status()).isEqualTo(errorStatus(target));
		assertThat(refused.corsHeaders()).containsExactly("Vary: Origin");
	}

	abstract int errorStatus(String target);

	@Test
	void whatThePolicyWritesReplacesTheServices() throws IOException {
		for (String origin : new String[] { APP, EVIL, "" }) {
			assertThat(send("GET", "/anyone/isolated", origin.isEmpty() ? null : origin).corsHeaders()).containsExactly(
					"Access-Control-Allow-Origin: *", "Cross-Origin-Resource-Policy: cross-origin",
					"Timing-Allow-Origin: *");
		}
	}

	@Test
	void withoutAPolicyTheServicesHeadersPass() throws IOException {
		assertThat(send("GET", "/elsewhere/wrong", null).corsHeaders()).map((field) -> field.toLowerCase(Locale.ROOT))
			.contains("access-control-allow-origin: https://other.example", "access-control-expose-headers: x-other");
	}

	@Test
	void rejectedRequestsStayHere() throws IOException {
		List<String> before = this.upstream.requests();
		assertThat(send("GET", "/rejecting/plain", EVIL).status()).isEqualTo(403);
		assertThat(send("POST", "/rejecting/plain", APP).status()).isEqualTo(403);
		assertThat(this.upstream.requests()).isEqualTo(before);
		assertThat(send("GET", "/rejecting/plain", APP).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/plain", "/api/wildcard", "/api/missing", "/unrouted/plain", "/closed/plain" })
	void preflightsStayHere(String target) throws IOException {
		List<String> before = this.upstream.requests();
		RawExchange allowed = send("OPTIONS", target, APP, "Access-Control-Request-Method: POST");
		assertThat(allowed.status()).isEqualTo(204);
		assertThat(allowed.corsHeaders()).contains("Access-Control-Allow-Origin: " + APP, PREFLIGHT_VARY)
			.doesNotHaveDuplicates();
		for (String origin : List.of(EVIL, "null")) {
			RawExchange refused = send("OPTIONS", target, origin, "Access-Control-Request-Method: POST");
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.corsHeaders()).containsExactly(PREFLIGHT_VARY);
		}
		RawExchange header = send("OPTIONS", target, APP, "Access-Control-Request-Method: POST",
				"Access-Control-Request-Headers: x-other");
		assertThat(header.status()).isEqualTo(403);
		assertThat(this.upstream.requests()).isEqualTo(before);
	}

	/**
	 * On both kinds, whatever the gateway tells of its routes.
	 */
	@Test
	void listedMethodsAreAllowed() throws IOException {
		assertThat(allowedMethods("/listing/plain", "PUT")).isEqualTo("GET, PUT");
		assertThat(allowedMethods("/listing/plain", "DELETE")).isNull();
		assertThat(send("PUT", "/listing/wrong", APP, "Content-Length: 0").corsHeaders())
			.containsExactly("Access-Control-Allow-Origin: " + APP, "Vary: Origin");
		assertThat(allowedMethods("/unrouted/plain", "POST")).isEqualTo("GET, HEAD, POST");
	}

	/**
	 * It goes on to the gateway once. Spring's handler mappings answer preflights for
	 * their handlers, so the service does not see it even then.
	 */
	@Test
	void aForwardedPreflightIsAnsweredByTheGateway() throws IOException {
		List<String> before = this.upstream.requests();
		RawExchange allowed = send("OPTIONS", "/forwarding/wildcard", APP, "Access-Control-Request-Method: POST");
		assertThat(allowed.status()).isEqualTo(200);
		assertThat(allowed.corsHeaders()).contains("Access-Control-Allow-Origin: " + APP, PREFLIGHT_VARY)
			.noneMatch((field) -> field.contains("*"));
		assertThat(allowed.body()).doesNotContain("upstream");
		assertThat(send("OPTIONS", "/forwarding/wildcard", EVIL, "Access-Control-Request-Method: POST").status())
			.isEqualTo(403);
		assertThat(this.upstream.requests()).isEqualTo(before);
	}

	/**
	 * An OPTIONS that is no preflight goes through, as any other request.
	 */
	@Test
	void otherOptionsGoThrough() throws IOException {
		RawExchange exchange = send("OPTIONS", "/api/wildcard", APP);
		assertThat(exchange.status()).isEqualTo(200);
		assertThat(exchange.corsHeaders()).isEqualTo(apiHeaders(true, "Origin"));
		assertThat(this.upstream.requests()).contains("OPTIONS /api/wildcard");
	}

	@ParameterizedTest
	@CsvSource({ "https://app.example.com, true", "https://evil.example, false", ", false" })
	void eventsAreStreamed(@Nullable String origin, boolean allowed) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request("GET", "/api/events", origin));
			this.upstream.sendEvent();
			String first = readUntil(socket.getInputStream(), "event 1");
			RawExchange exchange = RawExchange.parse(first);
			assertThat(exchange.status()).isEqualTo(200);
			assertThat(exchange.corsHeaders()).isEqualTo(apiHeaders(allowed, "Origin"));
			// The second is not sent until the first has been seen.
			this.upstream.sendEvent();
			assertThat(readUntil(socket.getInputStream(), "event 2")).contains("event 2");
		}
	}

	@ParameterizedTest
	@CsvSource({ "https://app.example.com, ''", "https://evil.example, https://evil.example" })
	void theServiceSeesNoOriginThatIsAllowed(String origin, String forwarded) throws IOException {
		for (String method : List.of("GET", "POST")) {
			assertThat(send(method, "/silent/plain", origin).corsHeaders()).isEqualTo(origin.equals(APP)
					? List.of("Access-Control-Allow-Origin: " + APP, "Vary: Origin") : List.of("Vary: Origin"));
			assertThat(this.upstream.origins()).last().isEqualTo(forwarded);
		}
		assertThat(send("GET", "/anyone/plain", origin).status()).isEqualTo(200);
		assertThat(this.upstream.origins()).last().isEqualTo(origin);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example", "null", "http://app.example.com" })
	void handshakesFromElsewhereStayHere(String origin) throws IOException {
		List<String> before = this.upstream.requests();
		for (String upgrade : List.of("websocket", "WebSocket")) {
			try (RawWebSocket socket = open("/sockets/echo", origin, upgrade)) {
				assertThat(socket.answer().status()).isEqualTo(403);
				assertThat(socket.answer().corsHeaders()).containsExactly("Vary: Origin");
			}
		}
		assertThat(this.upstream.requests()).isEqualTo(before);
	}

	Upstream upstream() {
		return this.upstream;
	}

	RawWebSocket open(String target, @Nullable String origin, String upgrade) throws IOException {
		List<String> fields = new ArrayList<>(List.of("Upgrade: " + upgrade));
		if (origin != null) {
			fields.add("Origin: " + (origin.equals("own") ? "http://localhost:" + this.port : origin));
		}
		return RawWebSocket.open(this.port, target, fields.toArray(String[]::new));
	}

	@Nullable String allowedMethods(String target, String method) throws IOException {
		RawExchange exchange = send("OPTIONS", target, APP, "Access-Control-Request-Method: " + method);
		assertThat(exchange.status()).isIn(204, 403);
		return exchange.headers()
			.stream()
			.filter((field) -> field.is("Access-Control-Allow-Methods"))
			.map(Scenario.Field::value)
			.findFirst()
			.orElse(null);
	}

	RawExchange send(String method, String target, @Nullable String origin, String... fields) throws IOException {
		return RawExchange.send(this.port, request(method, target, origin, fields));
	}

	private byte[] request(String method, String target, @Nullable String origin, String... fields) {
		StringBuilder request = new StringBuilder(method).append(' ').append(target).append(" HTTP/1.1\r\n");
		request.append("Host: localhost:").append(this.port).append("\r\nConnection: close\r\n");
		if (origin != null) {
			request.append("Origin: ").append(origin.equals("own") ? "http://localhost:" + this.port : origin);
			request.append("\r\n");
		}
		for (String field : fields) {
			request.append(field).append("\r\n");
		}
		if (method.equals("POST")) {
			request.append("Content-Length: 0\r\n");
		}
		return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String readUntil(InputStream input, String end) throws IOException {
		StringBuilder text = new StringBuilder();
		while (text.indexOf(end) < 0) {
			int next = input.read();
			assertThat(next).as(text.toString()).isNotNegative();
			text.append((char) next);
		}
		return text.toString();
	}

	private static List<String> apiHeaders(boolean allowed, String vary) {
		return allowed ? List.of("Access-Control-Allow-Credentials: true", "Access-Control-Allow-Origin: " + APP,
				"Access-Control-Expose-Headers: X-Trace", "Vary: " + vary) : List.of("Vary: " + vary);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
