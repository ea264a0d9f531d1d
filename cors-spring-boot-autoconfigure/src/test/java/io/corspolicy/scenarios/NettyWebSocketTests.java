package io.corspolicy.scenarios;

import java.time.Duration;
import java.util.Map;

import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * WebSockets of WebFlux on Reactor Netty, over HTTP/2 too.
 */
class NettyWebSocketTests extends WebSocketTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	NettyWebSocketTests() {
		super(WebApplicationType.REACTIVE, Application.class);
	}

	/**
	 * An extended CONNECT (RFC 8441). What it stands for is a GET, so it needs no mention
	 * in {@code allowed-methods}, where it could have none.
	 */
	@ParameterizedTest
	@CsvSource(textBlock = """
			checked,   own,                     true
			checked,   https://app.example.com, true
			checked,   ,                        true
			checked,   https://evil.example,    false
			checked,   null,                    false
			unchecked, https://evil.example,    true
			rejecting, https://app.example.com, true
			rejecting, https://evil.example,    false
			""")
	void handshakeOverHttp2(String policy, @Nullable String origin, boolean passes) {
		int handshakes = handshakes();
		HttpClient client = HttpClient.create()
			.protocol(HttpProtocol.H2C)
			.http2Settings((settings) -> settings.connectProtocolEnabled(true))
			.headers((headers) -> {
				if (origin != null) {
					headers.set("Origin", origin.equals("own") ? "http://localhost:" + port() : origin);
				}
			});
		Mono<String> echoed = client.websocket()
			.uri("ws://localhost:" + port() + "/" + policy + "/echo")
			.handle((inbound, outbound) -> outbound.sendString(Mono.just("hello"))
				.then()
				.thenMany(inbound.receive().asString().take(1)))
			.next()
			.onErrorResume(WebSocketHandshakeException.class, (ex) -> Mono.just("refused"));
		assertThat(echoed.block(TIMEOUT)).isEqualTo(passes ? "hello" : "refused");
		assertThat(handshakes()).isEqualTo(handshakes + (passes ? 1 : 0));
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		NettyReactiveWebServerFactory webServerFactory() {
			NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
			factory.addServerCustomizers((server) -> server.protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
				.http2Settings((settings) -> settings.connectProtocolEnabled(true)));
			return factory;
		}

		/** Spring's choice would be Jetty's, whose classes are here, too. */
		@Bean
		WebFluxConfigurer upgradeStrategy() {
			return new WebFluxConfigurer() {

				@Override
				public WebSocketService getWebSocketService() {
					return new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy());
				}

			};
		}

		@Bean
		Handshakes handshakes() {
			return new Handshakes();
		}

		@Bean
		HandlerMapping sockets(Handshakes handshakes) {
			WebSocketHandler echo = (session) -> {
				handshakes.add();
				return session.send(session.receive()
					.map(WebSocketMessage::getPayloadAsText)
					.delayElements(Duration.ofMillis(1))
					.map(session::textMessage));
			};
			SimpleUrlHandlerMapping sockets = new SimpleUrlHandlerMapping(
					Map.of("/checked/echo", echo, "/unchecked/echo", echo, "/rejecting/echo", echo, "/elsewhere/echo",
							echo, "/silent/own-origins-only", echo),
					10);
			sockets.setCorsConfigurations(Map.of("/silent/**", new CorsConfiguration()));
			return sockets;
		}

	}

}
