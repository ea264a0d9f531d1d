package io.corspolicy.scenarios;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where RSocket shares the server's port, a page on any site can open a WebSocket to it,
 * whatever the policies say: all that they can do is to say so at start-up. On a line of
 * Spring Boot whose registry has what RSocket needs.
 */
class RSocketOnOtherLinesIT {

	/** Other servers have no routes of their own. */
	private static final String OTHER_SERVERS = "org.springframework.boot.tomcat.autoconfigure.reactive"
			+ ".TomcatReactiveWebServerAutoConfiguration,"
			+ "org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration";

	@Test
	void theWarningIsTrue() throws IOException {
		PrintStream out = System.out;
		ByteArrayOutputStream log = new ByteArrayOutputStream();
		System.setOut(new PrintStream(log, true, StandardCharsets.UTF_8));
		try (ConfigurableApplicationContext context = start()) {
			int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
			assertThat(handshake(port, "/elsewhere")).isEqualTo(403);
			assertThat(handshake(port, "/rsocket")).isEqualTo(101);
		}
		finally {
			System.setOut(out);
		}
		assertThat(log.toString(StandardCharsets.UTF_8)).contains("RSocket over WebSocket on paths of CORS policies:"
				+ " spring.rsocket.server.mapping-path=/rsocket (beside all). Reactor Netty answers there");
	}

	private static int handshake(int port, String path) throws IOException {
		try (RawWebSocket socket = RawWebSocket.open(port, path, "Upgrade: websocket",
				"Origin: https://evil.example")) {
			return socket.answer().status();
		}
	}

	private static ConfigurableApplicationContext start() {
		List<String> properties = List.of("server.port=0", "spring.main.banner-mode=off", "logging.level.root=error",
				"logging.level.io.corspolicy.startup=warn", "spring.rsocket.server.mapping-path=/rsocket",
				"spring.rsocket.server.transport=websocket",
				"spring.autoconfigure.exclude=" + SpringSecurity.AUTO_CONFIGURATIONS + "," + OTHER_SERVERS,
				"cors.policies.all.paths=/**", "cors.policies.all.allowed-origins=https://app.example.com",
				"cors.policies.all.check-websocket-origin=true");
		return new SpringApplicationBuilder(Application.class).web(WebApplicationType.REACTIVE)
			.properties(properties.toArray(String[]::new))
			.run();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
