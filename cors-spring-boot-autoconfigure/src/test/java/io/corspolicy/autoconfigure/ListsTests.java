package io.corspolicy.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.registry.PolicyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Lists mean the same however they are written.
 */
class ListsTests {

	private static final String KEY = "cors.policies.api.allowed-origins";

	private static final String VARIABLE = "CORS_POLICIES_API_ALLOWEDORIGINS";

	private static final String[] BOTH = { "https://a.example", "~https://pr-[0-9]{1,4}\\.example\\.com" };

	private static final String TEXT = String.join(",", BOTH);

	private static Written yaml(String value) {
		return Written.yaml("cors:\n  policies:\n    api:\n      allowed-origins: " + value + "\n");
	}

	@Test
	void yaml() {
		assertOrigins(yaml("'" + TEXT + "'"), BOTH);
		assertOrigins(yaml("'" + TEXT + ",'"), BOTH);
		assertOrigins(yaml("['" + BOTH[0] + "', '" + BOTH[1] + "']"), BOTH);
		assertOrigins(yaml("['" + TEXT + "']"), BOTH);
		assertOrigins(yaml("\n        - " + BOTH[0] + "\n        - '" + BOTH[1] + "'"), BOTH);
		assertOrigins(yaml("\n        - ' " + BOTH[0] + "'\n        - '" + BOTH[1] + ",'"), BOTH);
		assertOrigins(yaml("|\n        " + BOTH[0] + "\n        " + BOTH[1]), BOTH);
		assertOrigins(yaml("|\n        " + BOTH[0] + ",\n        " + BOTH[1] + ",\n"), BOTH);
		assertOrigins(yaml(">\n        " + BOTH[0] + ",\n        " + BOTH[1] + "\n"), BOTH);
	}

	@Test
	void properties() {
		String text = TEXT.replace("\\", "\\\\");
		assertOrigins(Written.properties(KEY + "=" + text), BOTH);
		assertOrigins(Written.properties(KEY + "=" + text + " ,"), BOTH);
		assertOrigins(Written.properties(KEY + "=" + text.replaceFirst(",", ",\\\\\n  ")), BOTH);
		assertOrigins(Written.properties(KEY + "[0]=" + BOTH[0] + "\n" + KEY + "[1]=" + BOTH[1].replace("\\", "\\\\")),
				BOTH);
		assertOrigins(Written.properties(KEY + "[0]=" + text), BOTH);
	}

	@Test
	void variablesArgumentsAndSystemProperties() {
		assertOrigins(Written.nothing().variables(Map.of(VARIABLE, TEXT)), BOTH);
		assertOrigins(Written.nothing().variables(Map.of(VARIABLE, BOTH[0] + "\n" + BOTH[1] + "\n")), BOTH);
		assertOrigins(Written.nothing().variables(Map.of(VARIABLE, BOTH[0] + "\r\n" + BOTH[1] + ",")), BOTH);
		assertOrigins(Written.nothing().variables(Map.of(VARIABLE + "_0", BOTH[0], VARIABLE + "_1", BOTH[1])), BOTH);
		assertOrigins(Written.nothing().variables(Map.of(VARIABLE + "_0", TEXT)), BOTH);
		assertOrigins(Written.nothing().systemProperties(Map.of(KEY, TEXT + ",")), BOTH);
		assertOrigins(Written.nothing().commandLine("--" + KEY + "=" + TEXT), BOTH);
		assertOrigins(Written.nothing().commandLine("--" + KEY + "[0]=" + BOTH[0], "--" + KEY + "[1]=" + BOTH[1]),
				BOTH);
	}

	@Test
	void objects() {
		for (Object value : List.of(List.of(BOTH), BOTH, List.of(TEXT))) {
			Written written = Written.nothing();
			written.environment().getPropertySources().addFirst(new MapPropertySource("objects", Map.of(KEY, value)));
			assertOrigins(written, BOTH);
		}
	}

	@Test
	void placeholders() {
		Map<String, Object> values = Map.of("ORIGINS", TEXT, "EMPTY", "", "BLANK", " ", "HOST", "a.example", "BREAKS",
				BOTH[0] + "\n" + BOTH[1]);
		assertOrigins(yaml("${ORIGINS}").variables(values), BOTH);
		assertOrigins(yaml("['${ORIGINS}']").variables(values), BOTH);
		assertOrigins(yaml("['${BREAKS}']").variables(values), BOTH);
		assertOrigins(yaml("['https://${HOST}', '" + BOTH[1] + "']").variables(values), BOTH);
		assertOrigins(yaml("'https://${HOST},${EXTRA:}," + BOTH[1] + "'").variables(values), BOTH);
		assertOrigins(yaml("['${EXTRA:}', '${EMPTY}', '${BLANK}', '${ORIGINS}', '${EMPTY},']").variables(values), BOTH);
		assertOrigins(yaml("'${ORIGINS:}'").variables(values), BOTH);
		assertOrigins(yaml("'${NONE:" + TEXT + "}'").variables(values), BOTH);
		assertThat(yaml("'${NONE:}'").variables(values).policies().get(0).spec().get(Attribute.ALLOWED_ORIGINS))
			.isEmpty();
	}

