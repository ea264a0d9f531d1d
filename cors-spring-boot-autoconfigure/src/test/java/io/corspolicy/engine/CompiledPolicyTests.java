package io.corspolicy.engine;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CompiledPolicy}. What can't be compiled, and what it says then, is in
 * the tables under {@code configurations}.
 */
class CompiledPolicyTests {

	private static final PolicySpec VALID = PolicySpec.empty()
		.with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example.com"));

	private static final PolicySpec ANY = PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("*"));

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
	void policiesOnOnePathMustAgreeOnWhatEveryResponseCarries() {
		CompiledPolicy open = CompiledPolicy.compile("open", ANY.with(Attribute.SEND_WITHOUT_ORIGIN, true)
			.with(Attribute.CROSS_ORIGIN_RESOURCE_POLICY, CrossOriginResourcePolicy.CROSS_ORIGIN));
		CompiledPolicy closed = CompiledPolicy.compile("closed", VALID);
		assertThat(PolicyContradictions.find(List.of(open, closed))).extracting(PolicyProblem::field)
			.containsExactly("send-without-origin", "cross-origin-resource-policy");
	}

	@Test
	void opaqueOriginsOnOnePathContradict() {
		PolicySpec spec = PolicySpec.empty().with(Attribute.ALLOW_NULL_ORIGIN, true);
		assertThat(PolicyContradictions
			.find(List.of(CompiledPolicy.compile("a", spec), CompiledPolicy.compile("b", spec)))).singleElement()
			.asString()
			.contains("null");
	}

	@Test
	void saysEverythingInTheMessage() {
		assertThatExceptionOfType(InvalidPolicyException.class)
			.isThrownBy(() -> CompiledPolicy.compile("test",
					PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("example.com"))))
			.withMessageContaining("test.allowed-origins[0] (example.com): an origin begins with a scheme")
			.withMessageContaining("- \"https://example.com\"");
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
