package io.corspolicy.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.Executor;

import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.messaging.simp.config.MessageBrokerRegistry;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.EnableWebSocketMessageBroker;
import org.springframework.web.socket.config.annotation.StompEndpointRegistry;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.standard.ServerEndpointExporter;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/**
 * An echo, and STOMP over SockJS, behind the servlet filter.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableWebSocket
@EnableWebSocketMessageBroker
class ServletWebSocketApplication implements WebSocketConfigurer, WebSocketMessageBrokerConfigurer {

	private final RequestUpgradeStrategy upgradeStrategy;

	private final Handshakes handshakes = new Handshakes();

	ServletWebSocketApplication(RequestUpgradeStrategy upgradeStrategy) {
		this.upgradeStrategy = upgradeStrategy;
	}

	@Bean
	Handshakes handshakes() {
		return this.handshakes;
	}

	/**
	 * An endpoint that the server itself finds, without Spring MVC: in a filter behind
	 * the application's.
	 */
	@Bean
	ServerEndpointConfig standardEcho() {
		return ServerEndpointConfig.Builder.create(StandardEcho.class, "/checked/standard").build();
	}

	@Bean
	ServerEndpointExporter endpointExporter() {
		return new ServerEndpointExporter();
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry.addHandler(new Echo(), "/checked/echo", "/unchecked/echo", "/rejecting/echo", "/elsewhere/echo")
			.addInterceptors(new Counting(this.handshakes))
			.setHandshakeHandler(new DefaultHandshakeHandler(this.upgradeStrategy))
			.setAllowedOriginPatterns("*");
		registry.addHandler(new Echo(), "/checked/own-origins-only", "/silent/own-origins-only")
			.setHandshakeHandler(new DefaultHandshakeHandler(this.upgradeStrategy));
	}

	@Override
	public void registerStompEndpoints(StompEndpointRegistry registry) {
		registry.setPreserveReceiveOrder(true)
			.addEndpoint("/checked/stomp", "/rejecting/stomp")
			.addInterceptors(new Counting(this.handshakes))
			.setHandshakeHandler(new DefaultHandshakeHandler(this.upgradeStrategy))
			.setAllowedOriginPatterns("*")
			.withSockJS();
	}

	@Override
	public void configureMessageBroker(MessageBrokerRegistry registry) {
		registry.enableSimpleBroker("/topic");
	}

	/**
	 * Answers from another thread.
	 */
	private static final class Echo extends TextWebSocketHandler {

		private final Executor executor = new SimpleAsyncTaskExecutor();

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) {
			this.executor.execute(() -> {
				try {
					// One message at a time.
					synchronized (session) {
						session.sendMessage(message);
					}
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
		}

	}

	/**
	 * An echo that knows no Spring.
	 */
	public static final class StandardEcho extends Endpoint {

		@Override
		public void onOpen(Session session, EndpointConfig configuration) {
			session.addMessageHandler(String.class, (MessageHandler.Whole<String>) (text) -> {
				try {
					session.getBasicRemote().sendText(text);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
		}

	}

	private record Counting(Handshakes handshakes) implements HandshakeInterceptor {

		@Override
		public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
				Map<String, Object> attributes) {
			this.handshakes.add();
			return true;
		}

		@Override
		public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response, WebSocketHandler handler,
				@Nullable Exception exception) {
			// Counted before.
		}

	}

}
