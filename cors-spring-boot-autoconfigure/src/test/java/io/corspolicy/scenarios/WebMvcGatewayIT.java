package io.corspolicy.scenarios;

import java.io.IOException;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring Cloud Gateway on Spring MVC. It proxies no WebSockets, and answers 500 where the
 * other kind answers 504.
 */
@Tag("gateway-webmvc")
class WebMvcGatewayIT extends GatewayTests {

	WebMvcGatewayIT() {
		super(WebApplicationType.SERVLET, "webmvc");
	}

	@Override
	int errorStatus(String target) {
		return target.equals("/unrouted/plain") ? 404 : 500;
	}

	/**
	 * The gateway's routes are router functions, so that their methods are known.
	 */
	@Test
	void methodsAreThoseOfTheRoutes() throws IOException {
		assertThat(allowedMethods("/api/plain", "PUT")).isEqualTo("GET, HEAD, POST, PUT, PATCH, DELETE");
		assertThat(allowedMethods("/methods/plain", "PUT")).isEqualTo("PUT, PATCH");
		assertThat(allowedMethods("/methods/plain", "GET")).isNull();
	}

	@Test
	void anAllowedHandshakeIsPassedOnAsAnyRequest() throws IOException {
		try (RawWebSocket socket = open("/sockets/echo", APP, "websocket")) {
			assertThat(socket.answer().status()).isEqualTo(426);
			assertThat(socket.answer().corsHeaders()).containsExactly("Access-Control-Allow-Origin: " + APP,
					"Vary: Origin");
		}
	}

}
