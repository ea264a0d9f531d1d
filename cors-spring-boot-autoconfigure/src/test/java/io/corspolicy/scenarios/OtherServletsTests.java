package io.corspolicy.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.corspolicy.annotation.CorsPolicy;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Servlets beside the application's dispatcher: policies are matched with the path by
 * which the container chose the servlet, however the request spells it.
 */
class OtherServletsTests {

	private static final String ADMIN = "https://admin.example.com";

	private static final String EVIL = "https://evil.example";

	@Nested
	class OnTomcat extends OnServer {

		OnTomcat() {
			super(TomcatScenarioTests.Server.class);
		}

	}

	@Nested
	class OnJetty extends OnServer {

		OnJetty() {
			super(JettyScenarioTests.Server.class);
		}

	}

	/**
	 * The same on each server.
	 */
	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	abstract static class OnServer {

		private final Class<?> server;

		@SuppressWarnings("NullAway.Init")
		private ConfigurableApplicationContext context;

		private int port;

		OnServer(Class<?> server) {
			this.server = server;
		}

		@BeforeAll
		void start() {
			this.context = new SpringApplicationBuilder(Application.class, this.server).web(WebApplicationType.SERVLET)
				.properties("server.port=0", "spring.config.location=optional:classpath:/none/",
						"spring.autoconfigure.exclude=" + SpringSecurity.AUTO_CONFIGURATIONS,
						"cors.policies.pub.paths=/**", "cors.policies.pub.allowed-origins=*",
						"cors.policies.admin.paths=/internal/**,/ops/**",
						"cors.policies.admin.allowed-origins=" + ADMIN, "cors.policies.admin.allow-credentials=true",
						"cors.policies.app.paths=/app/**", "cors.policies.app.allowed-origins=https://app.example.com",
						"cors.policies.app.allow-credentials=true")
				.run();
			this.port = Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
		}

		@AfterAll
		void stop() {
			this.context.close();
		}

		@ParameterizedTest
		@ValueSource(strings = { "/internal/x", "//internal/x", "/pub/..;/internal/x", "/pub/%2e%2e;/internal/x",
				"/./internal/x", "/app/..;/internal/x", "/app/../internal/x", "/app/..;v=1/internal/x", "/%69nternal/x",
				"/internal;v=1/x", "/internal/x;v=1", "/internal//x", "/internal/../internal/x", "/internal/./x",
				"/internal/%2e/x", "/internal/%2e%2e/internal/x", "/internal%2Fx", "/app/..%2Finternal/x",
				"/app/%2e%2e%2Finternal/x", "/internal\\x", "/internal/%00", "/internal/%2500", "/internal/%25x",
				"/internal/%3B", "/internal/\u00e4", "/internal/%C3%A4", "/internal/%E4", "/internal/%c0%af",
				"/internal", "/internal/", "/internal/x?/app/x", "/app//..;/internal/x", "/.;/internal/x",
				"/;/internal/x", "/;v=1/internal/x", "/ops/secret", "//ops/secret", "/app/..;/ops/secret",
				"/ops//secret", "/ops/./secret", "/app/..;/ops/users", "/ops/users", "/%6fps/users", "/ops;v=1/users" })
		void theContainersPathDecides(String target) throws IOException {
			for (String origin : List.of(EVIL, ADMIN)) {
				RawExchange exchange = get(target, origin);
				// A dispatcher itself fails where its prefix is spelled oddly.
				assertThat(exchange.status()).isLessThan(target.contains("ps") ? 501 : 500);
				if (exchange.body().contains("governed")) {
					assertThat(allowedOrigin(exchange)).isEqualTo(origin.equals(ADMIN) ? ADMIN : null);
				}
			}
		}

		@Test
		void plainSpellingsReachTheServlets() throws IOException {
			assertThat(get("/internal/x", ADMIN).body()).isEqualTo("governed servlet");
			assertThat(get("/ops/secret", ADMIN).body()).isEqualTo("governed dispatcher");
			assertThat(get("/ops/users", ADMIN).body()).isEqualTo("governed dispatcher");
			assertThat(allowedOrigin(get("/users", EVIL))).isNull();
			assertThat(allowedOrigin(get("/users", "https://users.example.com"))).isNotNull();
			assertThat(allowedOrigin(get("/anything", EVIL))).isEqualTo("*");
		}

		/** The main context's annotation is about another handler. */
		@Test
		void aFurtherDispatcherHasNoneOfTheMainHandlers() throws IOException {
			assertThat(allowedOrigin(get("/ops/users", "https://users.example.com"))).isNull();
		}

		private RawExchange get(String target, String origin) throws IOException {
			String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
					+ "\r\nConnection: close\r\n\r\n";
			return RawExchange.send(this.port, request.getBytes(StandardCharsets.ISO_8859_1));
		}

	}

	private static @Nullable String allowedOrigin(RawExchange exchange) {
		return exchange.headers()
			.stream()
			.filter((field) -> field.is("Access-Control-Allow-Origin"))
			.map((field) -> String.valueOf(field.value()))
			.findFirst()
			.orElse(null);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ServletRegistrationBean<PlainServlet> internal() {
			return new ServletRegistrationBean<>(new PlainServlet(), "/internal/*");
		}

		@Bean
		ServletRegistrationBean<DispatcherServlet> ops() {
			AnnotationConfigWebApplicationContext own = new AnnotationConfigWebApplicationContext();
			own.register(Operations.class);
			ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(
					new DispatcherServlet(own), "/ops/*");
			registration.setName("ops");
			return registration;
		}

		@RestController
		static class Users {

			@CorsPolicy(allowedOrigins = "https://users.example.com")
			@GetMapping("/users")
			String users() {
				return "users";
			}

			@GetMapping({ "/anything", "/app/anything" })
			String anything() {
				return "anything";
			}

		}

	}

	private static final class PlainServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.getWriter().write("governed servlet");
		}

	}

	@EnableWebMvc
	static class Operations {

		@Bean
		Secrets secrets() {
			return new Secrets();
		}

		@RestController
		static class Secrets {

			@GetMapping({ "/secret", "/users" })
			String secret() {
				return "governed dispatcher";
			}

		}

	}

}