	@Test
	void allListAttributes() {
		PolicyDefinition policy = Written.yaml("""
				cors:
				  defaults:
				    exposed-headers: |
				      X-A
				      X-B,
				  policies:
				    api:
				      paths: /items/{id:[0-9]{1,3}},/more/**,
				      allowed-origins: https://a.example
				      allowed-methods: "GET, PUT\\nDELETE"
				      allowed-headers: ["X-C,X-D", "${MORE:}"]
				""").policies().get(0);
		assertThat(policy.paths()).containsExactly("/items/{id:[0-9]{1,3}}", "/more/**");
		assertThat(policy.spec().get(Attribute.ALLOWED_METHODS)).containsExactly("GET", "PUT", "DELETE");
		assertThat(policy.spec().get(Attribute.ALLOWED_HEADERS)).containsExactly("X-C", "X-D");
		assertThat(policy.spec().get(Attribute.EXPOSED_HEADERS)).containsExactly("X-A", "X-B");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "''", "[]", "' '", "','", "\"\\n\"" })
	void anEmptyValueIsTheEmptyList(String value) {
		PolicyDefinition policy = Written
			.yaml("cors:\n  policies:\n    api:\n      allowed-origins: '*'\n      allowed-headers: " + value)
			.policies()
			.get(0);
		assertThat(policy.spec().get(Attribute.ALLOWED_HEADERS)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "['https://a.example', '']", "['https://a.example', ' ']",
			"\n      - https://a.example\n      - " })
	void anEntryWrittenAsAnEmptyStringIsAnError(String value) {
		assertThat(yaml(value).problems()).extracting(PolicyProblem::code, PolicyProblem::field)
			.containsExactly(tuple(ProblemCode.INVALID_ORIGIN, "allowed-origins[1]"));
		assertThat(Written.nothing()
			.variables(Map.of(VARIABLE + "_0", "https://a.example", VARIABLE + "_1", ""))
			.problems()).extracting(PolicyProblem::code, PolicyProblem::field)
			.containsExactly(tuple(ProblemCode.INVALID_ORIGIN, "allowed-origins[1]"));
	}

	@Test
	void unbalancedBracesSwallowNothing() {
		assertThat(yaml("'https://a.example/{id,https://b.example,https://c.example/'").problems())
			.extracting(PolicyProblem::value)
			.containsExactly("https://a.example/{id", "https://c.example/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[\"https://a.example\",\"https://b.example\"]", "\"https://a.example,https://b.example\"",
			"'https://a.example','https://b.example'", "[https://a.example, https://b.example]" })
	void quotesAndBracketsAreErrorsWithAllEntries(String value) {
		Map<String, Written> ways = new HashMap<>();
		ways.put("variable", Written.nothing().variables(Map.of(VARIABLE, value)));
		ways.put("placeholder", yaml("${ORIGINS}").variables(Map.of("ORIGINS", value)));
		ways.put("properties", Written.properties(KEY + "=" + value));
		ways.put("argument", Written.nothing().commandLine("--" + KEY + "=" + value));
		ways.forEach((way, written) -> assertThat(written.problems()).as(way).singleElement().satisfies((problem) -> {
			assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_VALUE);
			assertThat(problem.field()).isEqualTo("allowed-origins");
			assertThat(problem.value()).isEqualTo(value);
			assertThat(problem.suggestion())
				.isEqualTo("allowed-origins: [\"https://a.example\", \"https://b.example\"]");
		}));
	}

	@Test
	void quotesAroundAnElementAreErrors() {
		assertThat(yaml("[\"'https://a.example'\", https://b.example]").problems())
			.extracting(PolicyProblem::field, PolicyProblem::suggestion)
			.containsExactly(tuple("allowed-origins[0]", "- \"https://a.example\""));
		assertThat(yaml("['${B:https://b.example}', '\"https://a.example\",\"https://c.example\"']").problems())
			.extracting(PolicyProblem::field, PolicyProblem::suggestion)
			.containsExactly(tuple("allowed-origins[1]",
					"allowed-origins: [\"https://b.example\", \"https://a.example\"," + " \"https://c.example\"]"));
	}

	@Test
	void whatIsWithinQuotesIsCheckedToo() {
		assertThat(Written.nothing().variables(Map.of(VARIABLE, "\"https://a.example/,https://b.example\"")).problems())
			.extracting(PolicyProblem::code)
			.containsExactlyInAnyOrder(ProblemCode.INVALID_VALUE, ProblemCode.INVALID_ORIGIN);
	}

	private static void assertOrigins(Written written, String... origins) {
		assertThat(written.problems()).isEmpty();
		assertThat(written.policies().get(0).spec().get(Attribute.ALLOWED_ORIGINS)).containsExactly(origins);
	}

}
