package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.corspolicy.contract.ReferenceMatcher;
import io.corspolicy.engine.origin.OriginIndex;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes the request's {@code Origin}: every line of the input is one value of the field.
 */
public final class RequestOriginFuzzer {

	private static final List<String> ENTRIES = List.of("https://app.example.com", "https://*.example.com",
			"https://*.example.com:8443", "https://pr-*.example.com:*", "http://localhost:*", "http://[::1]:*",
			"http://127.0.0.1:3000", "https://*.a_b.example.", "capacitor://localhost", "chrome-extension://abc",
			"app://.", "file://", "moz-extension://*", "http://10.0.0.0/8:*", "http://[fd00::]/8");

	/** As wide as validation lets it be. */
	private static final String REGEX = "~.+://(app|[^a]+)\\.regex\\.test";

	private static final PolicySpec SPEC = PolicySpec.empty()
		.with(Attribute.ALLOWED_METHODS, List.of("*"))
		.with(Attribute.ALLOWED_HEADERS, List.of("*"))
		.with(Attribute.TIMING_ALLOW_ORIGIN, true)
		.with(Attribute.TOLERATE_INSECURE_ORIGINS, true);

	/** Each entry alone, so that what it matches can be told. */
	private static final Map<String, CompiledPolicy> ALONE = ENTRIES.stream()
		.collect(Collectors.toMap(Function.identity(),
				(entry) -> compile(SPEC.with(Attribute.ALLOWED_ORIGINS, List.of(entry)))));

	private static final List<CompiledPolicy> POLICIES = List.of(
			compile(SPEC.with(Attribute.ALLOWED_ORIGINS, ENTRIES).with(Attribute.ALLOW_CREDENTIALS, true)),
			compile(SPEC.with(Attribute.ALLOWED_ORIGINS, List.of(REGEX)).with(Attribute.ALLOW_NULL_ORIGIN, true)),
			compile(SPEC.with(Attribute.ALLOWED_ORIGINS, List.of("*"))),
			compile(SPEC.with(Attribute.ALLOWED_ORIGINS, List.of("*")).with(Attribute.SEND_WITHOUT_ORIGIN, true)));

	private static final Map<CompiledPolicy, PolicySet> SETS = POLICIES.stream()
		.collect(Collectors.toMap(Function.identity(), (policy) -> PolicySet.lenient(List.of(policy))));

	private RequestOriginFuzzer() {
	}

	/**
	 * Try one input.
	 * @param input the input
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		List<String> origins = FuzzInput.headerLines(input);
		String origin = origins.get(0);
		ALONE.forEach((entry, policy) -> assertThat(policy.matchOrigin(origin) != OriginIndex.NO_MATCH)
			.as("%s by %s", origin, entry)
			.isEqualTo(ReferenceMatcher.matches(entry, origin)));
		boolean matched = ALONE.values()
			.stream()
			.anyMatch((policy) -> policy.matchOrigin(origin) != OriginIndex.NO_MATCH);
		assertThat(POLICIES.get(0).matchOrigin(origin) != OriginIndex.NO_MATCH).isEqualTo(matched);
		for (CompiledPolicy policy : POLICIES) {
			for (String method : List.of("GET", "OPTIONS")) {
				CorsDecision decision = WireOracle.check(Objects.requireNonNull(SETS.get(policy)), List.of(policy),
						request(method, origins), false);
				assertThat(decision.kind()).isNotEqualTo(CorsDecision.Kind.NOT_CORS);
				if (origins.size() > 1) {
					assertThat(decision.isAllowed()).as("repeated").isEqualTo(policy.allowsAnyOrigin());
				}
			}
		}
	}

	private static TestRequest request(String method, List<String> origins) {
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		origins.forEach((origin) -> headers.add(Map.entry("Origin", origin)));
		headers.add(Map.entry("Access-Control-Request-Method", "PUT"));
		// Another scheme than any of the above: never the server's own origin.
		headers.addAll(List.of(Map.entry("Test-Scheme", "~"), Map.entry("Test-Host", "own.test")));
		return new TestRequest(method, headers);
	}

	private static CompiledPolicy compile(PolicySpec spec) {
		return CompiledPolicy.compile("fuzz", spec);
	}

}
