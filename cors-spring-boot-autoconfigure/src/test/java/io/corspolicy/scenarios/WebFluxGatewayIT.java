package io.corspolicy.scenarios;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud Gateway on WebFlux.
 */
@Tag("gateway-webflux")
class WebFluxGatewayIT extends GatewayTests {

	WebFluxGatewayIT() {
		super(WebApplicationType.REACTIVE, "webflux");
	}

	@Override
	int errorStatus(String target) {
		return switch (target) {
			case "/unrouted/plain" -> 404;
			case "/hanging/hanging" -> 504;
			default -> 500;
		};
	}

	/**
	 * The gateway's routes are no handlers that anybody could ask for their methods.
	 */
	@Test
	void methodsHaveToBeListed() throws IOException {
		assertThat(allowedMethods("/api/plain", "POST")).isEqualTo("GET, HEAD, POST");
		assertThat(allowedMethods("/api/plain", "PUT")).isNull();
		assertThat(allowedMethods("/methods/plain", "PUT")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "https://app.example.com, true", "own, false", ", false" })
	void webSocketsAreProxied(@Nullable String origin, boolean allowed) throws IOException {
		try (RawWebSocket socket = open("/sockets/echo", origin, "websocket")) {
			assertThat(socket.answer().status()).isEqualTo(101);
			assertThat(socket.answer().corsHeaders()).isEqualTo(
					allowed ? List.of("Access-Control-Allow-Origin: " + APP, "Vary: Origin") : List.of("Vary: Origin"));
			for (String message : List.of("hello", "again")) {
				socket.send(message);
				assertThat(socket.receive()).isEqualTo(message);
			}
		}
	}

	@Test
	void aProxiedSocketSeesNoOriginThatIsAllowed() throws IOException {
		try (RawWebSocket socket = open("/silent/echo", APP, "websocket")) {
			assertThat(socket.answer().status()).isEqualTo(101);
			assertThat(upstream().origins()).last().isEqualTo("");
		}
	}

	/**
	 * Whether it is in {@code globalcors} or in a route's metadata: the gateway's own
	 * CORS allows nothing beyond the policies, but may answer 403 on top.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "/global-cors/", "/route-cors/" })
	void theGatewaysOwnCorsAddsNothing(String path) throws IOException {
		for (String answer : List.of("plain", "wrong", "doubled", "failing")) {
			RawExchange allowed = send("GET", path + answer, APP);
			assertThat(allowed.status()).isEqualTo(answer.equals("failing") ? 500 : 200);
			assertThat(allowed.corsHeaders()).containsExactly("Access-Control-Allow-Origin: " + APP,
					"Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
			assertThat(send("GET", path + answer, "https://gateway.example").corsHeaders())
				.noneMatch((field) -> field.startsWith("Access-Control-"));
			RawExchange rejected = send("GET", path + answer, EVIL);
			assertThat(rejected.status()).isEqualTo(403);
			assertThat(rejected.corsHeaders()).noneMatch((field) -> field.startsWith("Access-Control-"));
		}
		List<String> before = upstream().requests();
		for (String origin : List.of(EVIL, "https://gateway.example")) {
			RawExchange refused = send("OPTIONS", path + "plain", origin, "Access-Control-Request-Method: POST");
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.corsHeaders()).noneMatch((field) -> field.startsWith("Access-Control-"));
		}
		assertThat(upstream().requests()).isEqualTo(before);
	}

	@Test
	void withoutAPolicyTheGatewaysOwnCorsGoesOn() throws IOException {
		assertThat(send("GET", "/elsewhere/plain", "https://gateway.example").corsHeaders())
			.contains("Access-Control-Allow-Origin: https://gateway.example");
	}

}
