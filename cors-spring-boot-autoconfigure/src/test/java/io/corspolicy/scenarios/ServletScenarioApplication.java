package io.corspolicy.scenarios;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * What stands behind the servlet filter.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ServletScenarioApplication {

	@Bean
	PassedRows passedRows() {
		return new PassedRows();
	}

	@Bean
	FilterRegistrationBean<Filter> recordingFilter(PassedRows rows) {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			HttpServletRequest httpRequest = (HttpServletRequest) request;
			List<String> origins = Collections.list(httpRequest.getHeaderNames()).contains("origin")
					|| httpRequest.getHeader("Origin") != null ? Collections.list(httpRequest.getHeaders("origin"))
							: List.of();
			rows.add(String.valueOf(httpRequest.getHeader("X-Row")), origins);
			chain.doFilter(request, response);
		});
		// Right behind the CORS filter, and before Spring Security.
		registration.setOrder(-2147483547);
		return registration;
	}

	/**
	 * Changes the path, as filters for trailing slashes do.
	 */
	@Bean
	FilterRegistrationBean<Filter> rewritingFilter() {
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
			String path = ((HttpServletRequest) request).getHeader("X-Path");
			chain.doFilter((path != null) ? new RewrittenRequest((HttpServletRequest) request, path) : request,
					response);
		});
		registration.setOrder(0);
		return registration;
	}

	@Bean
	SecurityFilterChain security(HttpSecurity http, @Value("${scenarios.security-cors:false}") boolean securityCors) {
		if (securityCors) {
			http.cors((cors) -> cors.configurationSource(permissiveSource()));
		}
		return http
			.authorizeHttpRequests((requests) -> requests.requestMatchers("/secured/forbidden")
				.denyAll()
				.requestMatchers("/secured/**")
				.authenticated()
				.anyRequest()
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
	HttpFirewall firewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowSemicolon(true);
		return firewall;
	}

	@Bean
	Executor applicationTaskExecutor() {
		return new SimpleAsyncTaskExecutor();
	}

	@RestController
	static class Items {

		@RequestMapping({ "/*/items", "/*/*/items", "/*/inner/exact", "/*/*/*/items", "/shared/items", "/cross/*/*" })
		@Nullable Object items(@RequestParam(name = "do", defaultValue = "") String action, HttpServletRequest request,
				HttpServletResponse response) throws IOException {
			switch (action) {
				case "throw" -> throw new IllegalStateException("As asked for");
				case "teapot" -> {
					response.sendError(418);
					return null;
				}
				case "reset" -> {
					response.setHeader("Access-Control-Allow-Origin", "*");
					response.reset();
				}
				case "async" -> {
					return CompletableFuture.supplyAsync(() -> "items");
				}
				case "async-throw" -> {
					return CompletableFuture.failedFuture(new IllegalStateException("As asked for"));
				}
				case "cors" -> setCorsHeaders(response);
				case "late-cors" -> {
					response.getOutputStream().print("items");
					setCorsHeaders(response);
					response.flushBuffer();
					return null;
				}
				case "access-control" -> {
					response.setHeader("Access-Control-Foo", "1");
					response.addHeader("Access-Control-Request-Method", "PUT");
				}
				case "own-response" -> {
					AsyncContext context = request.startAsync();
					HttpServletResponse own = (HttpServletResponse) context.getResponse();
					setCorsHeaders(own);
					own.setHeader("Vary", "Accept");
					own.getOutputStream().print("items");
					context.complete();
					return null;
				}
				case "native" -> setCorsHeaders(unwrap(response));
				case "vary" -> response.setHeader("Vary", "Accept-Language");
				case "vary-origin" -> {
					response.setHeader("vary", "origin, Accept-Language");
					response.addHeader("Vary", "Accept-Language");
				}
				case "vary-star" -> response.addHeader("Vary", "*");
				default -> {
				}
			}
			return "items";
		}

		private static HttpServletResponse unwrap(ServletResponse response) {
			ServletResponse current = response;
			while (current instanceof ServletResponseWrapper wrapper) {
				current = wrapper.getResponse();
			}
			return (HttpServletResponse) current;
		}

		private static void setCorsHeaders(HttpServletResponse response) {
			setAccessControlHeaders(response);
			response.setHeader("Timing-Allow-Origin", "*");
		}

		private static void setAccessControlHeaders(HttpServletResponse response) {
			response.setHeader("Access-Control-Allow-Origin", "*");
			response.addHeader("access-control-allow-origin", "*");
			response.setHeader("Access-Control-Allow-Origin", "*");
			response.setHeader("Access-Control-Allow-Credentials", "false");
			if (response.getHeader("Cross-Origin-Resource-Policy") != null) {
				response.addHeader("Cross-Origin-Resource-Policy", "cross-origin");
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

	/**
	 * An error page with CORS headers of its own. The condition makes it more specific
	 * than Boot's, which would give way to a type that has another name in each line.
	 */
	@RestController
	static class Errors {

		@RequestMapping(path = "/error", headers = "!X-Error-Page")
		String error(HttpServletRequest request, HttpServletResponse response) {
			Items.setAccessControlHeaders(response);
			return "error " + request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		}

	}

}
