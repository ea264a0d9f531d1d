package io.corspolicy.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.corspolicy.autoconfigure.properties.GeneralProperties;
import io.corspolicy.autoconfigure.properties.CorsPropertiesReader;
import io.corspolicy.autoconfigure.properties.PropertiesPolicySource;
import io.corspolicy.autoconfigure.properties.PropertyNames;
import io.corspolicy.autoconfigure.properties.RawPropertyKeys;
import io.corspolicy.autoconfigure.properties.WrittenProperties;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.registry.PolicyDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link CorsPropertiesReader}: all that can be read is, and all that can't be
 * is reported.
 */
class CorsPropertiesReaderTests {

	private static final String POLICY = """
			cors:
			  policies:
			    api:
			      allowed-origins: https://app.example.com
			""";

	@ParameterizedTest(name = "{0}: {1}")
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			max-age                      | abc          | ``
			max-age                      | 1 hour       | max-age: 1h
			max-age                      | 90 minutes   | max-age: 90m
			max-age                      | 1.5h         | max-age: 90m
			max-age                      | ` 30m`       | max-age: 30m
			max-age                      | 3 days       | max-age: 24h
			max-age                      | 00:10:00     | max-age: 10m
			max-age                      | 600000 msecs | max-age: 10m
			max-age                      | 5 parsecs    | ``
			max-age                      | 90sec        | max-age: 90s
			max-age                      | 10%          | ``
			allow-credentials            | maybe        | ``
			allow-credentials            | ture         | allow-credentials: true
			allow-credentials            | flase        | allow-credentials: false
			allow-credentials            | 2            | ``
			reject-disallowed            | y            | reject-disallowed: true
			send-without-origin          | nope         | ``
			preflight-status             | x            | ``
			preflight-status             | 2OO          | ``
			preflight-status             | 200 OK       | preflight-status: 200
			preflight-status             | 99999999999  | ``
			cross-origin-resource-policy | same         | ``
			cross-origin-resource-policy | same-orign   | cross-origin-resource-policy: same-origin
			cross-origin-resource-policy | crossorigins | cross-origin-resource-policy: cross-origin
			""")
	void whatCanNotBeConvertedIsReported(String attribute, String value, String suggestion) {
		Written written = Written.properties("cors.policies.api.allowed-origins=https://a.example\ncors.policies.api."
				+ attribute + "=" + value.replace(" ", "\\ "));
		assertThat(written.problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_VALUE);
			assertThat(problem.policy()).isEqualTo("api");
			assertThat(problem.field()).isEqualTo(attribute);
			assertThat(problem.value()).isEqualTo(value);
			assertThat(problem.suggestion()).isEqualTo(suggestion);
			assertThat(problem.exampleText().isEmpty()).isEqualTo(!suggestion.isEmpty());
		});
		assertThat(Written
			.yaml("cors:\n  policies:\n    api:\n      allowed-origins: https://a.example\n      " + suggestion)
			.problems()).isEmpty();
	}

	@Test
	void readingGoesOn() {
		Written written = Written.yaml("""
				cors:
				  debug: maybe
				  filter-order: first
				  defaults:
				    max-age: abc
				    paths: [/x]
				    allow-credentials: yes please
				  policies:
				    api:
				      allowed-origins: https://app.example.com/
				      max-age: 1 hour
				      preflight-status: x
				      unknown: 1
				    web:
				      allowed-methods: TRACE
				""");
		assertThat(written.problems()).extracting(PolicyProblem::code, PolicyProblem::policy, PolicyProblem::field)
			.containsExactlyInAnyOrder(tuple(ProblemCode.INVALID_VALUE, "", "debug"),
					tuple(ProblemCode.INVALID_VALUE, "", "filter-order"),
					tuple(ProblemCode.INVALID_VALUE, "", "defaults.max-age"),
					tuple(ProblemCode.INVALID_PATH, "", "defaults.paths"),
					tuple(ProblemCode.INVALID_VALUE, "", "defaults.allow-credentials"),
					tuple(ProblemCode.INVALID_ORIGIN, "api", "allowed-origins[0]"),
					tuple(ProblemCode.INVALID_VALUE, "api", "max-age"),
					tuple(ProblemCode.INVALID_VALUE, "api", "preflight-status"),
					tuple(ProblemCode.UNKNOWN_PROPERTY, "api", "unknown"),
					tuple(ProblemCode.NO_ORIGINS, "web", "allowed-origins"),
					tuple(ProblemCode.INVALID_METHOD, "web", "allowed-methods[0]"));
		GeneralProperties properties = written.reader().initial();
		assertThat(properties.debug()).isFalse();
		assertThat(properties.filterOrder()).isEqualTo(GeneralProperties.FILTER_ORDER);
	}

	@Test
	void problemsOfOtherSourcesAreReportedToo() {
		PolicyDefinition tenant = new PolicyDefinition("tenant", List.of("/tenant"), PolicySpec.empty());
		assertThat(Written.yaml("cors.debug: maybe").source(() -> List.of(tenant)).problems())
			.extracting(PolicyProblem::code)
			.containsExactly(ProblemCode.INVALID_VALUE, ProblemCode.NO_ORIGINS);
	}

	@ParameterizedTest
	@ValueSource(strings = { "allow-credentials", "max-age", "preflight-status", "cross-origin-resource-policy" })
	void unresolvedPlaceholdersAreReported(String attribute) {
		assertThat(Written.yaml(POLICY + "      " + attribute + ": ${no.such}").problems()).singleElement()
			.satisfies((problem) -> {
				assertThat(problem.code()).isEqualTo(ProblemCode.UNRESOLVED_PLACEHOLDER);
				assertThat(problem.field()).isEqualTo(attribute);
				assertThat(problem.value()).isEqualTo("${no.such}");
			});
		assertThat(Written.yaml("cors.debug: ${no.such}").problems()).extracting(PolicyProblem::code)
			.containsExactly(ProblemCode.UNRESOLVED_PLACEHOLDER);
	}

	@Test
	void placeholdersThatLeadBackToThemselvesAreReported() {
		assertThat(Written.yaml("""
				a: ${b}
				b: ${a}
				cors:
				  policies:
				    api:
				      allowed-origins: ["https://app.example.com", "${a}", "https://b.example"]
				      max-age: ${a}
				""").problems()).extracting(PolicyProblem::code, PolicyProblem::field)
			.containsExactlyInAnyOrder(tuple(ProblemCode.UNRESOLVED_PLACEHOLDER, "allowed-origins[1]"),
					tuple(ProblemCode.UNRESOLVED_PLACEHOLDER, "max-age"));
	}

	@Test
	void placeholdersAreResolved() {
		PolicySpec spec = Written.yaml("""
				origins: https://a.example,https://b.example
				age: 10m
				cors:
				  policies:
				    api:
				      allowed-origins: ${origins}
				      max-age: ${age}
				      preflight-status: ${status:200}
				""").policies().get(0).spec();
		assertThat(spec.get(Attribute.ALLOWED_ORIGINS)).containsExactly("https://a.example", "https://b.example");
		assertThat(spec.get(Attribute.MAX_AGE)).isEqualTo(Duration.ofMinutes(10));
		assertThat(spec.get(Attribute.PREFLIGHT_STATUS)).isEqualTo(200);
	}

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|', textBlock = """
			My_Policy      | My_Policy
			API            | API
			api.v1         | api.v1
			a.b.c          | a.b.c
			Äpi            | Äpi
			ä              | ä
			my policy      | my policy
			'[my policy]'  | my policy
			'[api.v1]'     | api.v1
			'[]'           | []
			a_b            | a_b
			api/v1         | api/v1
			""")
	void namesAreCheckedAsWritten(String key, String name) {
		assertThat(Written
			.yaml("cors:\n  policies:\n    \"" + key + "\":\n      paths: /x\n      allowed-origins: https://a.example")
			.problems()).singleElement().satisfies((problem) -> {
				assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_NAME);
				assertThat(problem.policy()).isEqualTo(name);
				assertThat(problem.field()).isEqualTo("name");
				assertThat(problem.value()).isEqualTo(name);
			});
	}

	@Test
	void theContentOfAPolicyWithABadNameIsChecked() {
		assertThat(Written.yaml("""
				cors:
				  policies:
				    api.v1:
				      allowed-origins: https://a.example/
				      max-age: abc
				""").problems()).extracting(PolicyProblem::policy, PolicyProblem::field)
			.containsExactlyInAnyOrder(tuple("api.v1", "name"), tuple("api.v1", "allowed-origins[0]"),
					tuple("api.v1", "max-age"));
	}

	@Test
	void namesThatTheBinderFoldsAreNotMerged() {
		assertThat(Written.yaml("""
				cors:
				  policies:
				    my-policy:
				      allowed-origins: https://a.example
				    mypolicy:
				      allowed-origins: https://b.example
				""").problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_NAME);
			assertThat(problem.policy()).isEqualTo("mypolicy");
			assertThat(problem.suggestion()).isEqualTo("name: mypolicy-2");
		});
		assertThat(Written.yaml("cors.policies.mypolicy.max-age: 1h").andYaml("base.yml", """
				cors:
				  policies:
				    my-policy:
				      allowed-origins: https://a.example
				""").problems()).singleElement()
			.satisfies((problem) -> assertThat(problem.suggestion()).isEqualTo("name: my-policy"));
	}

	@Test
	void noPolicyReplacesAnotherOneSilently() {
		assertThat(Written.properties("""
				cors.policies.a.b.allowed-origins=https://a.example
				cors.policies.[a.b].allowed-origins=https://b.example
				""").problems()).extracting(PolicyProblem::policy, PolicyProblem::code)
			.contains(tuple("a.b", ProblemCode.INVALID_NAME))
			.hasSizeGreaterThanOrEqualTo(2);
	}

	@Test
	void policiesAreNoList() {
		assertThat(Written.yaml("""
				cors:
				  policies:
				    - name: Shop Front
				      allowed-origins: https://a.example
				    - allowed-origins: https://b.example
				""").problems()).extracting(PolicyProblem::code, PolicyProblem::value, PolicyProblem::suggestion)
			.containsExactly(tuple(ProblemCode.INVALID_NAME, "[0]", "name: shop-front"),
					tuple(ProblemCode.INVALID_NAME, "[1]", "name: policy-1"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "api:", "api: {}", "api: ''" })
	void aPolicyWithNothingBelowItIsAPolicy(String policy) {
		assertThat(Written.yaml("cors:\n  policies:\n    " + policy).problems()).extracting(PolicyProblem::code)
			.containsExactly(ProblemCode.NO_ORIGINS);
		Written inheriting = Written
			.yaml("cors:\n  defaults:\n    allowed-origins: https://a.example\n  policies:\n    " + policy);
		assertThat(inheriting.problems()).isEmpty();
		assertThat(inheriting.policies()).extracting(PolicyDefinition::name).containsExactly("api");
	}

	@Test
	void listsHaveNoGaps() {
		assertThat(Written.properties("""
				cors.policies.api.allowed-origins[0]=https://a.example
				cors.policies.api.allowed-origins[2]=https://c.example
				cors.policies.api.allowed-origins[10]=https://k.example
				""").problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.code()).isEqualTo(ProblemCode.INVALID_VALUE);
			assertThat(problem.field()).isEqualTo("allowed-origins[2]");
			assertThat(problem.value()).isEqualTo("https://c.example");
			assertThat(problem.suggestion())
				.isEqualTo("allowed-origins: [\"https://a.example\", \"https://c.example\", \"https://k.example\"]");
		});
	}

	@Test
	void variablesAndSystemPropertiesThatBeginAlikeStopNothing() {
		Written written = Written.yaml(POLICY)
			.variables(Map.of("CORS", "x", "CORS_ORIGINS", "x", "CORS_MAX_AGE", "x", "CORS_POLICIES", "x",
					"CORS_POLICIES_X", "x", "CORS_POLICIES_X_Y", "x", "CORS_DEFAULTS", "x", "CORS_POLICIES_API", "x",
					"CORS_POLICIES_MY_POLICY_PATHS", "x"))
			.systemProperties(Map.of("cors", "x", "cors.allowed.origins", "x", "cors.policies.x", "x",
					"cors.policies.y.foo", "x", "cors.policies.z.max-age.x", "x"));
		assertThat(written.problems()).isEmpty();
		assertThat(written.policies()).extracting(PolicyDefinition::name).containsExactly("api");
	}

	@Test
	void variablesAndSystemPropertiesThatAreOursAreChecked() {
		assertThat(Written.yaml(POLICY)
			.variables(Map.of("CORS_DEBUG", "maybe", "CORS_POLICIES_API_MAXAGE", "abc", "CORS_DEFAULTS_PATHS", "/x"))
			.systemProperties(Map.of("cors.policies.api.allow-credentials", "maybe"))
			.problems()).extracting(PolicyProblem::field)
			.containsExactlyInAnyOrder("debug", "defaults.paths", "max-age", "allow-credentials");
	}

	@Test
	void variablesOverrideFiles() {
		Written written = Written.yaml("""
				cors:
				  policies:
				    my-policy:
				      allowed-origins: https://a.example
				      max-age: 1m
				""")
			.variables(Map.of("CORS_POLICIES_MYPOLICY_MAXAGE", "2h", "CORS_POLICIES_MY_POLICY_PREFLIGHT_STATUS", "200",
					"CORS_POLICIES_OTHER_ALLOWEDORIGINS_0", "https://b.example"));
		assertThat(written.problems()).isEmpty();
		assertThat(written.policies()).extracting(PolicyDefinition::name).containsExactly("my-policy", "other");
		assertThat(written.policies().get(0).spec().get(Attribute.MAX_AGE)).isEqualTo(Duration.ofHours(2));
		assertThat(written.policies().get(0).spec().get(Attribute.PREFLIGHT_STATUS)).isEqualTo(200);
	}

	@Test
	void keysAreRelaxed() {
		Written written = Written.properties("""
				cors.policies.api.allowedOrigins=https://a.example
				cors.policies.api.max_age=1h
				CORS.Policies.api.ALLOW-CREDENTIALS=true
				""");
		assertThat(written.problems()).isEmpty();
		assertThat(written.policies().get(0).spec().attributes()).containsExactlyInAnyOrder(Attribute.ALLOWED_ORIGINS,
				Attribute.MAX_AGE, Attribute.ALLOW_CREDENTIALS);
	}

	@Test
	void policiesKeepTheirOrder() {
		assertThat(Written.yaml("""
				cors:
				  defaults:
				    allowed-origins: https://a.example
				  policies:
				    zebra:
				      max-age: 1m
				    antelope:
				      max-age: 1m
				""").policies()).extracting(PolicyDefinition::name).containsExactly("zebra", "antelope");
	}

	@Test
	void policiesAreReadAnewEachTime() {
		Map<String, Object> values = new HashMap<>(Map.of("cors.policies.api.allowed-origins[0]", "https://a.example"));
		Written written = Written.nothing();
		written.environment().getPropertySources().addFirst(new MapPropertySource("changing", values));
		PropertiesPolicySource source = new PropertiesPolicySource(written.reader());
		assertThat(source.policies()).hasSize(1);
		values.put("cors.policies.api.allowed-origins[1]", "https://b.example");
		values.put("cors.policies.web.allowed-origins", "https://b.example");
		assertThat(source.policies()).extracting(PolicyDefinition::name).containsExactlyInAnyOrder("api", "web");
		assertThat(source.policies()
			.stream()
			.filter((definition) -> definition.name().equals("api"))
			.findFirst()
			.orElseThrow()
			.spec()
			.get(Attribute.ALLOWED_ORIGINS)).hasSize(2);
		values.put("cors.enabled", "false");
		values.put("cors.nonsense", "x");
		assertThat(source.policies()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "off", "no", "0" })
	void offIsFalseInOneWordOnly(String value) {
		assertThat(Written.properties("cors.enabled=" + value).problems()).extracting(PolicyProblem::suggestion)
			.containsExactly("enabled: false");
	}

	@Test
	void aListOfManyEntriesTakesNoLongerThanItsLength() {
		Map<String, Object> values = new HashMap<>();
		for (int i = 0; i < 20_000; i++) {
			values.put("cors.policies.api.allowed-origins[" + i + "]", "https://h" + i + ".example.com");
		}
		Written written = Written.nothing();
		written.environment().getPropertySources().addFirst(new MapPropertySource("many", values));
		assertThat(written.policies().get(0).spec().get(Attribute.ALLOWED_ORIGINS)).hasSize(20_000);
	}

	/**
	 * Sources in which no key looks like ours are left out; the binder decides what does.
	 */
	@Test
	void noKeyIsOverlookedHoweverItIsSpelt() {
		Random random = new Random(20261129);
		String characters = "cCoOrRsS.-_[]'1 \u017f";
		int ours = 0;
		for (int i = 0; i < 200_000; i++) {
			StringBuilder key = new StringBuilder(random.nextBoolean() ? "" : "cors");
			for (int length = random.nextInt(8); length > 0; length--) {
				key.insert(random.nextInt(key.length() + 1), characters.charAt(random.nextInt(characters.length())));
			}
			key.append(".policies.api.paths");
			if (RawPropertyKeys.CORS.isAncestorOf(ConfigurationPropertyName.adapt(key, '.'))) {
				assertThat(PropertyNames.mayBeOurs(key.toString())).as(key.toString()).isTrue();
				ours++;
			}
		}
		assertThat(ours).isGreaterThan(1000);
		assertThat(List.of("spring.web.cors", "co", "", "server.port", "corn.policies"))
			.noneMatch(PropertyNames::mayBeOurs);
	}

	@Test
	void sourcesWithoutOurKeysAreLeftOut() {
		Written written = Written.yaml(POLICY).andProperties("other.properties", "spring.web.cors=x\nserver.port=1");
		assertThat(names(written)).containsExactly("application.yml");
		written.variables(Map.of("PATH", "/bin"));
		assertThat(names(written)).containsExactly("application.yml");
		// The prefix of an application that has one for its environment.
		written.variables(Map.of("PATH", "/bin", "MYAPP_CORS_DEBUG", "true"));
		assertThat(names(written)).containsExactly("systemEnvironment", "application.yml");
	}

	private static List<String> names(Written written) {
		List<String> names = new ArrayList<>();
		WrittenProperties.sources(written.environment())
			.forEach((source) -> names.add(((PropertySource<?>) source.getUnderlyingSource()).getName()));
		return names;
	}

}
