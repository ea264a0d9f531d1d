package io.corspolicy.scenarios;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.corspolicy.logs.CapturedLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The handler has the last word, whatever filters did to path and method; and nobody gets
 * round the guard of a response.
 */
class HandlerPolicyTests {

	private static final String ADMIN = "https://admin.example.com";

	private static final String APP = "https://app.example.com";

	private static final String EVIL = "https://evil.example";

	@Nested
	class OnTomcat extends OnServletServer {

		OnTomcat() {
			super(TomcatScenarioTests.Server.class);
		}

	}

	@Nested
	class OnJetty extends OnServletServer {

		OnJetty() {
			super(JettyScenarioTests.Server.class);
		}

	}

	@Nested
	class OnNetty extends OnServer {

		OnNetty() {
			super(WebApplicationType.REACTIVE, ReactiveRewritingApplication.class, NettyScenarioTests.Server.class);
		}

	}

	/**
	 * What only servlets can do.
	 */
	abstract static class OnServletServer extends OnServer {

		OnServletServer(Class<?> server) {
			super(WebApplicationType.SERVLET, RewritingApplication.class, server);
		}

		@ParameterizedTest
		@ValueSource(strings = { "/pub/forward", "/pub/dispatch", "/pub/error" })
		void whatAHandlerDispatchesToKeepsTheDecision(String path) throws IOException {
			RawExchange exchange = get(path, EVIL);
			assertThat(exchange.body()).containsAnyOf("ran", "error");
			assertThat(exchange.corsHeaders()).containsExactly("Access-Control-Allow-Origin: *", "Vary: Origin");
		}

		@Test
		void aHandlerThatIsChosenAsynchronouslyIsAskedToo() throws IOException {
			RawExchange exchange = send("GET", "/pub", "Origin: " + EVIL, "X-Path: /report", "X-Deferred: 1");
			assertRejected(exchange);
			assertThat(send("GET", "/pub", "Origin: " + EVIL, "X-Deferred: 1").corsHeaders())
				.containsExactly("Access-Control-Allow-Origin: *", "Vary: Origin");
		}

		@Test
		void anAsynchronousContextHasTheGuardedResponse() throws IOException {
			RawExchange exchange = get("/pub/fields?of=async", APP);
			assertThat(exchange.body()).contains("ran");
			assertThat(exchange.headers()).anyMatch((field) -> field.is("X-Own"));
			assertThat(exchange.corsHeaders()).containsExactly("Access-Control-Allow-Origin: *", "Vary: Origin");
		}

	}

	/**
	 * What holds on every server.
	 */
	@TestInstance(TestInstance.Lifecycle.PER_CLASS)
	abstract static class OnServer {

		private final WebApplicationType type;

		private final Class<?>[] sources;

		@SuppressWarnings("NullAway.Init")
		private ConfigurableApplicationContext context;

		private int port;

		OnServer(WebApplicationType type, Class<?>... sources) {
			this.type = type;
			this.sources = sources;
		}

		@BeforeAll
		void start() {
			this.context = new SpringApplicationBuilder(this.sources).web(this.type)
				.properties("server.port=0", "spring.config.location=optional:classpath:/none/",
						"spring.autoconfigure.exclude=" + SpringSecurity.AUTO_CONFIGURATIONS,
						"cors.policies.pub.paths=/**", "cors.policies.pub.allowed-origins=*",
						"cors.policies.admin.paths=/report, /route, /named-bean",
						"cors.policies.admin.allowed-origins=" + ADMIN, "cors.policies.admin.allow-credentials=true",
						"cors.policies.admin.reject-disallowed=true", "cors.policies.quiet.paths=/quiet/**, /error",
						"cors.policies.quiet.allowed-origins=" + ADMIN, "cors.policies.socket.paths=/socket",
						"cors.policies.socket.allowed-origins=" + ADMIN,
						"cors.policies.socket.check-websocket-origin=true",
						"cors.policies.forwarding.paths=/forwarding", "cors.policies.forwarding.allowed-origins=" + APP,
						"cors.policies.forwarding.forward-preflight=true",
						"cors.policies.forwarding.cross-origin-resource-policy=cross-origin",
						"cors.policies.forwarding.timing-allow-origin=true",
						"cors.policies.annotated.allowed-origins=" + ADMIN,
						"cors.policies.annotated.reject-disallowed=true")
				.run();
			this.port = Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
		}

