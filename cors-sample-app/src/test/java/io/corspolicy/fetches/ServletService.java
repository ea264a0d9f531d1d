package io.corspolicy.fetches;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

import io.corspolicy.fetches.Wire.Seen;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.config.annotation.WebSocketHandlerRegistry;
import org.springframework.web.socket.handler.TextWebSocketHandler;

/**
 * What differs on Spring MVC.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.SERVLET)
@EnableWebSocket
class ServletService implements WebSocketConfigurer {

	@Bean
	FilterRegistrationBean<Filter> ahead(Wire wire) {
		return recording(wire::arrived, Ordered.HIGHEST_PRECEDENCE);
	}

	@Bean
	FilterRegistrationBean<Filter> behind(Wire wire) {
		return recording(wire::passed, Ordered.HIGHEST_PRECEDENCE + 101);
	}

	private static FilterRegistrationBean<Filter> recording(Consumer<Seen> recorder, int order) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			recorder.accept(seen((HttpServletRequest) request));
			chain.doFilter(request, response);
		});
		registration.setOrder(order);
		return registration;
	}

	private static Seen seen(HttpServletRequest request) {
		Cookie[] cookies = request.getCookies();
		return new Seen(request.getMethod(), request.getQueryString(), request.getHeader("Host"),
				request.getHeader("Origin"), request.getHeader("Access-Control-Request-Method"),
				cookies != null && Arrays.stream(cookies).anyMatch((cookie) -> cookie.getName().equals("visitor")));
	}

	@Bean
	SecurityFilterChain secured(HttpSecurity http) throws Exception {
		return http.securityMatcher("/secured/**")
			.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
			.csrf((csrf) -> csrf.disable())
			.exceptionHandling((exceptions) -> exceptions
				.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
			.build();
	}

	@Override
	public void registerWebSocketHandlers(WebSocketHandlerRegistry registry) {
		registry.addHandler(new Echo(), "/{policy}/echo").setAllowedOriginPatterns("*");
	}

	private static final class Echo extends TextWebSocketHandler {

		@Override
		protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
			session.sendMessage(message);
		}

	}

}
