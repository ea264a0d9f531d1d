package io.corspolicy.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A typo never leaves an application without the policy that its author wrote.
 */
class UnknownKeyTests {

	private static final List<String> POLICY = List.of("cors.policies.api.paths=/api/**",
			"cors.policies.api.allowed-origins=https://app.example.com");

	@ParameterizedTest(name = "{0}")
	@CsvSource(delimiter = '|',
			textBlock = """
					cors.policies.api.allow-credential=true       | api | allow-credential       | allow-credentials: true
					cors.policies.api.allowed-credentials=true    | api | allowed-credentials    | allow-credentials: true
					cors.policies.api.credentials=true            | api | credentials            | allow-credentials: true
					cors.policies.api.allowCredential=true        | api | allowCredential        | allow-credentials: true
					cors.policies.api.allowed-method=GET          | api | allowed-method         | allowed-methods: [GET]
					cors.policies.api.allow-methods=GET,PUT       | api | allow-methods          | allowed-methods: [GET, PUT]
					cors.policies.api.methods[0]=GET              | api | methods                | allowed-methods: [GET]
					cors.policies.api.alowed-methods=GET          | api | alowed-methods         | allowed-methods: [GET]
					cors.policies.api.allowed-mehtods=GET         | api | allowed-mehtods        | allowed-methods: [GET]
					cors.policies.api.allow-headers=X-A           | api | allow-headers          | allowed-headers: [X-A]
					cors.policies.api.headers=X-A                 | api | headers                | allowed-headers: [X-A]
					cors.policies.api.allowed-header[0]=X-A       | api | allowed-header         | allowed-headers: [X-A]
					cors.policies.api.expose-headers=X-A          | api | expose-headers         | exposed-headers: [X-A]
					cors.policies.api.maxage-=1h                  | -   | -                      | -
					cors.policies.api.max-ages=1h                 | api | max-ages               | max-age: 1h
					cors.policies.api.age=1 hour                  | api | age                    | (leave age out)
					cors.policies.api.max-age-seconds=90          | api | max-age-seconds        | max-age: 90s
					cors.policies.api.access-control-max-age=90   | api | access-control-max-age | max-age: 90s
					cors.policies.api.private-network=true        | api | private-network        | allow-private-network: true
					cors.policies.api.preflight-code=200          | api | preflight-code         | (leave preflight-code out)
					cors.policies.api.status=200                  | api | status                 | preflight-status: 200
					cors.policies.api.null-origin=true            | api | null-origin            | allow-null-origin: true
					cors.policies.api.timing-allow-origins=true   | api | timing-allow-origins   | timing-allow-origin: true
					cors.policies.api.reject-disalowed=true       | api | reject-disalowed       | reject-disallowed: true
					cors.policies.api.resource-policy=same-site   | api | resource-policy        | cross-origin-resource-policy: same-site
					cors.policies.api.something=x                 | api | something              | (leave something out)
					cors.policies.api.path=/x                     | api | path                   | (leave path out)
					cors.policies.api.max-age.seconds=90          | api | max-age.seconds        | max-age: 90s
					cors.policies.api.max-age[0]=90               | api | max-age[0]             | max-age: 90s
					cors.policies.api.exposed-headers[0].name=X-A | api | exposed-headers[0]     | exposed-headers: [X-A]
					cors.policies.api.allow-credentials.on=true   | api | allow-credentials.on   | allow-credentials: true
					cors.default.max-age=1h                       |     | default                | defaults.max-age: 1h
					cors.defauts.max-age=1h                       |     | defauts                | defaults.max-age: 1h
					cors.defaults.max-aeg=1h                      |     | defaults.max-aeg       | defaults.max-age: 1h
					cors.defaults.path=/x                         |     | defaults.path          | (leave defaults.path out)
					cors.defaults.expose-headers[0]=X-A           |     | defaults.expose-headers | defaults.exposed-headers: [X-A]
					cors.defaults.max-age.x=1h                    |     | defaults.max-age.x     | defaults.max-age: 1h
					cors.enable=true                              |     | enable                 | enabled: true
					cors.debugging=true                           |     | debugging              | debug: true
					cors.debug.on=true                            |     | debug.on               | debug: true
					cors.order=7                                  |     | order                  | filter-order: 7
					cors.max-age=1h                               |     | max-age                | defaults.max-age: 1h
					cors.exposed-header=X-A                       |     | exposed-header         | defaults.exposed-headers: [X-A]
					cors.whatever=1                               |     | whatever               | (leave whatever out)
					cors.whatever.it=1                            |     | whatever               | (leave whatever out)
					cors.polices.web.allowed-origins=*            |     | polices                | policies.web.allowed-origins: ["*"]
					cors.policy.web.allowed-origins[0]=*          |     | policy                 | policies.web.allowed-origins: ["*"]
					cors.web.allowed-origins=*                    |     | web                    | policies.web.allowed-origins: ["*"]
					cors.policies.allowed-origins=https://a.example |   | policies.allowed-origins | policies.api.allowed-origins: ["https://a.example"]
					""")
	void theNearestKnownKeyIsNamed(String line, String policy, String field, String suggestion) {
		List<PolicyProblem> problems = written(Stream.of(line)).problems();
		if ("-".equals(field)) {
			assertThat(problems).isEmpty();
			return;
		}
		assertThat(problems).singleElement().satisfies((problem) -> {
			assertThat(problem.code()).isEqualTo(ProblemCode.UNKNOWN_PROPERTY);
			assertThat(problem.policy()).isEqualTo((policy != null) ? policy : "");
			assertThat(problem.field()).isEqualTo(field);
			String[] lines = problem.suggestion().split("\n");
			assertThat(lines[lines.length - 1]).isEqualTo(suggestion);
		});
		String prefix = (policy != null) ? "cors.policies." + policy + "." : "cors.";
		assertThat(written(problems.get(0)
			.fix()
			.stream()
			.filter((edit) -> edit.value() != null)
			.map((edit) -> prefix + edit.field() + "=" + plain(edit.value()))).problems()).isEmpty();
	}

