package io.corspolicy.fetches;

import java.util.Map;

import io.corspolicy.fetches.Wire.Seen;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.HttpStatusServerEntryPoint;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketMessage;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import org.springframework.web.server.WebFilter;

/**
 * What differs on WebFlux.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.REACTIVE)
class ReactiveService implements WebFluxConfigurer {

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	WebFilter ahead(Wire wire) {
		return (exchange, chain) -> {
			wire.arrived(seen(exchange.getRequest()));
			return chain.filter(exchange);
		};
	}

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 101)
	WebFilter behind(Wire wire) {
		return (exchange, chain) -> {
			wire.passed(seen(exchange.getRequest()));
			return chain.filter(exchange);
		};
	}

	private static Seen seen(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		return new Seen(request.getMethod().name(), request.getURI().getRawQuery(), headers.getFirst("Host"),
				headers.getFirst("Origin"), headers.getFirst("Access-Control-Request-Method"),
				request.getCookies().getFirst("visitor") != null);
	}

	@Bean
	SecurityWebFilterChain secured(ServerHttpSecurity http) {
		return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers("/secured/**"))
			.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
			.csrf((csrf) -> csrf.disable())
			.exceptionHandling((exceptions) -> exceptions
				.authenticationEntryPoint(new HttpStatusServerEntryPoint(HttpStatus.UNAUTHORIZED)))
			.build();
	}

	@Bean
	HandlerMapping sockets() {
		WebSocketHandler echo = (session) -> session
			.send(session.receive().map(WebSocketMessage::getPayloadAsText).map(session::textMessage));
		return new SimpleUrlHandlerMapping(Map.of("/{policy}/echo", echo), 10);
	}

	/** Spring's choice would be Tomcat's, whose classes are here, too. */
	@Override
	public WebSocketService getWebSocketService() {
		return new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy());
	}

}
