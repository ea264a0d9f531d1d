package io.corspolicy.running;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.DecisionReason;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.observe.Refusal;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import io.corspolicy.scenarios.SpringSecurity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application on a real server whose policies change, and are watched, while it runs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RunningApplicationTests {

	private static final String APP = "https://app.example.com";

	private static final String EVIL = "https://evil.example";

	/** More under the profile {@code fuzz}. */
	private static final int SWAPS = Integer.getInteger("swaps", 300);

	private final WebApplicationType type;

	private final Class<?> server;

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	private final Logger logger = (Logger) LoggerFactory.getLogger("io.corspolicy");

	@SuppressWarnings("NullAway.Init")
	private ConfigurableApplicationContext context;

	@SuppressWarnings("NullAway.Init")
	private CorsPolicyRegistry registry;

	private int port;

	RunningApplicationTests(WebApplicationType type, Class<?> server) {
		this.type = type;
		this.server = server;
	}

	@BeforeAll
	void start() {
		this.context = new SpringApplicationBuilder(Application.class, this.server).web(this.type)
			.properties("server.port=0", "spring.config.location=optional:classpath:/none/",
					"spring.autoconfigure.exclude=" + SpringSecurity.AUTO_CONFIGURATIONS,
					"cors.policies.live.paths=/live/**", "cors.policies.live.allowed-origins=${front-end}",
					"front-end=" + APP, "cors.policies.live.allowed-headers=X-Trace", "cors.policies.open.paths=/open",
					"cors.policies.open.allowed-origins=*", "cors.policies.open.candidate=closed",
					"cors.policies.closed.allowed-origins=" + APP, "cors.policies.closed.max-age=30m")
			.run();
		this.port = Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
		this.registry = this.context.getBean(CorsPolicyRegistry.class);
	}

	@AfterAll
	void stop() {
		this.context.close();
	}

	@BeforeEach
	void listen() {
		this.log.start();
		this.logger.addAppender(this.log);
		this.logger.setLevel(Level.INFO);
	}

	@AfterEach
	void reset() {
		this.logger.detachAppender(this.log);
		this.logger.setLevel(null);
		this.log.list.clear();
		this.context.getBean(Tenants.class).definitions = Tenants.ONE;
		this.registry.refresh();
	}

	@Test
	@Timeout(120)
	void noRequestSeesAMixOfTwoSets() throws Exception {
		Tenants tenants = this.context.getBean(Tenants.class);
		List<byte[]> requests = List.of(request("GET", "/tenants/data", APP), request("GET", "/tenants/data", EVIL),
				preflight("/tenants/data", APP, "PUT"), preflight("/tenants/data", EVIL, "PUT"));
		List<Set<List<String>>> expected = new ArrayList<>();
		requests.forEach((request) -> expected.add(ConcurrentHashMap.newKeySet()));
		for (List<PolicyDefinition> set : List.of(Tenants.ONE, Tenants.OTHER)) {
			tenants.definitions = set;
			this.registry.refresh();
			for (int i = 0; i < requests.size(); i++) {
				expected.get(i).add(send(requests.get(i)));
			}
		}
		assertThat(expected).allMatch((answers) -> answers.size() == 2);
		AtomicBoolean done = new AtomicBoolean();
		ExecutorService clients = Executors.newFixedThreadPool(3);
		try {
			List<Future<Integer>> answered = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				answered.add(clients.submit(client(requests, expected, done)));
			}
			for (int i = 0; i < SWAPS; i++) {
				tenants.definitions = (i % 2 == 0) ? Tenants.ONE : Tenants.OTHER;
				this.registry.refresh();
				if (i % 10 == 0) {
					tenants.definitions = Tenants.INVALID;
					assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(this.registry::refresh)
						.satisfies((ex) -> assertThat(ex.problems()).hasSize(2));
				}
			}
			done.set(true);
			for (Future<Integer> client : answered) {
				assertThat(client.get(60, TimeUnit.SECONDS)).isGreaterThan(50);
			}
		}
		finally {
			done.set(true);
			clients.shutdownNow();
		}
	}

	/** Sends requests over and over; what it sees is wholly of one set or the other. */
	private Callable<Integer> client(List<byte[]> requests, List<Set<List<String>>> expected, AtomicBoolean done) {
		return () -> {
			int count = 0;
			while (!done.get() || count < 60) {
				int i = count++ % requests.size();
				assertThat(send(requests.get(i))).isIn(expected.get(i));
			}
			return count;
		};
	}

	@Test
	void aChangedEnvironmentTakesEffect() throws IOException {
		assertThat(send(request("GET", "/live/x", APP))).contains("Access-Control-Allow-Origin: " + APP);
		change("cors.policies.live.allowed-origins=https://new.example.com", "cors.policies.live.allowed-origins");
		assertThat(send(request("GET", "/live/x", APP))).containsExactly("200", "Vary: Origin");
		assertThat(send(request("GET", "/live/x", "https://new.example.com")))
			.contains("Access-Control-Allow-Origin: https://new.example.com");
		change("cors.debug=true", "cors.debug");
		assertThat(this.registry.isDebug()).isTrue();
		change("cors.debug=false", "CORS_DEBUG");
		assertThat(this.registry.isDebug()).isFalse();
		change("cors.policies.live.allowed-origins=${front-end}", "cors.policies.live.allowed-origins");
		assertThat(send(request("GET", "/live/x", APP))).contains("Access-Control-Allow-Origin: " + APP);
	}

	@Test
	void whatPropertiesTakeTheirValueFromCounts() throws IOException {
		change("front-end=https://new.example.com", "front-end");
		assertThat(send(request("GET", "/live/x", APP))).containsExactly("200", "Vary: Origin");
		change("front-end=" + APP, "front-end");
		assertThat(send(request("GET", "/live/x", APP))).contains("Access-Control-Allow-Origin: " + APP);
	}

	@Test
	void anEnvironmentThatChangesElsewhereReadsNothing() {
		int before = this.context.getBean(Tenants.class).reads;
		change("corsair=x", "corsair");
		change("my.cors.policies.live.max-age=x", "my.cors.policies.live.max-age");
		assertThat(this.context.getBean(Tenants.class).reads).isEqualTo(before);
	}

	@Test
	void aRefreshOfTheApplicationReadsWhatIsNoProperty() throws IOException {
		byte[] request = request("GET", "/tenants/data", APP);
		this.context.getBean(Tenants.class).definitions = Tenants.OTHER;
		this.context.publishEvent(new RefreshScopeRefreshedEvent("oneBean"));
		assertThat(send(request)).contains("Access-Control-Expose-Headers: X-A1");
		this.context.publishEvent(new RefreshScopeRefreshedEvent());
		assertThat(send(request)).contains("Access-Control-Expose-Headers: X-B2");
		this.context.getBean(Tenants.class).definitions = Tenants.INVALID;
		this.context.publishEvent(new RefreshScopeRefreshedEvent());
		assertThat(send(request)).contains("Access-Control-Expose-Headers: X-B2");
		assertThat(this.log.list).last()
			.extracting(ILoggingEvent::getFormattedMessage)
			.asString()
			.contains("The CORS policies stay as they are");
	}

	@Test
	void aRefusedChangeKeepsThePoliciesAndSaysEverything() throws IOException {
		change("cors.policies.live.max-age=2d", "cors.policies.live.max-age");
		TestPropertyValues.of("cors.policies.live.allowed-headers=Cookie").applyTo(this.context);
		change("cors.policies.live.candidate=nobody", "cors.policies.live.candidate");
		assertThat(send(request("GET", "/live/x", APP))).contains("Access-Control-Allow-Origin: " + APP);
		assertThat(this.log.list).last().satisfies((event) -> {
			assertThat(event.getLevel()).isEqualTo(Level.ERROR);
			assertThat(event.getFormattedMessage()).contains("The CORS policies stay as they are",
					"cors.policies.live.max-age", "cors.policies.live.allowed-headers", "Cookie",
					"cors.policies.live.candidate", "there is no such policy, only closed, open, tenant-a");
		});
		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(this.registry::refresh);
		TestPropertyValues
			.of("cors.policies.live.max-age=30m", "cors.policies.live.allowed-headers=X-Trace",
					"cors.policies.live.candidate=closed")
			.applyTo(this.context);
	}

	@Test
	void requestsAreCounted() throws IOException {
		send(request("GET", "/open", null));
		send(request("GET", "/counted", APP));
		double before = count("cors.requests", "policy", "open", "type", "actual", "outcome", "allowed", "reason",
				"allowed");
		send(request("GET", "/open", APP));
		send(request("GET", "/open", EVIL));
		assertThat(
				count("cors.requests", "policy", "open", "type", "actual", "outcome", "allowed", "reason", "allowed"))
			.isEqualTo(before + 2);
		send(preflight("/live/x", EVIL, "GET"));
		assertThat(count("cors.requests", "policy", "live", "type", "preflight", "outcome", "refused", "reason",
				"origin-not-allowed"))
			.isPositive();
		send(preflight("/annotated", APP, "GET"));
		send(preflight("/annotated/alone", APP, "GET"));
		assertThat(count("cors.requests", "policy", "live", "type", "preflight", "outcome", "allowed", "reason",
				"allowed"))
			.isPositive();
		assertThat(count("cors.requests", "policy", "@CorsPolicy", "type", "preflight", "outcome", "allowed", "reason",
				"allowed"))
			.isPositive();
		assertThat(this.context.getBean(MeterRegistry.class).find("cors.requests").counters()).allSatisfy((counter) -> {
			assertThat(counter.getId().getTags()).extracting("key")
				.containsExactlyInAnyOrder("policy", "type", "outcome", "reason");
			assertThat(counter.getId().getTag("policy")).isIn("open", "live", "@CorsPolicy", "tenant-a", "tenant-b");
			assertThat(counter.getId().getTag("reason"))
				.isIn(Arrays.stream(DecisionReason.values()).map(DecisionReason::code).toList());
		});
	}

	@Test
	void whatACandidateWouldChangeIsCountedAndLogged() throws IOException {
		double refused = candidate("would-refuse");
		double headers = candidate("other-headers");
		List<String> answer = send(request("GET", "/open", "https://first.example"));
		assertThat(answer).contains("Access-Control-Allow-Origin: *");
		assertThat(candidate("would-refuse")).isEqualTo(refused + 1);
		send(request("GET", "/open", "https://first.example"));
		send(request("GET", "/open", APP));
		assertThat(candidate("would-refuse")).isEqualTo(refused + 2);
		assertThat(candidate("other-headers")).isEqualTo(headers + 1);
		assertThat(lines(Level.INFO)).containsOnlyOnce(
				"Policy open allows actual GET /open from https://first.example, its candidate closed would refuse "
						+ "(origin-not-allowed)");
		assertThat(this.context.getBean(MeterRegistry.class).get("cors.requests").counters())
			.noneMatch((counter) -> "closed".equals(counter.getId().getTag("policy")));
	}

	@Test
	void refusalsAreRemembered() throws IOException {
		send(request("GET", "/live/x", "https://remembered.example"));
		send(request("GET", "/live/x", "https://remembered.example"));
		send(request("GET", "/live/x", "x".repeat(400)));
		for (int i = 0; i < 9; i++) {
			send(request("GET", "/live/x", "https://app" + i + ".example\u0001"));
		}
		List<Refusal> refusals = this.registry.refusals();
		assertThat(refusals).anySatisfy((refusal) -> {
			assertThat(refusal.policy()).isEqualTo("live");
			assertThat(refusal.kind()).isEqualTo(CorsDecision.Kind.ACTUAL);
			assertThat(refusal.reason()).isEqualTo(DecisionReason.ORIGIN_NOT_ALLOWED);
			assertThat(refusal.count()).isGreaterThanOrEqualTo(2);
			assertThat(refusal.origins()).hasSizeLessThanOrEqualTo(10).contains("https://remembered.example");
		});
		assertThat(refusals).flatExtracting(Refusal::origins)
			.allMatch((origin) -> origin.length() < 330 && origin.matches("[ -~]*"));
	}

	@Test
	void everyDecisionIsLoggedWithoutHarm() throws IOException {
		this.logger.setLevel(Level.DEBUG);
		send(preflight("/live/x", APP, "GET"));
		send(request("GET", "/live/x", "https://a\u007fb\u001b[31m" + "c".repeat(300)));
		send(request("GET", "/live/x", null));
		assertThat(lines(Level.DEBUG)).contains("Allowed preflight GET /live/x from " + APP + " by policy live")
			.allMatch((line) -> line.matches("[ -~]{1,600}"));
		assertThat(lines(Level.DEBUG)).filteredOn((line) -> line.contains("/live/x")).hasSizeBetween(1, 2);
	}

	@Test
	void aListenerThatThrowsHarmsNoRequest() throws IOException {
		Listeners listeners = this.context.getBean(Listeners.class);
		listeners.failing = true;
		try {
			assertThat(send(request("GET", "/live/x", APP))).contains("200", "Access-Control-Allow-Origin: " + APP);
			assertThat(send(preflight("/live/x", APP, "GET"))).contains("204", "Access-Control-Allow-Origin: " + APP);
			assertThat(send(request("GET", "/open", "https://failing.example"))).contains("200");
		}
		finally {
			listeners.failing = false;
		}
		// The one after it has heard everything, and the log has one line.
		assertThat(listeners.heard).contains("actual /live/x", "preflight /live/x");
		assertThat(lines(Level.WARN)).filteredOn((line) -> line.contains("listener")).hasSize(1);
	}

	@Test
	void theApplicationKnowsTheDecision() throws IOException {
		assertThat(body(request("GET", "/live/x", APP))).isEqualTo("ACTUAL live true true");
		assertThat(body(request("GET", "/live/x", EVIL))).isEqualTo("ACTUAL live false false");
		assertThat(body(request("GET", "/live/x", null))).isEqualTo("NOT_CORS live false false");
		assertThat(body(request("GET", "/elsewhere", APP))).isEqualTo("none");
		assertThat(body(request("DELETE", "/tenants/data", APP))).isEqualTo("ACTUAL tenant-a false true");
	}

	/**
	 * Preflights are answered at once, with requests of all kinds before and behind them:
	 * no server may lose a connection over it (reactor/reactor-netty#4361).
	 */
	@Test
	@Timeout(60)
	void aConnectionGoesOnAfterPreflights() throws IOException {
		byte[] post = bytes(
				"POST /live/x HTTP/1.1\r\nHost: localhost\r\nOrigin: " + APP + "\r\nContent-Length: 2\r\n\r\n{}");
		List<byte[]> requests = new ArrayList<>(List.of(post));
		List.of(preflight("/live/x", APP, "GET"), preflight("/live/x", EVIL, "GET"), request("GET", "/live/x", APP),
				request("DELETE", "/live/x", null))
			.forEach((request) -> requests
				.add(bytes(new String(request, StandardCharsets.ISO_8859_1).replace("Connection: close\r\n", ""))));
		Random random = new Random(1);
		for (int connection = 0; connection < 5; connection++) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				socket.setSoTimeout(5_000);
				InputStream in = new BufferedInputStream(socket.getInputStream());
				for (int i = 0; i < 90; i++) {
					socket.getOutputStream().write(requests.get(random.nextInt(requests.size())));
					assertThat(readResponse(in)).as("request %d", i).startsWith("HTTP/1.1 ");
				}
			}
		}
	}

	private static String readResponse(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
			int next = in.read();
			assertThat(next).as("the connection's end after %s", head).isNotNegative();
			head.append((char) next);
		}
		Matcher length = Pattern.compile("(?i)content-length: *(\\d+)").matcher(head);
		if (length.find()) {
			in.readNBytes(Integer.parseInt(length.group(1)));
		}
		return head.toString();
	}

	private double candidate(String change) {
		return count("cors.candidate", "policy", "open", "candidate", "closed", "change", change);
	}

	private double count(String name, String... tags) {
		Counter counter = this.context.getBean(MeterRegistry.class).find(name).tags(tags).counter();
		return (counter != null) ? counter.count() : 0;
	}

	private List<String> lines(Level level) {
		return this.log.list.stream()
			.filter((event) -> event.getLevel().equals(level))
			.filter((event) -> Stream.of("decisions", "DecisionListeners").anyMatch(event.getLoggerName()::endsWith))
			.map(ILoggingEvent::getFormattedMessage)
			.toList();
	}

	private void change(String property, String key) {
		TestPropertyValues.of(property).applyTo(this.context);
		this.context.publishEvent(new EnvironmentChangeEvent(this.context, Set.of(key)));
	}

	private static byte[] preflight(String path, String origin, String method) {
		return bytes("OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
				+ "\r\nAccess-Control-Request-Method: " + method
				+ "\r\nAccess-Control-Request-Headers: x-trace\r\nConnection: close\r\n\r\n");
	}

	private static byte[] request(String method, String path, @Nullable String origin) {
		return bytes(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n"
				+ ((origin != null) ? "Origin: " + origin + "\r\n" : "") + "Connection: close\r\n\r\n");
	}

	private static byte[] bytes(String request) {
		return request.getBytes(StandardCharsets.ISO_8859_1);
	}

	/** Status and CORS headers, in order. */
	private List<String> send(byte[] request) throws IOException {
		String[] head = exchange(request).split("\r\n\r\n", 2)[0].split("\r\n");
		List<String> answer = new ArrayList<>(List.of(head[0].split(" ")[1]));
		Arrays.stream(head)
			.filter((line) -> line.matches("(?i)(access-control-|vary|cross-origin-).*"))
			.sorted()
			.forEach(answer::add);
		return answer;
	}

	private String body(byte[] request) throws IOException {
		String[] lines = exchange(request).split("\r\n\r\n", 2)[1].split("\r\n");
		// A chunk's length comes first.
		return lines[(lines.length > 1) ? 1 : 0];
	}

	private String exchange(byte[] request) throws IOException {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request);
			socket.getOutputStream().flush();
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
		}
	}

	/**
	 * Two sets of policies, two policies on one path in each, no two of which answer
	 * alike; and a set that is no good.
	 */
	static class Tenants implements PolicySource {

		static final List<PolicyDefinition> ONE = List.of(tenant("tenant-a", APP, "X-A1", "PUT", 1),
				tenant("tenant-b", EVIL, "X-B1", "PUT", 2));

		static final List<PolicyDefinition> OTHER = List.of(tenant("tenant-a", EVIL, "X-A2", "PUT", 3),
				tenant("tenant-b", APP, "X-B2", "PATCH", 4));

		static final List<PolicyDefinition> INVALID = List.of(tenant("tenant-a", "*", "X-A3", "PUT", 5),
				tenant("tenant-b", APP + "/", "X-B3", "PATCH", 6));

		private volatile List<PolicyDefinition> definitions = ONE;

		private volatile int reads;

		private static PolicyDefinition tenant(String name, String origin, String header, String method, int seconds) {
			return new PolicyDefinition(name, List.of("/tenants/**"),
					PolicySpec.empty()
						.with(Attribute.ALLOWED_ORIGINS, List.of(origin))
						.with(Attribute.ALLOW_CREDENTIALS, true)
						.with(Attribute.ALLOWED_METHODS, List.of("GET", method))
						.with(Attribute.ALLOWED_HEADERS, List.of("X-Trace"))
						.with(Attribute.EXPOSED_HEADERS, List.of(header))
						.with(Attribute.MAX_AGE, java.time.Duration.ofSeconds(seconds)));
		}

		@Override
		@SuppressWarnings("NonAtomicOperationOnVolatileField")
		public List<PolicyDefinition> policies() {
			this.reads++;
			return this.definitions;
		}

	}

	/**
	 * A listener that may throw wherever it is called, and one that comes after it.
	 */
	static class Listeners {

		private final List<String> heard = new CopyOnWriteArrayList<>();

		private volatile boolean failing;

		DecisionListener throwing() {
			return (decision, method, path, origin) -> {
				if (this.failing) {
					throw new StackOverflowError();
				}
			};
		}

		DecisionListener hearing() {
			return (decision, method, path, origin) -> this.heard
				.add(decision.kind().name().toLowerCase(Locale.ROOT) + " " + path);
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@RestController
	static class Application {

		@Bean
		Tenants tenants() {
			return new Tenants();
		}

		@Bean
		Listeners listeners() {
			return new Listeners();
		}

		@Bean
		DecisionListener firstListener(Listeners listeners) {
			return listeners.throwing();
		}

		@Bean
		DecisionListener secondListener(Listeners listeners) {
			return listeners.hearing();
		}

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

		@RequestMapping("/annotated")
		@CorsPolicy(value = "live", allowedHeaders = "X-Trace")
		Map<String, String> derived() {
			return Map.of();
		}

		@RequestMapping("/annotated/alone")
		@CorsPolicy(allowedOrigins = APP, allowedHeaders = "X-Trace")
		Map<String, String> alone() {
			return Map.of();
		}

		@RequestMapping({ "/live/**", "/open", "/tenants/**", "/elsewhere" })
		String decision(@RequestAttribute(name = CorsDecision.REQUEST_ATTRIBUTE,
				required = false) @Nullable CorsDecision decision) {
			return (decision == null) ? "none" : decision.kind() + " " + decision.policy() + " " + decision.isAllowed()
					+ " " + decision.isOriginAllowed();
		}

	}

}
