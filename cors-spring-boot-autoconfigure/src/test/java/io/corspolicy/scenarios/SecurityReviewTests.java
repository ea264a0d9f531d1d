package io.corspolicy.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What went wrong in CORS libraries before, a test for each kind, named after the
 * advisory that it answers. On real servers where the server has a part in it.
 */
class SecurityReviewTests {

	private static final String APP = "https://app.example.com";

	private static final String EVIL = "https://evil.example";

	/**
	 * Tomcat's filter allowed any origin together with credentials by default
	 * (CVE-2018-8014); rs/cors turned a wildcard into any origin, reflected
	 * (CVE-2018-20744); Fiber let the two be combined (CVE-2024-25124).
	 */
	@Test
	void anyOriginIsNeverReflectedBesideCredentials() {
		assertThat(problems("*")).containsExactly(ProblemCode.CONFLICTING_ATTRIBUTES);
		assertThat(problems("https://*")).isNotEmpty();
		assertThat(problems("https://*.com")).isNotEmpty();
		assertThat(problems("~https://.*")).isNotEmpty();
		assertThat(problems("~https://.*\\.com")).isNotEmpty();
	}

	/**
	 * StackStorm answered {@code null}, which any sandboxed frame can be (CVE-2019-9580).
	 */
	@Test
	void theNullOriginNeverHasCredentials() {
		PolicySpec spec = spec(APP).with(Attribute.ALLOW_NULL_ORIGIN, true);
		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(() -> CompiledPolicy.compile("api", spec));
		assertThat(problems("null")).isNotEmpty();
	}

	/**
	 * gin-contrib/cors took a wildcard at the end for a prefix, so that
	 * {@code example.community} passed for {@code example.com} (CVE-2019-25211).
	 */
	@ParameterizedTest
	@ValueSource(strings = { "https://app.example.com*", "https://app.example.*", "https://app.*",
			"https://app.example.com/*", "https://*example.com", "http*://app.example.com" })
	void aWildcardIsNoPrefixAndNoSuffix(String entry) {
		assertThat(problems(entry)).isNotEmpty();
	}

	/**
	 * Only literal domains are safe from anybody on the way to plain http.
	 */
	@Test
	void originsThatAnybodyOnTheWayCouldForgeHaveNoCredentials() {
		assertThat(problems("http://app.example.com")).containsExactly(ProblemCode.INSECURE_ORIGIN);
	}

	private static List<ProblemCode> problems(String origin) {
		try {
			CompiledPolicy.compile("api", spec(origin));
			return List.of();
		}
		catch (InvalidPolicyException ex) {
			return ex.problems().stream().map((problem) -> problem.code()).toList();
		}
	}

	private static PolicySpec spec(String origin) {
		return PolicySpec.empty()
			.with(Attribute.ALLOWED_ORIGINS, List.of(origin))
			.with(Attribute.ALLOW_CREDENTIALS, true);
	}

	@Nested
	class OnTomcat extends OnServer {

		OnTomcat() {
			super(WebApplicationType.SERVLET, TomcatScenarioTests.Server.class);
		}

	}

	@Nested
	class OnNetty extends OnServer {

		OnNetty() {
			super(WebApplicationType.REACTIVE, NettyScenarioTests.Server.class);
		}

	}

