package io.corspolicy.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebFilter;

/**
 * What stands behind the reactive filter.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ReactiveScenarioApplication {

	@Bean
	PassedRows passedRows() {
		return new PassedRows();
	}

	// Right behind the CORS filter, and before Spring Security.
	@Bean
	@Order(-2147483547)
	WebFilter recordingFilter(PassedRows rows) {
		return (exchange, chain) -> {
			HttpHeaders headers = exchange.getRequest().getHeaders();
			List<String> origins = new ArrayList<>();
			headers.forEach((name, values) -> {
				if (name.equalsIgnoreCase("Origin")) {
					origins.addAll(values);
				}
			});
			rows.add(String.valueOf(headers.getFirst("X-Row")), origins);
			return chain.filter(exchange);
		};
	}

	/**
	 * Changes the path, as filters for trailing slashes do.
	 */
	@Bean
	WebFilter rewritingFilter() {
		return (exchange, chain) -> {
			String path = exchange.getRequest().getHeaders().getFirst("X-Path");
			return chain
				.filter((path == null) ? exchange : exchange.mutate().request((request) -> request.path(path)).build());
		};
	}

	@Bean
	SecurityWebFilterChain security(ServerHttpSecurity http,
			@Value("${scenarios.security-cors:false}") boolean securityCors) {
		if (securityCors) {
			http.cors((cors) -> cors.configurationSource(permissiveSource()));
		}
		return http
			.authorizeExchange((exchanges) -> exchanges.pathMatchers("/secured/forbidden")
				.denyAll()
				.pathMatchers("/secured/**")
				.authenticated()
				.anyExchange()
				.permitAll())
			.httpBasic(Customizer.withDefaults())
			.csrf((csrf) -> csrf.disable())
			.build();
	}

	private static CorsConfigurationSource permissiveSource() {
		UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
		source.registerCorsConfiguration("/secured/**", new CorsConfiguration().applyPermitDefaultValues());
		return source;
	}

	@Bean
	ServerWebExchangeFirewall firewall() {
		StrictServerWebExchangeFirewall firewall = new StrictServerWebExchangeFirewall();
		firewall.setAllowSemicolon(true);
		return firewall;
	}

	/**
	 * An error handler with CORS headers of its own.
	 */
	@Bean
	@Order(-10)
	WebExceptionHandler teapotHandler() {
		return (exchange, ex) -> {
			if (ex instanceof ResponseStatusException status && status.getStatusCode().value() == 418) {
				Items.setAccessControlHeaders(exchange.getResponse());
				exchange.getResponse().setStatusCode(status.getStatusCode());
				return exchange.getResponse().setComplete();
			}
			return Mono.error(ex);
		};
	}

	@RestController
	static class Items {

		@RequestMapping({ "/*/items", "/*/*/items", "/*/inner/exact", "/*/*/*/items", "/shared/items", "/cross/*/*" })
		Mono<String> items(@RequestParam(name = "do", defaultValue = "") String action, ServerWebExchange exchange) {
			ServerHttpResponse response = exchange.getResponse();
			HttpHeaders headers = response.getHeaders();
			switch (action) {
				case "throw" -> throw new IllegalStateException("As asked for");
				case "teapot" -> throw new ResponseStatusException(HttpStatusCode.valueOf(418));
				case "reset" -> {
					headers.set("Access-Control-Allow-Origin", "*");
					headers.clear();
				}
				case "async" -> {
					return Mono.just("items").delayElement(Duration.ofMillis(1));
				}
				case "async-throw" -> {
					return Mono.delay(Duration.ofMillis(1)).then(Mono.error(new IllegalStateException("As asked for")));
				}
				case "cors" -> setCorsHeaders(response);
				case "late-cors" -> response.beforeCommit(() -> Mono.fromRunnable(() -> setCorsHeaders(response)));
				case "access-control" -> {
					headers.set("Access-Control-Foo", "1");
					headers.add("Access-Control-Request-Method", "PUT");
				}
				case "own-response" -> {
					setCorsHeaders(unwrap(response));
					unwrap(response).getHeaders().set("Vary", "Accept");
				}
				case "native" -> {
					HttpServerResponse nativeResponse = ServerHttpResponseDecorator.getNativeResponse(response);
					nativeResponse.header("Access-Control-Allow-Origin", "*");
					nativeResponse.addHeader("access-control-allow-origin", "*");
					nativeResponse.header("Access-Control-Allow-Credentials", "false");
					nativeResponse.header("Timing-Allow-Origin", "*");
				}
				case "vary" -> headers.set("Vary", "Accept-Language");
				case "vary-origin" -> {
					headers.set("vary", "origin, Accept-Language");
					headers.add("Vary", "Accept-Language");
				}
				case "vary-star" -> headers.add("Vary", "*");
				default -> {
				}
			}
			return Mono.just("items");
		}

		private static ServerHttpResponse unwrap(ServerHttpResponse response) {
			ServerHttpResponse current = response;
			while (current instanceof ServerHttpResponseDecorator decorator) {
				current = decorator.getDelegate();
			}
			return current;
		}

		private static void setCorsHeaders(ServerHttpResponse response) {
			setAccessControlHeaders(response);
			response.getHeaders().set("Timing-Allow-Origin", "*");
		}

		private static void setAccessControlHeaders(ServerHttpResponse response) {
			HttpHeaders headers = response.getHeaders();
			headers.set("Access-Control-Allow-Origin", "*");
			headers.add("access-control-allow-origin", "*");
			headers.set("Access-Control-Allow-Origin", "*");
			headers.set("Access-Control-Allow-Credentials", "false");
			if (headers.getFirst("Cross-Origin-Resource-Policy") != null) {
				headers.add("Cross-Origin-Resource-Policy", "cross-origin");
			}
		}

		@GetMapping("/api/get-only")
		String getOnly() {
			return "items";
		}

		@PostMapping(path = "/api/json-only", consumes = "application/json")
		String jsonOnly() {
			return "items";
		}

		@GetMapping("/secured/forbidden")
		String forbidden() {
			return "items";
		}

		@GetMapping(path = "/api/events", produces = "text/event-stream")
		Flux<String> events() {
			return Flux.interval(Duration.ofMillis(1)).take(3).map((number) -> "event " + number);
		}

		@CrossOrigin("*")
		@GetMapping("/*/cross-origin")
		String crossOrigin() {
			return "items";
		}

	}

}
