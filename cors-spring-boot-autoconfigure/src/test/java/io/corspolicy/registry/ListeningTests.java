package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CandidateChange;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.DecisionReason;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.text.SafeText;
import io.corspolicy.logs.CapturedLog;
import io.corspolicy.metrics.DecisionMetrics;
import io.corspolicy.observe.Refusal;
import io.corspolicy.path.RoutedRequestReader;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Who hears of a decision, and what is written down of it: log, refusals, candidates.
 */
class ListeningTests {

	private static final String APP = "https://app.example.com";

	private static final String EVIL = "https://evil.example";

	private static final PolicyDefinition NEXT = new PolicyDefinition("next", List.of(),
			PolicySpec.empty()
				.with(Attribute.ALLOWED_ORIGINS, List.of(APP, "https://new.example.com", "https://*.tenants.example"))
				.with(Attribute.ALLOWED_METHODS, List.of("GET", "PUT"))
				.with(Attribute.EXPOSED_HEADERS, List.of("X-Next"))
				.with(Attribute.PREFLIGHT_STATUS, 200));

	private static final PolicyDefinition LIVE = new PolicyDefinition("live", List.of("/x"),
			PolicySpec.empty()
				.with(Attribute.ALLOWED_ORIGINS, List.of(APP, "https://old.example.com"))
				.with(Attribute.ALLOWED_METHODS, List.of("GET", "PUT")),
			"next", null);

	@AutoClose
	private final CapturedLog log = new CapturedLog("io.corspolicy", Level.INFO);

	private final List<String> heard = new ArrayList<>();

