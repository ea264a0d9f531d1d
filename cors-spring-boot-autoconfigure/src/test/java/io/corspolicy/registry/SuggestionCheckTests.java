package io.corspolicy.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.ProblemCode;
import org.junit.jupiter.api.Test;

import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link SuggestionCheck}: which of several suggestions are withheld because
 * the policies could not start with them, and that no others are.
 */
class SuggestionCheckTests {

	private static final Object CREDENTIALS = true;

	private static final String ANY = " *";

	private static final String NO_ORIGINS = "a allowed-origins withheld";

	@Test
	void theEntryThatCanNotBeMeantIsWithheld() {
		List<PolicyDefinition> policies = policies(policy("a", "allowed-origins", List.of("https://a.example ", ANY),
				"allow-credentials", CREDENTIALS, "max-age", "PT1H"));
		assertThat(suggested(policies, problems(policies))).containsExactly("a allowed-origins[0] = https://a.example",
				"a allowed-origins[1] withheld");
	}

	@Test
	void entriesThatTogetherCanNotBeMeantAreWithheld() {
		List<PolicyDefinition> policies = policies(policy("a", "allowed-origins", List.of("https://a.example "),
				"allowed-methods", List.of("TRACE", "CONNECT")));
		assertThat(suggested(policies, problems(policies))).containsExactly("a allowed-origins[0] = https://a.example",
				"a allowed-methods[0] withheld", "a allowed-methods[1] withheld");
	}

	@Test
	void suggestionsOfOtherPoliciesStay() {
		List<PolicyDefinition> policies = policies(
				policy("a", "allowed-origins", List.of(ANY), "allow-credentials", CREDENTIALS),
				policy("b", "allowed-origins", List.of(ANY)));
		assertThat(suggested(policies, problems(policies))).containsExactly("a allowed-origins[0] withheld",
				"b allowed-origins[0] = *");
	}

	@Test
	void whatAllWouldInheritIsWithheld() {
		List<PolicyDefinition> policies = policies(policy("a", "allow-credentials", CREDENTIALS));
		List<PolicyProblem> problems = new ArrayList<>(problems(policies));
		problems.add(general("defaults.allowed-origins", List.of("*")));
		problems.add(general("defaults.max-age", Duration.ofHours(1)));
		problems.add(general("policies.a.exposed-headers", List.of("X-A")));
		problems.add(general("policies.b.allowed-origins", List.of("https://b.example")));
		assertThat(suggested(policies, problems)).containsExactly(NO_ORIGINS, " defaults.allowed-origins withheld",
				" defaults.max-age = PT1H", " policies.a.exposed-headers = [X-A]",
				" policies.b.allowed-origins = [https://b.example]");
	}

	@Test
	void whatAPolicyWouldGetIsWithheld() {
		List<PolicyDefinition> policies = policies(policy("a", "allow-credentials", CREDENTIALS));
		List<PolicyProblem> problems = new ArrayList<>(problems(policies));
		problems.add(general("policies.a.allowed-origins", List.of("*")));
		problems.add(general("policies.c.allowed-origins", List.of("*")));
		assertThat(suggested(policies, problems)).containsExactly(NO_ORIGINS, " policies.a.allowed-origins withheld",
				" policies.c.allowed-origins = [*]");
	}

	@Test
	void whatElseIsWrongWithThePolicyIsNoCause() {
		List<PolicyDefinition> policies = policies(policy("a", "allowed-origins", List.of("*"), "allow-credentials",
				CREDENTIALS, "exposed-headers", List.of("X-A ")));
		List<PolicyProblem> problems = problems(policies);
		assertThat(problems).hasSize(2);
		assertThat(suggested(policies, problems)).containsExactly("a exposed-headers[0] = X-A",
				"a allowed-origins[0] withheld");
	}

	@Test
	void theReasonSaysWhyOnce() {
		List<PolicyDefinition> policies = policies(
				policy("a", "allowed-origins", List.of(ANY), "allow-credentials", CREDENTIALS));
		PolicyProblem checked = check(policies, problems(policies)).get(0);
		assertThat(checked.reason()).isEqualTo("blanks around an origin never match. What is meant can't start either:"
				+ " with allow-credentials, any site could act as the signed-in user: name the origins.");
		assertThat(checked.fix()).isEmpty();
		assertThat(checked.example()).isNotEmpty();
	}

	@Test
	void handlersAreNotCompiled() {
		List<PolicyDefinition> policies = policies(policy("a", "allowed-origins", List.of("https://a.example")));
		PolicyProblem ofHandler = new PolicyProblem(ProblemCode.INVALID_ORIGIN, "a@com.example.Orders#all",
				PolicyField.parse("allowed-origins[0]"), ANY, "no origin.",
				List.of(new Edit("allowed-origins[0]", "*")));
		assertThat(check(policies, List.of(ofHandler))).containsExactly(ofHandler);
	}

	private static PolicyProblem general(String field, Object value) {
		return new PolicyProblem(ProblemCode.UNKNOWN_PROPERTY, "", PolicyField.parse(field), null, "no property.",
				List.of(new Edit(field, value)));
	}

	private static List<String> suggested(List<PolicyDefinition> policies, List<PolicyProblem> problems) {
		return check(policies, problems).stream()
			.map((problem) -> problem.policy() + " " + problem.field()
					+ (problem.fix().isEmpty() ? " withheld" : " = " + problem.fix().get(0).value()))
			.toList();
	}

	private static List<PolicyProblem> check(List<PolicyDefinition> policies, List<PolicyProblem> problems) {
		return new SuggestionCheck(PathPatternParser.defaultInstance, policies, List.of()).check(problems);
	}

	/** What is wrong, before any suggestion was checked. */
	private static List<PolicyProblem> problems(List<PolicyDefinition> policies) {
		return catchThrowableOfType(InvalidPolicyException.class,
				() -> TestCompiler.create(PathPatternParser.defaultInstance).findProblems(policies))
			.problems();
	}

	private static List<PolicyDefinition> policies(Map<String, Object> one) {
		return ConfigurationTableTests.definitions(List.of(one));
	}

	private static List<PolicyDefinition> policies(Map<String, Object> one, Map<String, Object> other) {
		return ConfigurationTableTests.definitions(List.of(one, other));
	}

	private static Map<String, Object> policy(String name, Object... attributes) {
		Map<String, Object> policy = new LinkedHashMap<>(Map.of("name", name, "paths", List.of("/" + name + "/**")));
		for (int i = 0; i < attributes.length; i += 2) {
			policy.put((String) attributes[i], attributes[i + 1]);
		}
		return policy;
	}

}
