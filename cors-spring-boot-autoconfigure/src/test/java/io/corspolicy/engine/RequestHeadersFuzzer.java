package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes what a preflight asks for: the input's first line is
 * {@code Access-Control-Request-Method}, every other one a value of
 * {@code Access-Control-Request-Headers}.
 */
public final class RequestHeadersFuzzer {

	private static final String ORIGIN = "https://app.example.com";

	private static final PolicySpec SPEC = PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(ORIGIN));

	private static final PolicySpec LISTED = SPEC
		.with(Attribute.ALLOWED_METHODS, List.of("get", "PUT", "patch", "X-PURGE"))
		.with(Attribute.ALLOWED_HEADERS, List.of("Content-Type", "X-Trace", "x-a", "Authorization"));

	private static final PolicySpec WILD = SPEC.with(Attribute.ALLOWED_METHODS, List.of("*"))
		.with(Attribute.ALLOWED_HEADERS, List.of("*"));

	private static final List<CompiledPolicy> POLICIES = List.of(compile(SPEC), compile(LISTED), compile(WILD),
			compile(SPEC.with(Attribute.ALLOWED_HEADERS, List.of())),
			compile(WILD.with(Attribute.ALLOW_CREDENTIALS, true)),
			compile(LISTED.with(Attribute.ALLOWED_METHODS, List.of("*")).with(Attribute.ALLOW_CREDENTIALS, true)),
			compile(LISTED.with(Attribute.ALLOWED_HEADERS, List.of("*")).with(Attribute.ALLOW_CREDENTIALS, true)),
			compile(WILD.with(Attribute.ALLOWED_HEADERS, List.of("*", "Authorization"))));

	private static final Map<CompiledPolicy, PolicySet> SETS = POLICIES.stream()
		.collect(Collectors.toMap(Function.identity(), (policy) -> PolicySet.lenient(List.of(policy))));

	private RequestHeadersFuzzer() {
	}

	/**
	 * Try one input.
	 * @param input the input
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		List<String> lines = FuzzInput.headerLines(input);
		String method = lines.get(0);
		List<String> asked = lines.subList(1, lines.size());
		List<Map.Entry<String, String>> headers = new ArrayList<>();
		headers.add(Map.entry("Origin", ORIGIN));
		headers.add(Map.entry("Access-Control-Request-Method", method));
		asked.forEach((line) -> headers.add(Map.entry("Access-Control-Request-Headers", line)));
		TestRequest request = new TestRequest("OPTIONS", headers);
		for (CompiledPolicy policy : POLICIES) {
			boolean expected = WireOracle.allowsPreflight(policy.spec(), method, asked);
			for (boolean debug : new boolean[] { false, true }) {
				CorsDecision decision = WireOracle.check(Objects.requireNonNull(SETS.get(policy)), List.of(policy),
						request, debug);
				assertThat(decision.isAllowed()).as("%s, %s by %s", method, asked, policy.spec()).isEqualTo(expected);
			}
		}
	}

	private static CompiledPolicy compile(PolicySpec spec) {
		return CompiledPolicy.compile("fuzz", spec);
	}

}
