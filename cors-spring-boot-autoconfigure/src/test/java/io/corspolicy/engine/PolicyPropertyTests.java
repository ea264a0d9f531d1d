package io.corspolicy.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.origin.OriginArbitraries;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for every policy that passes validation and for every request: never
 * {@code *} beside credentials, never two values in one field, never what only a stranger
 * wrote. A failure prints the seed and the smallest example.
 */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class PolicyPropertyTests {

	private static final List<String> NAMES = List.of("Origin", "Access-Control-Request-Method",
			"Access-Control-Request-Headers", "Access-Control-Request-Private-Network", "Sec-Fetch-Site",
			"Sec-Fetch-Mode", "Upgrade");

	@Property(tries = 5_000)
	@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
	void nothingThatPassesValidationEndangersAResponse(@ForAll("specs") PolicySpec spec,
			@ForAll("requests") TestRequest request, @ForAll boolean debug) {
		List<CompiledPolicy> policies = compiled(List.of(spec));
		Statistics.label("valid")
			.collect(!policies.isEmpty())
			.coverage((coverage) -> coverage.check(true).percentage((percentage) -> percentage > 30));
		if (!policies.isEmpty()) {
			WireOracle.check(PolicySet.lenient(policies), policies, request, debug);
		}
	}

	/** Several policies on one path, contradictions between them included. */
	@Property(tries = 5_000)
	void nothingThatMeetsOnAPathEndangersAResponse(@ForAll("severalSpecs") List<PolicySpec> specs,
			@ForAll("requests") TestRequest request, @ForAll boolean debug) {
		List<CompiledPolicy> policies = compiled(specs);
		Assume.that(!policies.isEmpty());
		WireOracle.check(PolicySet.lenient(policies), policies, request, debug);
	}

	/** Method and headers of a preflight, read as slowly and plainly as can be. */
	@Property(tries = 5_000)
	@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
	void preflightsAreAllowedAsTheListsSay(@ForAll("specs") PolicySpec spec, @ForAll("requestedMethods") String method,
			@ForAll("requestedHeaders") List<String> lines) {
		PolicySpec open = spec.with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com"))
			.with(Attribute.SEND_WITHOUT_ORIGIN, false);
		List<CompiledPolicy> policies = compiled(List.of(open));
		Assume.that(!policies.isEmpty());
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		headers.add(Map.entry("Origin", "https://app.example.com"));
		headers.add(Map.entry("Access-Control-Request-Method", method));
		lines.forEach((line) -> headers.add(Map.entry("Access-Control-Request-Headers", line)));
		CorsDecision decision = WireOracle.check(PolicySet.lenient(policies), policies,
				new TestRequest("OPTIONS", headers), false);
		boolean expected = WireOracle.allowsPreflight(open, method, lines);
		Statistics.label("allowed")
			.collect(expected)
			.coverage((coverage) -> coverage.check(true).percentage((percentage) -> percentage > 10));
		assertThat(decision.isAllowed()).isEqualTo(expected);
	}

	private static List<CompiledPolicy> compiled(List<PolicySpec> specs) {
		List<CompiledPolicy> policies = new ArrayList<>();
		for (PolicySpec spec : specs) {
			try {
				policies.add(CompiledPolicy.compile("p" + policies.size(), spec));
			}
			catch (InvalidPolicyException ex) {
				assertThat(ex.problems()).isNotEmpty().noneMatch((problem) -> problem.reason().isBlank());
			}
		}
		return policies;
	}

	@Provide
	Arbitrary<PolicySpec> specs() {
		Arbitrary<PolicySpec> lists = Combinators
			.combine(origins(), methods().injectNull(0.3), headers().injectNull(0.3), headers().injectNull(0.5))
			.as((origins, methods, allowed, exposed) -> PolicySpec.empty()
				.with(Attribute.ALLOWED_ORIGINS, origins)
				.with(Attribute.ALLOWED_METHODS, methods)
				.with(Attribute.ALLOWED_HEADERS, allowed)
				.with(Attribute.EXPOSED_HEADERS, exposed));
		return Combinators.combine(lists, flags(), numbers(), Arbitraries.of(true, false), often(), often())
			.as((spec, flags, numbers, credentials, insecure, suffixes) -> flags.orElse(numbers)
				.orElse(spec)
				.with(Attribute.ALLOW_CREDENTIALS, credentials)
				.with(Attribute.TOLERATE_INSECURE_ORIGINS, insecure)
				.with(Attribute.TOLERATE_PUBLIC_SUFFIXES, suffixes));
	}

	@Provide
	Arbitrary<List<PolicySpec>> severalSpecs() {
		return specs().list().ofMinSize(2).ofMaxSize(4);
	}

	private static Arbitrary<List<String>> origins() {
		Arbitrary<String> common = Arbitraries.of("https://app.example.com", "https://*.example.com",
				"https://a-*.example.com:*", "http://localhost:*", "https://example.com:*",
				"~https://[ab]+\\.example\\.com", "~.+://app\\.example\\.com", "*", "*");
		return Arbitraries
			.frequencyOf(Tuple.of(8, common), Tuple.of(4, OriginArbitraries.entry()),
					Tuple.of(1, OriginArbitraries.regex()))
			.list()
			.ofMinSize(1)
			.ofMaxSize(3);
	}

	private static Arbitrary<List<String>> methods() {
		return Arbitraries
			.frequency(Tuple.of(6, "GET"), Tuple.of(6, "PUT"), Tuple.of(3, "patch"), Tuple.of(3, "delete"),
					Tuple.of(4, "*"), Tuple.of(2, "X-PURGE"), Tuple.of(1, "A, B"))
			.list()
			.ofMinSize(1)
			.ofMaxSize(3);
	}

	private static Arbitrary<List<String>> headers() {
		return Arbitraries
			.frequency(Tuple.of(10, "Content-Type"), Tuple.of(10, "X-Trace"), Tuple.of(9, "x-a"),
					Tuple.of(6, "Authorization"), Tuple.of(7, "*"), Tuple.of(1, "X-A\r\nX-B: 1"),
					Tuple.of(1, "Access-Control-Allow-Origin"))
			.list()
			.ofMaxSize(3);
	}

	private static Arbitrary<Boolean> often() {
		return Arbitraries.of(true, true, false);
	}

	private static Arbitrary<PolicySpec> flags() {
		List<Attribute<Boolean>> flags = List.of(Attribute.ALLOW_NULL_ORIGIN, Attribute.SEND_WITHOUT_ORIGIN,
				Attribute.REJECT_DISALLOWED, Attribute.CHECK_WEBSOCKET_ORIGIN, Attribute.FORWARD_PREFLIGHT,
				Attribute.TIMING_ALLOW_ORIGIN, Attribute.ALLOW_PRIVATE_NETWORK);
		return Arbitraries.of(flags).set().ofMaxSize(2).map((set) -> {
			PolicySpec spec = PolicySpec.empty();
			for (Attribute<Boolean> flag : set) {
				spec = spec.with(flag, true);
			}
			return spec;
		});
	}

	private static Arbitrary<PolicySpec> numbers() {
		Arbitrary<Duration> maxAges = Arbitraries.frequency(Tuple.of(5, Duration.ZERO), Tuple.of(5, Duration.ofDays(1)),
				Tuple.of(1, Duration.ofSeconds(-1)));
		Arbitrary<Integer> statuses = Arbitraries.frequency(Tuple.of(5, 200), Tuple.of(10, 204), Tuple.of(1, 403));
		Arbitrary<CrossOriginResourcePolicy> resourcePolicies = Arbitraries.of(CrossOriginResourcePolicy.class);
		return Combinators.combine(maxAges.injectNull(0.5), statuses.injectNull(0.5), resourcePolicies.injectNull(0.5))
			.as((maxAge, status, resourcePolicy) -> PolicySpec.empty()
				.with(Attribute.MAX_AGE, maxAge)
				.with(Attribute.PREFLIGHT_STATUS, status)
				.with(Attribute.CROSS_ORIGIN_RESOURCE_POLICY, resourcePolicy));
	}

	@Provide
	Arbitrary<TestRequest> requests() {
		Arbitrary<String> origins = Arbitraries.frequencyOf(
				Tuple.of(4,
						Arbitraries.of("https://app.example.com", "https://a-1.example.com:8443", "https://evil.test",
								"http://localhost:3000", "null", "https://example.com", "https://a.example.com",
								"https://[::1x", "x, y://app.example.com", "a\u0001://app.example.com", "")),
				Tuple.of(2, OriginArbitraries.near("https://*.example.com")), Tuple.of(1, OriginArbitraries.text()));
		Arbitrary<Map.Entry<String, String>> plausible = Arbitraries.of(
				Map.entry("Access-Control-Request-Private-Network", "true"), Map.entry("Sec-Fetch-Site", "same-origin"),
				Map.entry("Sec-Fetch-Site", "cross-site"), Map.entry("Sec-Fetch-Mode", "navigate"),
				Map.entry("Sec-Fetch-Mode", "cors"), Map.entry("Upgrade", "websocket"),
				Map.entry("Test-Scheme", "https"), Map.entry("Test-Host", "app.example.com"),
				Map.entry("Test-Host", "::1"));
		Arbitrary<Map.Entry<String, String>> arbitrary = Combinators
			.combine(Arbitraries.of(NAMES), OriginArbitraries.text())
			.as(Map::entry);
		Arbitrary<List<Map.Entry<String, String>>> extras = Arbitraries
			.frequencyOf(Tuple.of(4, plausible), Tuple.of(1, arbitrary))
			.list()
			.ofMaxSize(2);
		Arbitrary<String> methods = Arbitraries.frequency(Tuple.of(5, "OPTIONS"), Tuple.of(4, "GET"),
				Tuple.of(1, "PUT"), Tuple.of(1, "CONNECT"), Tuple.of(1, "x"));
		return Combinators
			.combine(methods, origins.injectNull(0.1), requestedMethods().injectNull(0.2), requestedHeaders(), extras)
			.as((method, origin, requestedMethod, lines, extra) -> {
				List<Map.Entry<String, String>> headers = new ArrayList<>();
				if (origin != null) {
					headers.add(Map.entry("Origin", origin));
				}
				if (requestedMethod != null) {
					headers.add(Map.entry("Access-Control-Request-Method", requestedMethod));
				}
				lines.forEach((line) -> headers.add(Map.entry("Access-Control-Request-Headers", line)));
				headers.addAll(extra);
				return new TestRequest(method, headers);
			});
	}

	@Provide
	Arbitrary<String> requestedMethods() {
		return Arbitraries.frequencyOf(Tuple.of(8, Arbitraries.of("GET", "HEAD", "PUT", "DELETE", "patch", "X-PURGE")),
				Tuple.of(1, Arbitraries.of("PATCH", "TRACE", "track", "connect", "put", "", "GET,PUT", "A B", "*")),
				Tuple.of(1, OriginArbitraries.text()));
	}

	@Provide
	Arbitrary<List<String>> requestedHeaders() {
		Arbitrary<String> name = Arbitraries.frequency(Tuple.of(6, "content-type"), Tuple.of(6, "X-TRACE"),
				Tuple.of(6, "x-a"), Tuple.of(3, "authorization"), Tuple.of(3, "origin"), Tuple.of(3, "accept"),
				Tuple.of(1, "x-other"), Tuple.of(2, "x-thirteen-13"), Tuple.of(1, "*"), Tuple.of(2, ""),
				Tuple.of(1, "\u212a"), Tuple.of(1, "a b"), Tuple.of(1, "x\u0000"), Tuple.of(1, "x".repeat(4100)),
				Tuple.of(1, "x-a,".repeat(1030)));
		Arbitrary<String> separator = Arbitraries.of(",", ", ", " ,", "\t,\t", ",,");
		Arbitrary<String> line = Combinators.combine(name.list().ofMaxSize(3), separator)
			.as((names, between) -> String.join(between, names));
		return line.list().ofMaxSize(2);
	}

}