	/**
	 * What a server has a part in.
	 */
	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	abstract static class OnServer {

		private final WebApplicationType type;

		private final Class<?> server;

		@SuppressWarnings("NullAway.Init")
		private ConfigurableApplicationContext context;

		private int port;

		OnServer(WebApplicationType type, Class<?> server) {
			this.type = type;
			this.server = server;
		}

		@BeforeAll
		void start() {
			this.context = new SpringApplicationBuilder(Application.class, this.server).web(this.type)
				.properties("server.port=0", "spring.config.location=optional:classpath:/none/",
						"spring.autoconfigure.exclude=" + SpringSecurity.AUTO_CONFIGURATIONS,
						"cors.policies.account.paths=/account/**", "cors.policies.account.allowed-origins[0]=" + APP,
						"cors.policies.account.allowed-origins[1]=https://*.example.org",
						"cors.policies.account.allowed-origins[2]=~https://pr-[0-9]+\\.example\\.net",
						"cors.policies.account.allow-credentials=true",
						"cors.policies.account.allowed-methods=GET, PUT, error",
						"cors.policies.account.allowed-headers=*", "cors.policies.admin.paths=/account/admin/**",
						"cors.policies.admin.allowed-origins=https://admin.example.com",
						"cors.policies.admin.allow-credentials=true", "cors.policies.everybody.paths=/**",
						"cors.policies.everybody.allowed-origins=*")
				.run();
			this.port = Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
		}

		@AfterAll
		void stop() {
			this.context.close();
		}

		/**
		 * go-restful matched expressions anywhere in the origin (CVE-2022-1996).
		 */
		@ParameterizedTest
		@ValueSource(strings = { "https://pr-1.example.net.evil.example", "https://pr-1.example.netx",
				"https://evil.example/https://pr-1.example.net", "https://evil.example?https://pr-1.example.net",
				"https://pr-1xexample.net", "https://pr-1.example.net:443", "x-https://pr-1.example.net" })
		void expressionsAreMatchedAgainstTheWholeOrigin(String origin) throws IOException {
			assertThat(allowedOrigin(get("/account/x", "https://pr-1.example.net"))).isNotNull();
			assertThat(allowedOrigin(get("/account/x", origin))).isNull();
		}

		/**
		 * The same advisory, and many an application: a suffix has to begin at a label.
		 */
		@ParameterizedTest
		@ValueSource(strings = { "https://evilexample.org", "https://evil-example.org", "https://example.org",
				"https://.example.org", "https://a..example.org", "https://a.example.org.",
				"https://a.example.org.evil.example", "https://a.example.org:8443", "https://evil.example#.example.org",
				"https://a@b.example.org", "https://evil.example\\.example.org", "https://app.example.com.evil.example",
				"https://app.example.comx", "https://xapp.example.com", "http://app.example.com",
				"HTTPS://app.example.com" })
		void aSuffixBeginsAtALabel(String origin) throws IOException {
			assertThat(allowedOrigin(get("/account/x", "https://a.example.org"))).isNotNull();
			assertThat(allowedOrigin(get("/account/x", origin))).isNull();
		}

		/**
		 * Flask-CORS looked at another path than the router (CVE-2020-25032), took
		 * {@code +} for a blank (CVE-2024-6844) and all cases for one (CVE-2024-6866):
		 * whatever the spelling, who is served the admin's page is held to its policy.
		 */
		@Test
		void aPathIsMatchedAsTheRouterMatchesIt() throws IOException {
			RawExchange admin = get("/account/admin/x", "https://admin.example.com");
			assertThat(admin.body()).contains("secret");
			assertThat(allowedOrigin(admin)).isEqualTo("https://admin.example.com");
			int served = 0;
			for (String path : List.of("/account/admin/x", "/account//admin/x", "//account/admin/x",
					"/account/./admin/x", "/public/../account/admin/x", "/account/%61dmin/x", "/account/admin;v=1/x",
					"/account;v=1/admin/x", "/account/admin/x;v=1", "/account/ADMIN/x", "/account/admin%2Fx",
					"/account%2Fadmin/x", "/account/+admin/x", "/account/admin+/x", "/account/admin/", "/account/admin",
					"/account/admin/x/", "/account/%2e/admin/x", "/account/public/..%2Fadmin/x", "/account/admin/x%00",
					"/account/admin/%78", "/account\\admin\\x", "/account/admin/x?/public",
					"/account/admin/x%3F/public")) {
				for (String origin : List.of(EVIL, APP)) {
					RawExchange exchange = get(path, origin);
					if (exchange.body().contains("secret")) {
						served++;
						assertThat(allowedOrigin(exchange)).as(path).isNull();
					}
					assertThat(exchange.status()).as(path).isLessThan(500);
				}
			}
			// The plain path, and those that every router takes for it.
			assertThat(served).isGreaterThanOrEqualTo(2 * 6);
		}

		/**
		 * Flask-CORS let a broader policy answer where a stricter one refused
		 * (CVE-2024-6839); containers start over for an error, and so may filters.
		 */
		@ParameterizedTest
		@ValueSource(strings = { "/account/x", "/account/error", "/account/missing", "/account/admin/x" })
		void whatAPolicyRefusesNoBroaderOneAllows(String path) throws IOException {
			assertThat(allowedOrigin(get("/elsewhere", EVIL))).isEqualTo("*");
			assertThat(allowedOrigin(get(path, EVIL))).isNull();
			assertThat(allowedOrigin(send("ERROR", path, "Origin: " + EVIL))).isNull();
			assertThat(allowedOrigin(preflight(path, EVIL, "GET", "x-a"))).isNull();
		}

		/**
		 * Flask-CORS wrote what was requested into its log (CVE-2024-1681).
		 */
		@Test
		void nothingRequestedIsLoggedRaw() throws IOException {
			ListAppender<ILoggingEvent> log = new ListAppender<>();
			Logger logger = (Logger) LoggerFactory.getLogger("io.corspolicy");
			log.start();
			logger.addAppender(log);
			logger.setLevel(Level.TRACE);
			try {
				for (String odd : List.of("\u001b[31mred", "a\u0085b", "a\u007fb", "a\tb", "${jndi:x}\u0000",
						"\u00e4\u2028")) {
					get("/account/x", "https://" + odd + ".example");
					send("GET", "/account/x" + odd.replaceAll("[\\s\\u0000-\\u001f]", "_"), "Origin: " + EVIL);
					preflight("/account/x", APP, odd, odd);
				}
			}
			finally {
				logger.setLevel(null);
				logger.detachAppender(log);
			}
			assertThat(log.list).isNotEmpty()
				.allSatisfy((event) -> assertThat(event.getFormattedMessage()).matches("[ -~]{1,700}"));
		}

		/**
		 * rs/cors spent minutes on a preflight with a long list of headers
		 * (GO-2024-2883).
		 */
		@Test
		void aLongListOfHeadersIsRefused() throws IOException {
			String list = IntStream.range(0, 1500).mapToObj((i) -> "x" + i).collect(Collectors.joining(","));
			assertThat(preflight("/account/x", APP, "GET", list.substring(0, 4000)).status()).isEqualTo(204);
			RawExchange refused = preflight("/account/x", APP, "GET", list.substring(0, 5000));
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.corsHeaders()).hasSize(1);
			RawExchange commas = preflight("/account/x", APP, "GET", ",".repeat(7000));
			assertThat(commas.status()).isLessThan(500);
		}