	private List<String> remaining = List.of();

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"GET | https://old.example.com | '' | WOULD_REFUSE | Policy live allows actual GET /x from https://old.example.com, its candidate next would refuse (origin-not-allowed)",
			"GET | https://new.example.com | '' | WOULD_ALLOW | Policy live refuses actual GET /x from https://new.example.com, its candidate next would allow",
			"OPTIONS | https://app.example.com | PUT | OTHER_STATUS | Policy live allows preflight PUT /x from https://app.example.com, its candidate next other status",
			"GET | https://app.example.com | '' | OTHER_HEADERS | Policy live allows actual GET /x from https://app.example.com, its candidate next other headers" })
	void candidatesAreHeardOfAndLoggedOnce(String method, String origin, String requested, CandidateChange change,
			String line) {
		RequestDecider<Request> decider = registry(new Recorder(), LIVE, NEXT).decider(Reader.INSTANCE);
		Request request = new Request(method, "/x", origin, requested);
		decider.decide(origin, request);
		assertThat(this.heard).hasSize(2)
			.last()
			.isEqualTo("live: %s %s %s, %s".formatted(change, requested.isEmpty() ? method : requested, "/x", origin));
		decider.decide(origin, request);
		assertThat(lines()).containsExactly("INFO " + line);
		this.log.setLevel(Level.DEBUG);
		decider.decide(origin, request);
		assertThat(lines()).hasSize(3).last().isEqualTo("DEBUG " + line);
	}

	@Test
	void whatACandidateWouldNotChangeIsNotHeardOf() {
		RequestDecider<Request> decider = registry(new Recorder(), LIVE, NEXT).decider(Reader.INSTANCE);
		decider.decide(EVIL, new Request("GET", "/x", EVIL, ""));
		assertThat(this.heard).containsExactly("live: GET /x " + EVIL);
		assertThat(lines()).isEmpty();
	}

	@Test
	void candidatesCanNotFillTheLog() {
		RequestDecider<Request> decider = registry(DecisionListener.NONE, LIVE, NEXT).decider(Reader.INSTANCE);
		for (int i = 0; i < 1100; i++) {
			String origin = "https://t" + i + ".tenants.example";
			decider.decide(origin, new Request("GET", "/x", origin, ""));
		}
		assertThat(lines()).hasSize(1000);
	}

	/** Where another policy of the path decided, the one with the candidate hears it. */
	@Test
	void thePolicyWithTheCandidateHears() {
		PolicyDefinition other = new PolicyDefinition("alone", List.of("/x"),
				PolicySpec.empty()
					.with(Attribute.ALLOWED_ORIGINS, List.of("https://new.example.com"))
					.with(Attribute.ALLOWED_METHODS, List.of("GET"))
					.with(Attribute.ALLOW_CREDENTIALS, true));
		RequestDecider<Request> decider = registry(new Recorder(), other, LIVE, NEXT).decider(Reader.INSTANCE);
		decider.decide("https://t.tenants.example", new Request("GET", "/x", "https://t.tenants.example", ""));
		assertThat(this.heard).containsExactly("alone: GET /x https://t.tenants.example",
				"live: WOULD_ALLOW GET /x, https://t.tenants.example");
	}

	/** Policies may be replaced between a decision and what is told of it. */
	@Test
	void aDecisionIsHeardOfByThoseWhoListenToItsPolicy() {
		List<PolicyDefinition> definitions = new ArrayList<>(List.of(LIVE, NEXT));
		List<DecisionListener> listeners = new ArrayList<>();
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.copyOf(definitions)),
				() -> PathPatternParser.defaultInstance, PolicySpec::empty, List::of, () -> List.copyOf(listeners));
		listeners.add((decision, method, path, origin) -> {
			definitions.set(0, new PolicyDefinition("other", LIVE.paths(), LIVE.spec()));
			registry.refresh();
		});
		listeners.add(new Recorder());
		RequestDecider<Request> decider = registry.decider(Reader.INSTANCE);
		String origin = "https://old.example.com";
		decider.decide(origin, new Request("GET", "/x", origin, ""));
		assertThat(this.remaining).containsExactly("next", "other");
		assertThat(this.heard).containsExactly("live: GET /x " + origin, "live: WOULD_REFUSE GET /x, " + origin);
		decider.decide(origin, new Request("GET", "/x", origin, ""));
		assertThat(this.heard).hasSize(3).last().isEqualTo("other: GET /x " + origin);
	}

	@Test
	void aPolicyThatHasNotChangedMayHaveAnotherCandidate() {
		List<PolicyDefinition> definitions = new ArrayList<>(List.of(LIVE, NEXT,
				new PolicyDefinition("other", List.of(), LIVE.spec().with(Attribute.PREFLIGHT_STATUS, 200))));
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.copyOf(definitions)),
				() -> PathPatternParser.defaultInstance, PolicySpec::empty, List::of, () -> List.of(new Recorder()));
		RequestDecider<Request> decider = registry.decider(Reader.INSTANCE);
		Request request = new Request("OPTIONS", "/x", APP, "PUT");
		Supplier<String> line = () -> {
			decider.decide(APP, request);
			return lines().get(lines().size() - 1);
		};
		assertThat(line.get()).contains("its candidate next other status");
		definitions.set(0, new PolicyDefinition("live", LIVE.paths(), LIVE.spec(), "other", null));
		registry.refresh();
		assertThat(line.get()).contains("its candidate other other status");
		definitions.set(0, new PolicyDefinition("live", LIVE.paths(), LIVE.spec()));
		registry.refresh();
		this.heard.clear();
		decider.decide(APP, request);
		assertThat(this.heard).containsExactly("live: PUT /x " + APP);
	}

	@Test
	void aPolicyWithoutACandidateHasNothingToDiffer() {
		RequestDecider<Request> decider = registry(new Recorder(), NEXT,
				new PolicyDefinition("live", List.of("/x"), LIVE.spec()))
			.decider(Reader.INSTANCE);
		assertThat(decider.decide(APP, new Request("GET", "/y", APP, ""))).isNull();
		decider.decide(APP, new Request("GET", "/x", APP, ""));
		assertThat(this.heard).containsExactly("live: GET /x " + APP);
	}

	@Test
	void thePathIsFoundAsTheRouterFindsIt() {
		PathPatternParser anyCase = new PathPatternParser();
		anyCase.setCaseSensitive(false);
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.of(LIVE, NEXT)), () -> anyCase);
		assertThat(registry.decider(Reader.INSTANCE).decide(APP, new Request("GET", "/X", APP, ""))).isNotNull();
		assertThat(registry(DecisionListener.NONE, LIVE, NEXT).decider(Reader.INSTANCE)
			.decide(APP, new Request("GET", "/X", APP, ""))).isNull();
	}

	@Test
	void decisionsAreLoggedInDetailAtDebug() {
		RequestDecider<Request> decider = registry(DecisionListener.NONE, NEXT,
				new PolicyDefinition("live", List.of("/x"), LIVE.spec()))
			.decider(Reader.INSTANCE);
		decider.decide(APP, new Request("GET", "/x", APP, ""));
		assertThat(lines()).isEmpty();
		this.log.setLevel(Level.DEBUG);
		decider.decide(APP, new Request("GET", "/x", APP, ""));
		decider.decide(EVIL, new Request("OPTIONS", "/x", EVIL, "PUT"));
		assertThat(lines()).containsExactly("DEBUG Allowed actual GET /x from " + APP + " by policy live",
				"DEBUG Refused preflight PUT /x from " + EVIL + " by policy live: origin-not-allowed");
	}

	@Test
	void whatAStrangerWroteIsHarmlessInTheLog() {
		RequestDecider<Request> decider = registry(DecisionListener.NONE, NEXT,
				new PolicyDefinition("live", List.of("/**"), LIVE.spec()))
			.decider(Reader.INSTANCE);
		this.log.setLevel(Level.DEBUG);
		String origin = APP + ".\u0085";
		decider.decide(origin, new Request("OPTIONS", "/x\u202e", origin, "P\u00ad\r\nUT"));
		assertThat(this.log.events()).extracting((event) -> event.getFormattedMessage())
			.allMatch((line) -> line.matches("[ -~]+"))
			.first()
			.asString()
			.isEqualTo("Refused preflight P\\u00ad\\r\\nUT /x\\u202e from " + APP
					+ ".\\u0085 by policy live: origin-not-allowed");
	}

	@Test
	void refusalsAreCountedByPolicyAndReason() {
		CorsPolicyRegistry registry = registry(DecisionListener.NONE, NEXT,
				new PolicyDefinition("b", List.of("/b"), LIVE.spec()),
				new PolicyDefinition("a", List.of("/a"), LIVE.spec()));
		RequestDecider<Request> decider = registry.decider(Reader.INSTANCE);
		decider.decide(APP, new Request("GET", "/a", APP, ""));
		assertThat(registry.refusals()).isEmpty();
		decider.decide(EVIL, new Request("GET", "/b", EVIL, ""));
		decider.decide(EVIL, new Request("GET", "/a", EVIL, ""));
		decider.decide(EVIL, new Request("GET", "/a", EVIL, ""));
		decider.decide(APP, new Request("DELETE", "/a", APP, ""));
		decider.decide(APP, new Request("OPTIONS", "/a", APP, "DELETE"));
		assertThat(registry.refusals()).containsExactly(
				new Refusal("a", CorsDecision.Kind.ACTUAL, DecisionReason.ORIGIN_NOT_ALLOWED, 2, List.of(EVIL)),
				new Refusal("a", CorsDecision.Kind.ACTUAL, DecisionReason.METHOD_NOT_ALLOWED, 1, List.of(APP)),
				new Refusal("a", CorsDecision.Kind.PREFLIGHT, DecisionReason.METHOD_NOT_ALLOWED, 1, List.of(APP)),
				new Refusal("b", CorsDecision.Kind.ACTUAL, DecisionReason.ORIGIN_NOT_ALLOWED, 1, List.of(EVIL)));
		registry.refresh();
		assertThat(registry.refusals()).hasSize(4);
	}

	/** Tenants come and go, and some of their policies are never accepted. */
	@Test
	void whatIsRememberedOfAPolicyEndsWithIt() {
		List<PolicyDefinition> definitions = new ArrayList<>();
		Recorder recorder = new Recorder();
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.copyOf(definitions)),
				() -> PathPatternParser.defaultInstance, PolicySpec::empty, List::of, () -> List.of(recorder));
		RequestDecider<Request> decider = registry.decider(Reader.INSTANCE);
		Runnable refuse = () -> List.of("stays", "goes")
			.forEach((path) -> decider.decide(EVIL, new Request("GET", "/" + path, EVIL, "")));
		definitions.add(NEXT);
		definitions.add(new PolicyDefinition("stays", List.of("/stays"), LIVE.spec(), "next", null));
		definitions.add(new PolicyDefinition("goes", List.of("/goes"), LIVE.spec(), "next", null));
		registry.refresh();
		refuse.run();

		definitions.add(new PolicyDefinition("wrong", List.of("/wrong"), PolicySpec.empty()));
		definitions.remove(2);
		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(registry::refresh);
		refuse.run();
		assertThat(registry.refusals()).extracting(Refusal::policy, Refusal::count)
			.containsExactly(tuple("goes", 2L), tuple("stays", 2L));
		assertThat(this.remaining).containsExactly("goes", "next", "stays");

		definitions.remove(2);
		definitions.set(1, new PolicyDefinition("stays", List.of("/stays"),
				LIVE.spec().with(Attribute.ALLOW_CREDENTIALS, true), "next", null));
		registry.refresh();
		assertThat(this.remaining).containsExactly("next", "stays");
		refuse.run();
		assertThat(registry.refusals()).extracting(Refusal::policy, Refusal::count).containsExactly(tuple("stays", 3L));

		definitions.add(new PolicyDefinition("goes", List.of("/goes"), LIVE.spec()));
		registry.refresh();
		refuse.run();
		assertThat(registry.refusals()).extracting(Refusal::policy, Refusal::count)
			.containsExactly(tuple("goes", 1L), tuple("stays", 4L));
	}

	@Test
	void countersOfAPolicyEndWithIt() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		DecisionMetrics metrics = new DecisionMetrics(new CompositeMeterRegistry(Clock.SYSTEM, List.of(meters)));
		List<PolicyDefinition> definitions = new ArrayList<>(
				List.of(NEXT, new PolicyDefinition("other", List.of(), NEXT.spec()),
						new PolicyDefinition("stays", List.of("/stays"), LIVE.spec(), "next", null),
						new PolicyDefinition("goes", List.of("/goes"), LIVE.spec(), "next", null)));
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.copyOf(definitions)),
				() -> PathPatternParser.defaultInstance, PolicySpec::empty, List::of, () -> List.of(metrics));
		RequestDecider<Request> decider = registry.decider(Reader.INSTANCE);
		Runnable decide = () -> List.of("stays", "goes")
			.forEach((path) -> decider.decide(APP, new Request("GET", "/" + path, APP, "")));
		decide.run();
		assertThat(counts(meters)).containsExactly("cors.candidate goes next 1", "cors.candidate stays next 1",
				"cors.requests goes 1", "cors.requests stays 1");

		definitions.set(3, new PolicyDefinition("wrong", List.of(), PolicySpec.empty()));
		assertThatExceptionOfType(InvalidPolicyException.class).isThrownBy(registry::refresh);
		assertThat(counts(meters)).hasSize(4);

		definitions.remove(3);
		definitions.set(2, new PolicyDefinition("stays", List.of("/stays"), LIVE.spec(), "other", null));
		registry.refresh();
		decide.run();
		assertThat(counts(meters)).containsExactly("cors.candidate stays other 1", "cors.requests stays 2");
	}

	private static List<String> counts(SimpleMeterRegistry meters) {
		return meters.getMeters()
			.stream()
			.map((meter) -> Stream
				.of(meter.getId().getName(), meter.getId().getTag("policy"), meter.getId().getTag("candidate"),
						String.valueOf(Math.round(meter.measure().iterator().next().getValue())))
				.filter(Objects::nonNull)
				.collect(Collectors.joining(" ")))
			.sorted()
			.toList();
	}

	@Test
	void aWarningOfAHandlerEndsWithItsPolicy() {
		List<PolicyDefinition> definitions = new ArrayList<>(
				List.of(new PolicyDefinition("a", List.of("/a"), LIVE.spec())));
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.copyOf(definitions)),
				() -> PathPatternParser.defaultInstance);
		RequestDecider<Request> decider = registry.decider(Reader.INSTANCE);
		Request request = new Request("GET", "/a", APP, "");
		Runnable meet = () -> decider.overrule(decider.decide(APP, request), APP, new Request("GET", "/b", APP, ""),
				() -> "handler");
		meet.run();
		registry.refresh();
		meet.run();
		assertThat(lines()).hasSize(1);
		PolicyDefinition a = definitions.set(0, new PolicyDefinition("b", List.of("/c"), LIVE.spec()));
		registry.refresh();
		definitions.set(0, a);
		registry.refresh();
		meet.run();
		assertThat(lines()).hasSize(2);
	}

	/** A thousand requests for methods that differ behind their 200th character. */
	@Test
	void noLongTextIsRememberedForTheLog() {
		RequestDecider<Request> decider = registry(DecisionListener.NONE, LIVE,
				new PolicyDefinition("next", List.of(), NEXT.spec().with(Attribute.ALLOWED_METHODS, List.of("*"))))
			.decider(Reader.INSTANCE);
		for (int i = 0; i < 1000; i++) {
			decider.decide(APP, new Request("OPTIONS", "/x", APP, "M".repeat(8000) + "%04d".formatted(i)));
		}
		assertThat(lines()).singleElement().asString().hasSizeLessThan(500).contains("(8004 characters)");
	}

	@Test
	void theLatestOriginsAreRememberedAndNoMore() {
		CorsPolicyRegistry registry = registry(DecisionListener.NONE, NEXT,
				new PolicyDefinition("a", List.of("/a"), LIVE.spec()));
		RequestDecider<Request> decider = registry.decider(Reader.INSTANCE);
		List<String> origins = new ArrayList<>();
		IntStream.range(0, 25).mapToObj((i) -> "https://evil" + i + ".example").forEach((origin) -> {
			origins.add(0, origin);
			decider.decide(origin, new Request("GET", "/a", origin, ""));
			decider.decide(origin, new Request("GET", "/a", origin, ""));
			assertThat(registry.refusals()).singleElement()
				.satisfies((refusal) -> assertThat(refusal.origins())
					.isEqualTo(origins.subList(0, Math.min(origins.size(), 10))));
		});
		String longest = "https://" + "a.".repeat(150) + "evil.example";
		assertThat(longest).hasSize(320);
		decider.decide(longest, new Request("GET", "/a", longest, ""));
		decider.decide(longest + "x", new Request("GET", "/a", longest + "x", ""));
		assertThat(registry.refusals()).hasSize(2);
		Refusal notAllowed = registry.refusals().get(0);
		assertThat(notAllowed.count()).isEqualTo(51);
		assertThat(notAllowed.origins()).hasSize(10).first().isEqualTo(SafeText.ascii(longest));
		assertThat(registry.refusals().get(1))
			.isEqualTo(new Refusal("a", CorsDecision.Kind.ACTUAL, DecisionReason.ORIGIN_INVALID, 1, List.of()));
	}

	@ParameterizedTest
	@EnumSource(Place.class)
	void aListenerThatFailsDisturbsNobody(Place place) {
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.of(LIVE, NEXT)),
				() -> PathPatternParser.defaultInstance, PolicySpec::empty, List::of,
				() -> List.of(new Failing(new IllegalStateException(), place),
						new Failing(new StackOverflowError(), place), new Recorder()));
		RequestDecider<Request> decider = registry.decider(Reader.INSTANCE);
		String origin = "https://new.example.com";
		for (int i = 0; i < 3; i++) {
			assertThat(decider.decide(origin, new Request("GET", "/x", origin, ""))).isNotNull();
		}
		assertThat(this.heard).hasSize(6);
		assertThat(lines()).filteredOn((line) -> line.startsWith("WARN"))
			.singleElement()
			.asString()
			.endsWith("its class are not logged: " + Failing.class.getName());
	}

	@ParameterizedTest
	@EnumSource(Place.class)
	void aMachineThatFailsIsNotHeldTogether(Place place) {
		CorsPolicyRegistry registry = registry(new Failing(new OutOfMemoryError("test"), place), LIVE, NEXT);
		RequestDecider<Request> decider = registry.decider(Reader.INSTANCE);
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> decider.decide(APP, new Request("GET", "/x", APP, "")));
	}

	private List<String> lines() {
		return this.log.events()
			.stream()
			.map((event) -> event.getLevel() + " " + event.getFormattedMessage())
			.filter((line) -> !line.contains("It differs from"))
			.toList();
	}

	private static CorsPolicyRegistry registry(DecisionListener listener, PolicyDefinition... definitions) {
		return new CorsPolicyRegistry(List.of(() -> List.of(definitions)), () -> PathPatternParser.defaultInstance,
				PolicySpec::empty, List::of, () -> List.of(listener));
	}

	/**
	 * Writes down what it hears, and as whose listener.
	 */
	private final class Recorder implements DecisionListener {

		private final String policy;

		Recorder() {
			this("nobody");
		}

		private Recorder(String policy) {
			this.policy = policy;
		}

		@Override
		public DecisionListener forPolicy(CompiledPolicy policy) {
			return new Recorder(policy.name());
		}

		@Override
		public void replaced(Collection<CompiledPolicy> policies) {
			ListeningTests.this.remaining = policies.stream().map(CompiledPolicy::name).sorted().toList();
		}

		@Override
		public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
			ListeningTests.this.heard.add(this.policy + ": " + method + " " + path + " " + origin);
		}

		@Override
		public void differed(CorsDecision decision, CorsDecision candidate, CandidateChange change, String method,
				String path, @Nullable String origin) {
			assertThat(candidate.policy()).isNotEqualTo(decision.policy());
			ListeningTests.this.heard.add(this.policy + ": " + change + " " + method + " " + path + ", " + origin);
		}

	}

	/**
	 * Where a listener may fail.
	 */
	private enum Place {

		COMPILING, REPLACED, DECIDED, DIFFERED

	}

	/**
	 * Throws in one place.
	 *
	 * @param failure what it throws
	 * @param place where
	 */
	private record Failing(Throwable failure, Place place) implements DecisionListener {

		@Override
		public DecisionListener forPolicy(CompiledPolicy policy) {
			failIn(Place.COMPILING);
			return this;
		}

		@Override
		public void replaced(Collection<CompiledPolicy> policies) {
			failIn(Place.REPLACED);
		}

		@Override
		public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
			failIn(Place.DECIDED);
		}

		@Override
		public void differed(CorsDecision decision, CorsDecision candidate, CandidateChange change, String method,
				String path, @Nullable String origin) {
			failIn(Place.DIFFERED);
		}

		private void failIn(Place place) {
			if (place != this.place) {
				return;
			}
			if (this.failure instanceof Error error) {
				throw error;
			}
			throw (RuntimeException) this.failure;
		}

	}

	/**
	 * A request.
	 *
	 * @param method the method
	 * @param path the path
	 * @param origin the origin
	 * @param requestedMethod the method that a preflight asks for, or an empty string
	 */
	private record Request(String method, String path, String origin, String requestedMethod) {

		Map<String, String> headers() {
			return this.requestedMethod.isEmpty() ? Map.of("Origin", this.origin)
					: Map.of("Origin", this.origin, "Access-Control-Request-Method", this.requestedMethod);
		}

	}

	/**
	 * Reads such a request.
	 */
	private enum Reader implements RoutedRequestReader<Request> {

		INSTANCE;

		@Override
		public String rawPath(Request request) {
			return request.path();
		}

		@Override
		public int pathStart(Request request) {
			return 0;
		}

		@Override
		public PathContainer path(Request request) {
			return PathContainer.parsePath(request.path());
		}

		@Override
		public boolean isForHandlers(Request request) {
			return true;
		}

		@Override
		public String method(Request request) {
			return request.method();
		}

		@Override
		public @Nullable String header(Request request, String name) {
			return request.headers().get(name);
		}

		@Override
		public Iterator<String> headers(Request request, String name) {
			String value = header(request, name);
			return (value != null) ? Stream.of(value).iterator() : Collections.emptyIterator();
		}

		@Override
		public @Nullable String scheme(Request request) {
			return null;
		}

		@Override
		public @Nullable String host(Request request) {
			return null;
		}

		@Override
		public int port(Request request) {
			return -1;
		}

	}

}
