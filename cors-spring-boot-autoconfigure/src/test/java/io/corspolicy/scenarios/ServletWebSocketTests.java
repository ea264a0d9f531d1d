package io.corspolicy.scenarios;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSockets of Spring MVC, STOMP over SockJS among them: SockJS has CORS of its own,
 * which must never show.
 */
abstract class ServletWebSocketTests extends WebSocketTests {

	/** Spring's own CORS, which SockJS turns on, adds names to it, and nothing else. */
	private static final String VARY = "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

	ServletWebSocketTests(Class<?>... sources) {
		super(WebApplicationType.SERVLET, sources);
	}

	/**
	 * Spring checks origins, too, and by default knows only the server's own.
	 */
	@ParameterizedTest
	@CsvSource({ "https://app.example.com, 403", "own, 101", ", 101" })
	void springsOwnCheckComesOnTop(@Nullable String origin, int status) throws IOException {
		try (RawWebSocket socket = open("/checked/own-origins-only", origin, "Upgrade: websocket")) {
			assertThat(socket.answer().status()).isEqualTo(status);
			assertThat(socket.answer().corsHeaders()).isEqualTo(headers(APP.equals(origin) ? APP : null));
		}
	}

	/**
	 * The server finds these in a filter of its own, which comes after the policies'.
	 */
	@ParameterizedTest
	@CsvSource({ "https://app.example.com, 101", "https://evil.example, 403", "own, 101", ", 101", "null, 403" })
	void endpointsOfTheServer(@Nullable String origin, int status) throws IOException {
		try (RawWebSocket socket = open("/checked/standard", origin, "Upgrade: websocket")) {
			assertThat(socket.answer().status()).isEqualTo(status);
			assertThat(socket.answer().corsHeaders()).isEqualTo(headers(APP.equals(origin) ? APP : null));
			if (status == 101) {
				assertMessages(socket);
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "https://app.example.com, https://app.example.com", "https://evil.example,", "null,", "own,", "," })
	void informationOnSockJs(@Nullable String origin, @Nullable String allowOrigin) throws IOException {
		RawExchange exchange = send("GET", "/checked/stomp/info", origin, "");
		assertThat(exchange.status()).isEqualTo(200);
		assertThat(exchange.body()).contains("\"websocket\":true");
		assertThat(exchange.corsHeaders()).isEqualTo((origin != null) ? sockJsHeaders(allowOrigin) : headers(null));
	}

	@Test
	void stompOverPolling() throws IOException {
		String session = "/checked/stomp/000/polling";
		assertPolled(session, "o");
		assertSent(session, "[\"CONNECT\\naccept-version:1.2\\nheart-beat:0,0\\n\\n\\u0000\"]");
		assertPolled(session, "a[\"CONNECTED\\n");
		assertSent(session, "[\"SUBSCRIBE\\nid:0\\ndestination:/topic/news\\n\\n\\u0000\"]");
		assertSent(session, "[\"SEND\\ndestination:/topic/news\\n\\nhello\\u0000\"]");
		// Nothing may be there yet: then the answer comes from another thread.
		assertPolled(session, "hello");
	}

	private void assertPolled(String session, String message) throws IOException {
		RawExchange polled = send("POST", session + "/xhr", APP, "");
		assertThat(polled.status()).isEqualTo(200);
		assertThat(polled.body()).contains(message);
		assertThat(polled.corsHeaders()).isEqualTo(sockJsHeaders(APP));
	}

	private void assertSent(String session, String messages) throws IOException {
		RawExchange sent = send("POST", session + "/xhr_send", APP, messages);
		assertThat(sent.status()).isEqualTo(204);
		assertThat(sent.corsHeaders()).isEqualTo(sockJsHeaders(APP));
	}

	@Test
	void stompOverAWebSocket() throws IOException {
		try (RawWebSocket socket = open("/checked/stomp/000/socket/websocket", APP, "Upgrade: websocket")) {
			assertThat(socket.answer().status()).isEqualTo(101);
			assertThat(socket.answer().corsHeaders()).isEqualTo(sockJsHeaders(APP));
			assertThat(socket.receive()).isEqualTo("o");
			socket.send("[\"CONNECT\\naccept-version:1.2\\nheart-beat:0,0\\n\\n\\u0000\"]");
			assertThat(socket.receive()).startsWith("a[\"CONNECTED\\n");
			socket.send("[\"SUBSCRIBE\\nid:0\\ndestination:/topic/weather\\n\\n\\u0000\"]");
			socket.send("[\"SEND\\ndestination:/topic/weather\\n\\nhello\\u0000\"]");
			assertThat(socket.receive()).contains("MESSAGE", "hello");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/checked/stomp/000/refused/websocket", "/checked/stomp/websocket",
			"/rejecting/stomp/000/refused/websocket", "/rejecting/stomp/websocket" })
	void socketsOfSockJsAreRefused(String target) throws IOException {
		int handshakes = handshakes();
		for (String origin : List.of(EVIL, "null")) {
			try (RawWebSocket socket = open(target, origin, "Upgrade: websocket")) {
				assertThat(socket.answer().status()).isEqualTo(403);
				assertThat(socket.answer().corsHeaders()).isEqualTo(headers(null));
			}
		}
		assertThat(handshakes()).isEqualTo(handshakes);
	}

	/**
	 * Polling is no handshake: an origin that is not allowed can't read it, but only
	 * {@code reject-disallowed} keeps it out.
	 */
	@ParameterizedTest
	@CsvSource({ "/checked, 200", "/rejecting, 403" })
	void pollingIsRefusedWhereThePolicyRejects(String policy, int status) throws IOException {
		int handshakes = handshakes();
		RawExchange exchange = send("POST", policy + "/stomp/000/other" + status + "/xhr", EVIL, "");
		assertThat(exchange.status()).isEqualTo(status);
		assertThat(exchange.corsHeaders()).isEqualTo((status == 200) ? sockJsHeaders(null) : headers(null));
		assertThat(handshakes()).isEqualTo((status == 200) ? handshakes + 1 : handshakes);
	}

	@Test
	void preflightsOfSockJsAreAnsweredOnce() throws IOException {
		RawExchange allowed = send("OPTIONS", "/checked/stomp/000/x/xhr_send", APP, "",
				"Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type");
		assertThat(allowed.status()).isEqualTo(204);
		assertThat(allowed.corsHeaders()).containsExactly("Access-Control-Allow-Headers: Content-Type",
				"Access-Control-Allow-Methods: GET, HEAD, POST", "Access-Control-Allow-Origin: " + APP,
				"Access-Control-Max-Age: 1800", VARY);
		RawExchange refused = send("OPTIONS", "/checked/stomp/000/x/xhr_send", EVIL, "",
				"Access-Control-Request-Method: POST");
		assertThat(refused.status()).isEqualTo(403);
		assertThat(refused.corsHeaders()).containsExactly(VARY);
	}

	private static List<String> sockJsHeaders(@Nullable String allowOrigin) {
		return (allowOrigin != null) ? List.of("Access-Control-Allow-Origin: " + allowOrigin, VARY) : List.of(VARY);
	}

}