		/**
		 * Tomcat's filter did not say that the answer varies (CVE-2017-7674): a cache
		 * gave one page another one's, or an answer without headers.
		 */
		@ParameterizedTest
		@ValueSource(strings = { APP, EVIL, "null", "" })
		void everyAnswerVaries(String origin) throws IOException {
			for (String path : List.of("/account/x", "/account/missing", "/account/error", "/elsewhere")) {
				RawExchange exchange = origin.isEmpty() ? send("GET", path) : get(path, origin);
				assertThat(exchange.corsHeaders()).filteredOn((field) -> field.startsWith("Vary"))
					.hasSize(1)
					.allMatch((field) -> field.contains("Origin"));
			}
		}

		/**
		 * Flask-CORS opened private networks unless told not to (CVE-2024-6221).
		 */
		@Test
		void privateNetworksStayClosed() throws IOException {
			RawExchange exchange = send("OPTIONS", "/account/x", "Origin: " + APP, "Access-Control-Request-Method: GET",
					"Access-Control-Request-Private-Network: true");
			assertThat(exchange.status()).isEqualTo(204);
			assertThat(exchange.corsHeaders()).noneMatch((field) -> field.contains("Private-Network"));
		}

		/**
		 * Response splitting, the oldest of all: nothing of a request ends a line.
		 */
		@Test
		void nothingRequestedEndsALine() throws IOException {
			assertThat(preflight("/account/x", APP, "GET", "x-a, x-b").corsHeaders())
				.contains("Access-Control-Allow-Headers: x-a, x-b");
			for (String end : List.of("%0d%0a", "\r", "\r\r", "\u0085", "\u000b", "\u0000")) {
				RawExchange exchange = preflight("/account/x", APP, "GET", "x-a" + end + "Set-Cookie: a=b");
				assertThat(exchange.headers()).as(end).noneMatch((field) -> field.is("Set-Cookie"));
				assertThat(exchange.status()).as(end).isIn(400, 403);
			}
		}

		private RawExchange get(String path, String origin) throws IOException {
			return send("GET", path, "Origin: " + origin);
		}

		private RawExchange preflight(String path, String origin, String method, String headers) throws IOException {
			return send("OPTIONS", path, "Origin: " + origin, "Access-Control-Request-Method: " + method,
					"Access-Control-Request-Headers: " + headers);
		}

		private RawExchange send(String method, String path, String... fields) throws IOException {
			String lines = Arrays.stream(fields).map((field) -> field + "\r\n").collect(Collectors.joining());
			String request = method + " " + path + " HTTP/1.1\r\nHost: localhost:" + this.port + "\r\n" + lines
					+ "Connection: close\r\n\r\n";
			return RawExchange.send(this.port, request.getBytes(StandardCharsets.ISO_8859_1));
		}

		private static @Nullable String allowedOrigin(RawExchange exchange) {
			return exchange.headers()
				.stream()
				.filter((field) -> field.is("Access-Control-Allow-Origin"))
				.map((field) -> Objects.requireNonNull(field.value()))
				.findFirst()
				.orElse(null);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@RequestMapping({ "/account/admin", "/account/admin/**" })
		String admin() {
			return "secret";
		}

		@RequestMapping("/account/error")
		String error() {
			throw new IllegalStateException("expected");
		}

		@RequestMapping({ "/account/x", "/elsewhere" })
		String anything() {
			return "public";
		}

	}

}