		@AfterAll
		void stop() {
			this.context.close();
		}

		/**
		 * With Spring's own filter for trailing slashes.
		 */
		@Test
		void aTrailingSlashThatAFilterRemovesGetsRoundNoPolicy() throws IOException {
			assertThat(get("/report", ADMIN).corsHeaders()).contains("Access-Control-Allow-Origin: " + ADMIN);
			assertRejected(get("/report", EVIL));
			assertRejected(get("/report/", EVIL));
			assertWithheld(get("/report/", ADMIN));
			assertWithheld(get("/closed/", EVIL));
			assertThat(get("/pub/", EVIL).corsHeaders()).containsExactly("Access-Control-Allow-Origin: *",
					"Vary: Origin");
		}

		/**
		 * With Spring's own filter for hidden methods.
		 */
		@Test
		void aMethodThatAFilterPutsInGetsRoundNoPolicy() throws IOException {
			assertThat(form("/items", "", EVIL).corsHeaders()).contains("Access-Control-Allow-Origin: *");
			assertRejected(form("/items", "_method=DELETE", EVIL));
			assertWithheld(form("/items", "_method=DELETE", ADMIN));
			RawExchange without = form("/items", "_method=DELETE", null);
			assertThat(without.body()).contains("ran");
		}

		@ParameterizedTest
		@ValueSource(strings = { "/report", "/route", "/named-bean" })
		void anyHandlerRejectsWhatItsPolicyRejects(String path) throws IOException {
			for (String decided : List.of("/pub", "/free", "/quiet", "/missing")) {
				assertRejected(send("GET", decided, "Origin: " + EVIL, "X-Path: " + path));
				assertWithheld(send("GET", decided, "Origin: " + ADMIN, "X-Path: " + path));
				RawExchange without = send("GET", decided, "X-Path: " + path);
				assertWithheld(without);
				assertThat(without.headers()).anyMatch((field) -> field.is("Vary"));
			}
		}

		@ParameterizedTest
		@ValueSource(strings = { "/quiet", "/quiet/own", "/quiet/cross-origin", "/closed" })
		void noHandlerIsReadableUnderAnotherPolicy(String path) throws IOException {
			for (String decided : List.of("/pub", "/free")) {
				for (String origin : List.of(EVIL, APP, ADMIN)) {
					if (!decided.equals("/free") || !path.equals("/closed")) {
						assertWithheld(send("GET", decided, "Origin: " + origin, "X-Path: " + path));
					}
				}
			}
		}

		@ParameterizedTest
		@CsvSource({ "/pub, /pub/other", "/pub/other, /pub", "/pub, /items", "/pub/x, /pub" })
		void theSamePolicyStands(String decided, String path) throws IOException {
			RawExchange exchange = send("GET", decided, "Origin: " + APP, "X-Path: " + path);
			assertThat(exchange.body()).contains("ran");
			assertThat(exchange.corsHeaders()).containsExactly("Access-Control-Allow-Origin: *", "Vary: Origin");
		}

		@Test
		void theOtherFieldsOfAPolicyGoWithIt() throws IOException {
			assertThat(get("/forwarding", APP).corsHeaders()).hasSize(4);
			RawExchange exchange = send("GET", "/forwarding", "Origin: " + APP, "X-Path: /quiet");
			assertThat(exchange.body()).contains("ran");
			assertThat(exchange.corsHeaders()).containsExactly("Vary: Origin");
		}

		@Test
		void aForwardedPreflightIsComparedToo() throws IOException {
			String[] fields = { "Origin: " + APP, "Access-Control-Request-Method: GET" };
			assertThat(send("OPTIONS", "/forwarding", fields).corsHeaders())
				.contains("Access-Control-Allow-Origin: " + APP);
			for (String path : List.of("/report", "/quiet", "/closed", "/route")) {
				String[] rewritten = Arrays.copyOf(fields, 3);
				rewritten[2] = "X-Path: " + path;
				RawExchange exchange = send("OPTIONS", "/forwarding", rewritten);
				assertThat(exchange.corsHeaders()).as(path).allMatch((field) -> field.startsWith("Vary"));
				assertThat(exchange.status()).isLessThan(500);
			}
			assertThat(send("OPTIONS", "/free", "Origin: " + EVIL, "Access-Control-Request-Method: GET",
					"X-Path: /quiet/cross-origin")
				.corsHeaders()).allMatch((field) -> field.startsWith("Vary"));
		}