	private static Written written(Stream<String> lines) {
		return Written.properties(Stream.concat(POLICY.stream(), lines).collect(Collectors.joining("\n")));
	}

	private static String plain(Object value) {
		return value.toString().replaceAll("[\\[\\] ]", "");
	}

	@Test
	void aPolicyWhoseOriginsAreMisspeltIsNotAlsoWithoutOrigins() {
		assertThat(Written.yaml("""
				cors:
				  policies:
				    api:
				      paths: /api/**
				      allow-origin:
				        - https://app.example.com
				        - https://www.example.com
				""").problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.field()).isEqualTo("allow-origin");
			assertThat(problem.value()).isEqualTo(List.of("https://app.example.com", "https://www.example.com"));
			assertThat(problem.suggestion())
				.endsWith("\nallowed-origins: [\"https://app.example.com\", \"https://www.example.com\"]");
		});
		assertThat(Written.yaml("""
				cors:
				  defaults:
				    origins: https://app.example.com
				  policies:
				    api:
				      paths: /api/**
				""").problems()).extracting(PolicyProblem::field).containsExactly("defaults.origins");
	}

	@Test
	void whatFollowsFromAMisspeltKeyIsNotReported() {
		assertThat(Written.yaml("""
				cors:
				  policies:
				    api:
				      paths: /api/**
				      allowed-origins: http://intranet.example.com
				      allow-credentials: true
				      tolerate-insecure-origin: true
				    web:
				      paths: /shop
				      allowed-origins: https://shop.example.com
				      allowed-methods: GET
				    shop:
				      paths: /shop
				      allowed-origins: https://shop.example.com
				      allow-methods: POST
				""").problems()).extracting(PolicyProblem::field)
			.containsExactly("tolerate-insecure-origin", "allow-methods");
	}

	@Test
	void aKeyThatIsThereAlreadyIsNotSuggestedAgain() {
		assertThat(written(Stream.of("cors.policies.api.allow-origins=https://b.example")).problems()).singleElement()
			.satisfies((problem) -> {
				assertThat(problem.reason()).contains("\"allowed-origins\", which is there already");
				assertThat(problem.suggestion()).isEqualTo("(leave allow-origins out)");
			});
	}

	@Test
	void entriesWithoutAHyphenAreNoKeys() {
		assertThat(Written.yaml("""
				cors:
				  policies:
				    api:
				      allowed-origins:
				        https://app.example.com:
				""").problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.field()).isEqualTo("allowed-origins.https://app.example.com");
			assertThat(problem.suggestion()).endsWith("\nallowed-origins: [\"https://app.example.com\"]");
		});
	}

	@Test
	void valuesInPlaceOfKeysAreRefused() {
		assertThat(Written.yaml("cors: false").problems()).extracting(PolicyProblem::suggestion)
			.containsExactly("enabled: false");
		assertThat(Written.yaml("cors:\n  policies: api").problems()).extracting(PolicyProblem::field)
			.containsExactly("policies");
		assertThat(Written.yaml("cors:\n  defaults: 1h").problems()).extracting(PolicyProblem::field)
			.containsExactly("defaults");
		assertThat(Written.yaml("cors:\n  policies:\n    api: https://a.example").problems()).singleElement()
			.satisfies((problem) -> {
				assertThat(problem.policy()).isEqualTo("api");
				assertThat(problem.suggestion()).isEqualTo("allowed-origins: [\"https://a.example\"]");
			});
	}

	@Test
	void sectionsWithNothingBelowThemDoNoHarm() {
		assertThat(Written.yaml("cors:").problems()).isEmpty();
		assertThat(Written.yaml("cors:\n  defaults:\n  policies:").problems()).isEmpty();
	}

	@Test
	void everyKnownKeyIsKnown() {
		assertThat(KnownKeys.ATTRIBUTES)
			.containsExactlyInAnyOrderElementsOf(keys(CorsProperties.Policy.class.getRecordComponents()));
		assertThat(KnownKeys.GENERAL)
			.containsExactlyInAnyOrderElementsOf(keys(CorsProperties.class.getRecordComponents()));
		for (var component : CorsProperties.Policy.class.getRecordComponents()) {
			assertThat(KnownKeys.isList(key(component))).isEqualTo(component.getType() == List.class);
		}
	}

	private static List<String> keys(java.lang.reflect.RecordComponent[] components) {
		return Stream.of(components).map(UnknownKeyTests::key).toList();
	}

	private static String key(java.lang.reflect.RecordComponent component) {
		return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
	}

}
