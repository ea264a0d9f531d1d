package io.corspolicy.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.corspolicy.annotation.CorsPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.UrlPathHelper;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The options of the router that the application may set: policies are matched as the
 * router matches, so that no spelling of a path gets another policy than its handler has.
 */
class RouterOptionsTests {

	private static final String ADMIN = "https://admin.example.com";

	private static final String EVIL = "https://evil.example";

	private static final List<String> TARGETS = List.of("/report", "//report", "/report/", "/repor%74", "/repor%74/",
			"/REPORT", "/Report/", "/report;v=1", "/;v=1/report", "/./report", "/x/../report", "/x/..;/report",
			"/%72eport", "/report%20", "/report%2F", "/admin/report", "//admin/report", "/admin//report",
			"/ADMIN/report", "/admin/./report", "/admin;v=1/report", "/admin/report/", "/admin/x/report",
			"/%61dmin/report", "/admin%2Freport", "/x/../admin/report", "/closed", "//closed", "/closed/", "/CLOSED",
			"/close%64", "/closed;v=1", "/routed", "//routed", "/routed/", "/ROUTED", "/route%64", "/named/report",
			"//named//report", "/NAMED/report", "/named/report/", "/named/x/report", "/actuator/health",
			"//actuator/health", "/ACTUATOR/health", "/actuator/health/", "/actuator/healt%68");

	@ParameterizedTest
	@EnumSource
	void noSpellingHasAnotherPolicyThanItsHandler(Router router) throws IOException {
		try (ConfigurableApplicationContext context = router.start()) {
			int port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
			for (String target : TARGETS) {
				for (String origin : List.of(EVIL, ADMIN)) {
					check(get(port, router.prefix + target, origin), origin, router.prefix + target);
				}
			}
			for (String target : List.of("/report", "/admin/report", "/routed", "/named/report")) {
				RawExchange exchange = get(port, router.prefix + target, ADMIN);
				assertThat(exchange.body()).as(target).startsWith("governed");
				assertThat(allowedOrigin(exchange)).as(target).isEqualTo(ADMIN);
				assertThat(get(port, router.prefix + target, EVIL).status()).as(target).isEqualTo(403);
			}
			for (String target : router.served) {
				RawExchange exchange = get(port, router.prefix + target, ADMIN);
				assertThat(exchange.body()).as(target).startsWith("governed");
				assertThat(allowedOrigin(exchange)).as(target).isEqualTo(ADMIN);
			}
			assertThat(get(port, router.prefix + "/closed", EVIL).body()).isEqualTo("closed");
			assertThat(allowedOrigin(get(port, router.prefix + "/open", EVIL))).isEqualTo("*");
		}
	}

	/** What ran tells which policy it must have been. */
	private static void check(RawExchange exchange, String origin, String target) {
		String expected = null;
		if (exchange.body().startsWith("governed")) {
			expected = origin.equals(ADMIN) ? ADMIN : "nobody, as it is rejected";
		}
		else if (!exchange.body().equals("closed") && !exchange.body().contains("\"status\":\"UP\"")) {
			return;
		}
		assertThat(allowedOrigin(exchange)).as("%s from %s: %s", target, origin, exchange.body()).isEqualTo(expected);
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

	enum Router {

		ANT("", List.of("//report", "//admin//report"), "spring.mvc.pathmatch.matching-strategy=ant_path_matcher"),

		ANT_BEHIND_A_PREFIX("/mvc", List.of("//report"), "spring.mvc.pathmatch.matching-strategy=ant_path_matcher",
				"spring.mvc.servlet.path=/mvc"),

		ANT_IN_ANY_CASE("", List.of("/REPORT", "/Admin/Report"),
				"spring.mvc.pathmatch.matching-strategy=ant_path_matcher", "ant-in-any-case=true"),

		PATTERNS_IN_ANY_CASE("", List.of("/REPORT", "/Admin/Report", "/ROUTED"), "patterns-in-any-case=true");

		private final String prefix;

		private final List<String> served;

		private final String[] properties;

		Router(String prefix, List<String> served, String... properties) {
			this.prefix = prefix;
			this.served = served;
			this.properties = properties;
		}

		ConfigurableApplicationContext start() {
			return new SpringApplicationBuilder(Application.class, TomcatScenarioTests.Server.class)
				.web(WebApplicationType.SERVLET)
				.properties(this.properties)
				.properties("server.port=0", "spring.config.location=optional:classpath:/none/",
						"spring.autoconfigure.exclude=" + SpringSecurity.AUTO_CONFIGURATIONS,
						"cors.policies.pub.paths=/**", "cors.policies.pub.allowed-origins=*",
						"cors.policies.admin.paths=/admin/{*rest},/report,/routed",
						"cors.policies.admin.allowed-origins=" + ADMIN, "cors.policies.admin.allow-credentials=true",
						"cors.policies.admin.reject-disallowed=true")
				.run();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		RouterFunction<ServerResponse> routed() {
			return RouterFunctions.route()
				.GET("/routed", (request) -> ServerResponse.ok().body("governed route"))
				.build();
		}

		@RestController
		static class Reports {

			@GetMapping({ "/report", "/admin/report", "/admin/{x}/report" })
			String report() {
				return "governed report";
			}

			@CorsPolicy("admin")
			@GetMapping({ "/named/{x:.*}/report", "/named/report" })
			String named() {
				return "governed by name";
			}

			@CorsPolicy(enabled = false)
			@GetMapping("/closed")
			String closed() {
				return "closed";
			}

			@RequestMapping("/open")
			String open() {
				return "open";
			}

		}

		@Configuration(proxyBeanMethods = false)
		static class Options implements WebMvcConfigurer {

			private final Environment environment;

			Options(Environment environment) {
				this.environment = environment;
			}

			@Override
			@SuppressWarnings({ "deprecation", "removal" })
			public void configurePathMatch(PathMatchConfigurer configurer) {
				if (this.environment.containsProperty("ant-in-any-case")) {
					AntPathMatcher matcher = new AntPathMatcher();
					matcher.setCaseSensitive(false);
					UrlPathHelper helper = new UrlPathHelper();
					helper.setAlwaysUseFullPath(true);
					configurer.setPathMatcher(matcher).setUrlPathHelper(helper);
				}
				if (this.environment.containsProperty("patterns-in-any-case")) {
					PathPatternParser parser = new PathPatternParser();
					parser.setCaseSensitive(false);
					configurer.setPatternParser(parser);
				}
			}

		}

	}

}
