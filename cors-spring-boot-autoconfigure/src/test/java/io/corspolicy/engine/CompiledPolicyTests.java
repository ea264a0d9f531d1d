package io.corspolicy.engine;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link CompiledPolicy}: what can't be compiled, and why.
 */
class CompiledPolicyTests {

	private static final PolicySpec VALID = PolicySpec.empty()
		.with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com"));

	private static final PolicySpec ANY = PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("*"));

	@ParameterizedTest
	@ValueSource(strings = { "https://example.com", "http://localhost:3000", "http://[::1]:9090",
			"capacitor://localhost", "chrome-extension://abcdefghijklmnopabcdefghijklmnop", "https://*.example.com",
			"https://example.com:*", "https://*.example.com:*", "https://under_score.example.com",
			"https://example.com.", "*", "https://xn--bcher-kva.example", "http://127.0.0.1:8080" })
	void acceptsOrigins(String origin) {
		assertThat(compile(PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(origin)))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "example.com, https://example.com", "https://example.com/, https://example.com",
					"https://example.com/path, https://example.com", "https://example.com?q, https://example.com",
					"https://user@example.com, https://example.com", "https://Example.com, https://example.com",
					"https://example.com:443, https://example.com", "http://example.com:80, http://example.com",
					"https://example.com:0, -", "https://example.com:65536, -", "https://example.com:080, -",
					"https://example.com:, -", "https://example.com:http, -", "https://, -", "://example.com, -",
					"1https://example.com, -", "https://example..com, -", "https://.example.com, -",
					"https://ex!mple.com, -", "https://bücher.example, -", "file:///tmp/x, allow-null-origin: true",
					"null, allow-null-origin: true", "https://a.*.example.com, -", "https://*, -", "https://[::1, -",
					"https://[::g], -", "https://[::1]x, -", "' https://example.com', https://example.com", "'', -" })
	void refusesWhatIsNoOriginPattern(String origin, @Nullable String suggestion) {
		assertThat(
				compile(PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://first.example", origin))))
			.singleElement()
			.satisfies((problem) -> {
				assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_ORIGIN);
				assertThat(problem.policy()).isEqualTo("test");
				assertThat(problem.field()).isEqualTo("allowed-origins[1]");
				assertThat(problem.value()).isEqualTo(origin);
				assertThat(problem.suggestion()).isEqualTo(suggestion);
			});
	}

	@Test
	void refusesHostsThatAreTooLong() {
		String label = "a".repeat(64);
		String host = "a.".repeat(128);
		assertThat(compile(PolicySpec.empty()
			.with(Attribute.ALLOWED_ORIGINS, List.of("https://" + label + ".example", "https://" + host))))
			.extracting(PolicyProblem::field)
			.containsExactly("allowed-origins[0]", "allowed-origins[1]");
	}

	@Test
	void refusesNoOrigins() {
		assertThat(compile(PolicySpec.empty())).singleElement()
			.extracting(PolicyProblem::code)
			.isEqualTo(ProblemCode.NO_ORIGINS);
		assertThat(compile(PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of()))).singleElement()
			.extracting(PolicyProblem::code)
			.isEqualTo(ProblemCode.NO_ORIGINS);
		assertThat(compile(PolicySpec.empty().with(Attribute.ALLOW_NULL_ORIGIN, true))).isEmpty();
	}

	@Test
	void refusesMethodsThatNoPageCanUse() {
		assertThat(compile(VALID.with(Attribute.ALLOWED_METHODS, List.of("GET", "trace", "CONNECT", "GE T", ""))))
			.extracting(PolicyProblem::field)
			.containsExactly("allowed-methods[1]", "allowed-methods[2]", "allowed-methods[3]", "allowed-methods[4]");
		assertThat(compile(VALID.with(Attribute.ALLOWED_METHODS, List.of()))).singleElement()
			.extracting(PolicyProblem::code)
			.isEqualTo(ProblemCode.EMPTY_LIST);
	}

	@Test
	void refusesHeadersThatAreNoNames() {
		assertThat(compile(VALID.with(Attribute.ALLOWED_HEADERS, List.of("X-A", "X B", "Access-Control-Allow-Origin"))
			.with(Attribute.EXPOSED_HEADERS, List.of("X-A\r\nX-B: 1")))).extracting(PolicyProblem::field)
			.containsExactly("allowed-headers[1]", "allowed-headers[2]", "exposed-headers[0]");
	}

	@Test
	void refusesWhatIsOutOfRange() {
		for (Duration maxAge : List.of(Duration.ofSeconds(-1), Duration.ofHours(24).plusSeconds(1),
				Duration.ofMillis(1500))) {
			assertThat(compile(VALID.with(Attribute.MAX_AGE, maxAge))).singleElement()
				.extracting(PolicyProblem::code)
				.isEqualTo(ProblemCode.OUT_OF_RANGE);
		}
		assertThat(compile(VALID.with(Attribute.MAX_AGE, Duration.ZERO))).isEmpty();
		assertThat(compile(VALID.with(Attribute.MAX_AGE, Duration.ofDays(1)))).isEmpty();
		assertThat(compile(VALID.with(Attribute.PREFLIGHT_STATUS, 201))).singleElement()
			.extracting(PolicyProblem::field)
			.isEqualTo("preflight-status");
	}

	@Test
	void refusesWildcardsBesideCredentials() {
		assertThat(compile(ANY.with(Attribute.ALLOW_CREDENTIALS, true).with(Attribute.EXPOSED_HEADERS, List.of("*"))))
			.extracting(PolicyProblem::code, PolicyProblem::field)
			.containsExactly(tuple(ProblemCode.CONFLICTING_ATTRIBUTES, "allowed-origins[0]"),
					tuple(ProblemCode.CONFLICTING_ATTRIBUTES, "exposed-headers[0]"));
		assertThat(compile(VALID.with(Attribute.ALLOW_CREDENTIALS, true).with(Attribute.ALLOW_NULL_ORIGIN, true)))
			.singleElement()
			.extracting(PolicyProblem::field)
			.isEqualTo("allow-null-origin");
	}

	@Test
	void refusesSendingWithoutOriginWhereAnswersDiffer() {
		assertThat(compile(ANY.with(Attribute.SEND_WITHOUT_ORIGIN, true))).isEmpty();
		assertThat(compile(VALID.with(Attribute.SEND_WITHOUT_ORIGIN, true))).hasSize(1);
		assertThat(compile(ANY.with(Attribute.SEND_WITHOUT_ORIGIN, true).with(Attribute.REJECT_DISALLOWED, true)))
			.hasSize(1);
	}

	@Test
	void policiesOnOnePathMustAgreeOnWhatEveryResponseCarries() {
		CompiledPolicy open = CompiledPolicy.compile("open", ANY.with(Attribute.SEND_WITHOUT_ORIGIN, true)
			.with(Attribute.CROSS_ORIGIN_RESOURCE_POLICY, CrossOriginResourcePolicy.CROSS_ORIGIN));
		CompiledPolicy closed = CompiledPolicy.compile("closed", VALID);
		assertThatExceptionOfType(InvalidPolicyException.class)
			.isThrownBy(() -> PolicySet.of(List.of(open, closed), false))
			.satisfies((ex) -> assertThat(ex.problems()).extracting(PolicyProblem::field)
				.containsExactly("send-without-origin", "cross-origin-resource-policy"));
	}

	@Test
	void opaqueOriginsOnOnePathContradict() {
		PolicySpec spec = PolicySpec.empty().with(Attribute.ALLOW_NULL_ORIGIN, true);
		assertThatExceptionOfType(InvalidPolicyException.class)
			.isThrownBy(() -> PolicySet
				.of(List.of(CompiledPolicy.compile("a", spec), CompiledPolicy.compile("b", spec)), false))
			.withMessageContaining("null");
	}

	@Test
	void saysEverythingInTheMessage() {
		assertThatExceptionOfType(InvalidPolicyException.class)
			.isThrownBy(() -> CompiledPolicy.compile("test",
					PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("example.com"))))
			.withMessageContaining("test.allowed-origins[0]: example.com:")
			.withMessageContaining("Write instead: https://example.com");
	}

	@Test
	void unsetDiffersFromEmptyAndIsReplacedNotMerged() {
		PolicySpec defaults = VALID.with(Attribute.ALLOWED_HEADERS, List.of("X-A"))
			.with(Attribute.EXPOSED_HEADERS, List.of("X-B"));
		PolicySpec spec = PolicySpec.empty().with(Attribute.ALLOWED_HEADERS, List.of()).orElse(defaults);
		assertThat(spec.get(Attribute.ALLOWED_HEADERS)).isEmpty();
		assertThat(spec.get(Attribute.EXPOSED_HEADERS)).containsExactly("X-B");
		assertThat(spec.get(Attribute.MAX_AGE)).isNull();
		assertThat(spec.effective(Attribute.MAX_AGE)).isEqualTo(Duration.ofMinutes(30));
		assertThat(spec.attributes()).doesNotContain(Attribute.MAX_AGE).hasSize(3);
		assertThat(spec).isEqualTo(spec.with(Attribute.MAX_AGE, null)).hasSameHashCodeAs(spec.orElse(VALID));
	}

	private static List<PolicyProblem> compile(PolicySpec spec) {
		try {
			CompiledPolicy.compile("test", spec);
			return List.of();
		}
		catch (InvalidPolicyException ex) {
			return ex.problems();
		}
	}

}
