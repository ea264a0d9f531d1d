package io.corspolicy.sample;

import java.util.Set;

import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.RequestCacheSpec;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.HttpStatusServerEntryPoint;
import org.springframework.security.web.server.authentication.ServerAuthenticationEntryPointFailureHandler;
import org.springframework.security.web.server.authentication.logout.HttpStatusReturningServerLogoutSuccessHandler;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatcher.MatchResult;
import org.springframework.security.web.server.util.matcher.ServerWebExchangeMatchers;
import org.springframework.web.server.ServerWebExchange;

/**
 * What {@link ServletSecurity} does, for WebFlux.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = Type.REACTIVE)
final class ReactiveSecurity {

	private static final Set<HttpMethod> SAFE_METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

	@Bean
	SecurityWebFilterChain account(ServerHttpSecurity http) {
		HttpStatusServerEntryPoint unauthorized = new HttpStatusServerEntryPoint(HttpStatus.UNAUTHORIZED);
		return http.securityMatcher(ServerWebExchangeMatchers.pathMatchers("/account/**"))
			.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
			.formLogin((login) -> login
				.requiresAuthenticationMatcher(
						ServerWebExchangeMatchers.pathMatchers(HttpMethod.POST, "/account/session"))
				.authenticationEntryPoint(unauthorized)
				.authenticationSuccessHandler((filter, user) -> noContent(filter.getExchange()))
				.authenticationFailureHandler(new ServerAuthenticationEntryPointFailureHandler(unauthorized)))
			.logout((logout) -> logout
				.requiresLogout(ServerWebExchangeMatchers.pathMatchers(HttpMethod.DELETE, "/account/session"))
				.logoutSuccessHandler(new HttpStatusReturningServerLogoutSuccessHandler(HttpStatus.NO_CONTENT)))
			.csrf((csrf) -> csrf.requireCsrfProtectionMatcher(ReactiveSecurity::needsToken))
			.requestCache(RequestCacheSpec::disable)
			.exceptionHandling((exceptions) -> exceptions.authenticationEntryPoint(unauthorized))
			.build();
	}

	private static Mono<Void> noContent(ServerWebExchange exchange) {
		return Mono.fromRunnable(() -> exchange.getResponse().setStatusCode(HttpStatus.NO_CONTENT));
	}

	private static Mono<MatchResult> needsToken(ServerWebExchange exchange) {
		boolean safe = SAFE_METHODS.contains(exchange.getRequest().getMethod());
		boolean preflighted = exchange.getRequest().getHeaders().getFirst("X-Requested-With") != null;
		return (safe || preflighted) ? MatchResult.notMatch() : MatchResult.match();
	}

}
