package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UncertainAttributes}.
 */
class UncertainAttributesTests {

	@Test
	void whatIsWrongOrAdvisedMayHoldSomethingElse() {
		UncertainAttributes problems = new UncertainAttributes(List.of(problem("api", "allowed-methods[1]", null),
				problem("api", "alowed-origins", "allowed-origins[0]"), problem("", "defaults.max-age", null),
				problem("", "deflauts", "defaults.allowed-headers[2]"), problem("", "enabled", "debug")));
		assertThat(problems.uncertain("api")).containsExactlyInAnyOrder("allowed-methods", "alowed-origins",
				"allowed-origins", "max-age", "allowed-headers");
		assertThat(problems.uncertain("other")).containsExactlyInAnyOrder("max-age", "allowed-headers");
		assertThat(problems.all()).hasSize(5);
	}

	private static PolicyProblem problem(String policy, String field, @Nullable String edited) {
		return new PolicyProblem(ProblemCode.INVALID_VALUE, policy, field, "x", "it is wrong.",
				(edited != null) ? List.of(new PolicyProblem.Edit(edited, null)) : List.of());
	}

}
