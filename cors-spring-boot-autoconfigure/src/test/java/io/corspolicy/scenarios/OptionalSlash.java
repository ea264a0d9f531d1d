package io.corspolicy.scenarios;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import io.corspolicy.annotation.CorsPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A router that ignores a slash at the end of a path, which Spring Framework 6 can be
 * told to: the policy is the same with and without it.
 */
final class OptionalSlash {

	private static final String ADMIN = "https://admin.example.com";

	private static final String EVIL = "https://evil.example";

	/** The names of Spring Boot 3.5, where alone the option is. */
	private static final String SECURITY_3_5 = String.join(",",
			"org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
			"org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration",
			"org.springframework.boot.autoconfigure.security.reactive.ReactiveSecurityAutoConfiguration",
			"org.springframework.boot.actuate.autoconfigure.security.servlet.ManagementWebSecurityAutoConfiguration",
			"org.springframework.boot.actuate.autoconfigure.security.reactive.ReactiveManagementWebSecurityAutoConfiguration");

	private OptionalSlash() {
	}

	static void check(WebApplicationType type) throws IOException {
		Class<?> options = (type == WebApplicationType.SERVLET) ? MvcOptions.class : WebFluxOptions.class;
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class, options).web(type)
			.properties("server.port=0", "spring.config.location=optional:classpath:/none/",
					"spring.autoconfigure.exclude=" + SpringSecurity.AUTO_CONFIGURATIONS + "," + SECURITY_3_5,
					"cors.policies.pub.paths=/**", "cors.policies.pub.allowed-origins=*",
					"cors.policies.admin.paths=/report,/routes/*", "cors.policies.admin.allowed-origins=" + ADMIN)
			.run()) {
			int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
			for (String target : List.of("/report", "/report/", "/repor%74", "/repor%74/", "/routes/x", "/routes/x/",
					"/report/", "/routes/x/")) {
				RawExchange exchange = get(port, target, ADMIN);
				assertThat(exchange.body()).as(target).isEqualTo("report");
				assertThat(allowedOrigin(exchange)).as(target).isEqualTo(ADMIN);
				assertThat(allowedOrigin(get(port, target, EVIL))).as(target).isNull();
			}
			for (String target : List.of("/closed", "/closed/", "/close%64/", "/closed/")) {
				RawExchange exchange = get(port, target, EVIL);
				assertThat(exchange.body()).as(target).isEqualTo("closed");
				assertThat(allowedOrigin(exchange)).as(target).isNull();
			}
			assertThat(allowedOrigin(get(port, "/open/", EVIL))).isEqualTo("*");
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

	private static RawExchange get(int port, String target, String origin) throws IOException {
		String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
				+ "\r\nConnection: close\r\n\r\n";
		return RawExchange.send(port, request.getBytes(StandardCharsets.ISO_8859_1));
	}

	/** The option is gone from Spring Framework 7. */
	private static void ignoreSlash(Object configurer) {
		Method method = ReflectionUtils.findMethod(configurer.getClass(), "setUseTrailingSlashMatch", Boolean.class);
		ReflectionUtils.invokeMethod(Objects.requireNonNull(method), configurer, true);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@GetMapping({ "/report", "/routes/{x}" })
		String report() {
			return "report";
		}

		@CorsPolicy(enabled = false)
		@GetMapping("/closed")
		String closed() {
			return "closed";
		}

		@GetMapping("/open")
		String open() {
			return "open";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MvcOptions implements org.springframework.web.servlet.config.annotation.WebMvcConfigurer {

		@Override
		public void configurePathMatch(
				org.springframework.web.servlet.config.annotation.PathMatchConfigurer configurer) {
			ignoreSlash(configurer);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WebFluxOptions implements org.springframework.web.reactive.config.WebFluxConfigurer {

		@Override
		public void configurePathMatching(org.springframework.web.reactive.config.PathMatchConfigurer configurer) {
			ignoreSlash(configurer);
		}

	}

}