		@Test
		void aHandshakeIsCheckedToo() throws IOException {
			for (String decided : List.of("/pub", "/free")) {
				assertRejected(send("GET", decided, "Origin: " + EVIL, "Upgrade: websocket", "Connection: Upgrade",
						"X-Path: /socket"));
				assertWithheld(send("GET", decided, "Origin: " + EVIL, "X-Path: /socket"));
			}
		}

		@Test
		void aHandlerIsWarnedOfOnce() throws IOException {
			try (CapturedLog log = new CapturedLog("io.corspolicy.decisions", Level.WARN)) {
				for (int i = 0; i < 3; i++) {
					send("GET", "/pub", "Origin: " + EVIL, "X-Path: /quiet/warned");
					send("GET", "/free", "X-Path: /quiet/warned");
					send("GET", "/pub", "Origin: " + EVIL, "X-Path: /items");
				}
				assertThat(log.events()).extracting(ILoggingEvent::getFormattedMessage)
					.filteredOn((line) -> line.contains("cors.filter-order"))
					.singleElement()
					.asString()
					.contains("Handlers#warned", "policy quiet", "policy pub");
			}
		}

		@Test
		void everySpellingOfAnAccessControlFieldIsGoverned() throws IOException {
			RawExchange exchange = get("/pub/fields", APP);
			assertThat(exchange.body()).contains("ran");
			assertThat(exchange.headers()).anyMatch((field) -> field.is("X-Own"));
			assertThat(exchange.headers()).filteredOn((field) -> field.toString().contains("ontrol"))
				.hasSize(1)
				.allMatch((field) -> field.toString().equals("Access-Control-Allow-Origin: *"));
		}

		/**
		 * Whatever the server makes of such names, it makes the same of them on a path
		 * with a policy.
		 */
		@Test
		void namesThatAreNoneAreTheServersOwnBusiness() throws IOException {
			RawExchange governed = get("/pub/fields?of=empty-names", APP);
			RawExchange free = get("/free/fields?of=empty-names", APP);
			assertThat(governed.status()).isEqualTo(free.status());
			assertThat(governed.headers()).filteredOn((field) -> field.is("X-Own"))
				.hasSameSizeAs(free.headers().stream().filter((field) -> field.is("X-Own")).toList());
		}

		final RawExchange get(String path, String origin) throws IOException {
			return send("GET", path, "Origin: " + origin);
		}

		private RawExchange form(String path, String body, @Nullable String origin) throws IOException {
			String text = body + "&x=" + "y".repeat(20 - body.length());
			return exchange("POST", path, text,
					(origin != null)
							? new String[] { "Origin: " + origin, "Content-Length: " + text.length(),
									"Content-Type: application/x-www-form-urlencoded" }
							: new String[] { "Content-Length: " + text.length(),
									"Content-Type: application/x-www-form-urlencoded" });
		}

		final RawExchange send(String method, String path, String... fields) throws IOException {
			return exchange(method, path, "", fields);
		}

		private RawExchange exchange(String method, String path, String body, String... fields) throws IOException {
			String lines = Arrays.stream(fields).map((field) -> field + "\r\n").collect(Collectors.joining());
			String request = method + " " + path + " HTTP/1.1\r\nHost: localhost:" + this.port + "\r\n" + lines
					+ "Connection: close\r\n\r\n" + body;
			return RawExchange.send(this.port, request.getBytes(StandardCharsets.ISO_8859_1));
		}

		static void assertRejected(RawExchange exchange) {
			assertThat(exchange.status()).as(exchange.toString()).isEqualTo(403);
			assertThat(exchange.body()).doesNotContain("ran");
			assertThat(exchange.corsHeaders()).allMatch((field) -> field.startsWith("Vary"));
		}

		static void assertWithheld(RawExchange exchange) {
			assertThat(exchange.status()).as(exchange.toString()).isEqualTo(200);
			assertThat(exchange.body()).contains("ran");
			assertThat(exchange.corsHeaders()).as(exchange.toString()).allMatch((field) -> field.startsWith("Vary"));
		}

	}

}
