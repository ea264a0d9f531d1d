package io.corspolicy.autoconfigure;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.autoconfigure.properties.CorsProperties;
import io.corspolicy.autoconfigure.properties.PropertyNames;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A typo never leaves an application without the policy that its author wrote.
 */
class UnknownPropertyTests {

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
					cors.policies.api.age=1 hour                  | api | age                    | max-age: 1h
					cors.policies.api.max-age-seconds=90          | api | max-age-seconds        | max-age: 90s
					cors.policies.api.access-control-max-age=90   | api | access-control-max-age | max-age: 90s
					cors.policies.api.private-network=true        | api | private-network        | allow-private-network: true
					cors.policies.api.preflight-code=200          | api | preflight-code         | preflight-status: 200
					cors.policies.api.status=200                  | api | status                 | preflight-status: 200
					cors.policies.api.null-origin=true            | api | null-origin            | allow-null-origin: true
					cors.policies.api.timing-allow-origins=true   | api | timing-allow-origins   | timing-allow-origin: true
					cors.policies.api.reject-disalowed=true       | api | reject-disalowed       | reject-disallowed: true
					cors.policies.api.resource-policy=same-site   | api | resource-policy        | cross-origin-resource-policy: same-site
					cors.policies.api.something=x                 | api | something              | (leave something out)
					cors.policies.api.path=/x                     | api | path                   | ''
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
					cors.whatever=1                               |     | whatever               | ''
					cors.whatever.it=1                            |     | whatever               | ''
					cors.polices.web.allowed-origins=*            |     | polices                | policies.web.allowed-origins: ["*"]
					cors.policy.web.allowed-origins[0]=*          |     | policy                 | policies.web.allowed-origins: ["*"]
					cors.web.allowed-origins=*                    |     | web                    | policies.web.allowed-origins: ["*"]
					cors.policies.allowed-origins=https://a.example |   | policies.allowed-origins | policies.api.allowed-origins: ["https://a.example"]
					cors.policies.api.supports-credentials=true   | api | supports-credentials   | allow-credentials: true
					cors.policies.api.supports_credentials=true   | api | supports_credentials   | allow-credentials: true
					cors.policies.api.cors_credentials=true       | api | cors_credentials       | allow-credentials: true
					cors.policies.api.cors_max_age=600            | api | cors_max_age           | max-age: 10m
					cors.policies.api.SetPreflightMaxAge=00:10:00 | api | SetPreflightMaxAge     | max-age: 10m
					cors.policies.api.expose_headers=X-A,X-B      | api | expose_headers         | exposed-headers: [X-A, X-B]
					cors.policies.api.expose=X-A                  | api | expose                 | exposed-headers: [X-A]
					cors.policies.api.cors_expose_all_headers=true | api | cors_expose_all_headers | exposed-headers: ["*"]
					cors.policies.api.WithExposedHeaders=X-A      | api | WithExposedHeaders     | exposed-headers: [X-A]
					cors.policies.api.AllowAnyHeader=true         | api | AllowAnyHeader         | allowed-headers: ["*"]
					cors.policies.api.AllowAnyMethod=true         | api | AllowAnyMethod         | allowed-methods: ["*"]
					cors.policies.api.AllowAnyMethod=false        | api | AllowAnyMethod         | (leave AllowAnyMethod out)
					cors.policies.api.always_send=false           | api | always_send            | send-without-origin: false
					cors.policies.api.always_send=true            | api | always_send            | ''
					cors.policies.api.send_wildcard=true          | api | send_wildcard          | (leave send_wildcard out)
					cors.policies.api.vary_header=true            | api | vary_header            | (leave vary_header out)
					cors.policies.api.automatic_options=true      | api | automatic_options      | (leave automatic_options out)
					cors.policies.api.optionsSuccessStatus=200    | api | optionsSuccessStatus   | preflight-status: 200
					cors.policies.api.preflightContinue=true      | api | preflightContinue      | forward-preflight: true
					cors.policies.api.access-control-allow-credentials=true | api | access-control-allow-credentials | allow-credentials: true
					cors.policies.api.support.credentials=true    | api | support                | allow-credentials: true
					cors.defaults.supports-credentials=true       |     | defaults.supports-credentials | defaults.allow-credentials: true
					cors.supports-credentials=true                |     | supports-credentials   | defaults.allow-credentials: true
					cors.preflight.maxage=10                      |     | preflight              | defaults.max-age: 10s
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
		if (suggestion.isEmpty()) {
			return;
		}
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
				assertThat(problem.reason()).contains("\"allowed-origins\", which is written already");
				assertThat(problem.suggestion()).isEmpty();
			});
		assertThat(written(Stream.of("cors.policies.api.allow-origins=https://app.example.com")).problems())
			.extracting(PolicyProblem::suggestion)
			.containsExactly("(leave allow-origins out)");
	}

	@Test
	void attributesDirectlyBelowCorsAreOnePolicy() {
		assertThat(Written.properties("cors.allowed-origins=*").problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.reason()).contains("\"cors.policies\"", "the prefix \"cors\" belongs to this library");
			assertThat(problem.suggestion()).isEqualTo("""
					(leave allowed-origins out)
					policies.web.paths: ["/**"]
					policies.web.allowed-origins: ["*"]""");
		});
		assertThat(Written.properties("""
				cors.allowed.origins=https://app.example.com
				cors.allowed.methods=GET,POST
				cors.support.credentials=true
				cors.preflight.maxage=600
				""").problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.reason()).contains("cors.support, cors.preflight",
					"\"preflight.maxage\" is \"max-age\"");
			assertThat(problem.suggestion()).endsWith("""
					policies.web.paths: ["/**"]
					policies.web.allowed-origins: ["https://app.example.com"]
					policies.web.allowed-methods: [GET, POST]
					policies.web.allow-credentials: true
					policies.web.max-age: 10m""");
		});
		assertThat(Written.properties("cors.origins=*\ncors.supports-credentials=true").problems()).singleElement()
			.satisfies((problem) -> {
				assertThat(problem.suggestion()).isEmpty();
				assertThat(problem.reason()).contains("any site could act as the signed-in user");
			});
		assertThat(Written.properties("cors.allow-any-origin=true").problems()).extracting(PolicyProblem::suggestion)
			.singleElement()
			.asString()
			.endsWith("policies.web.allowed-origins: [\"*\"]");
		assertThat(Written.yaml("cors:\n  allow-origin-pat: https://pr-[0-9]+\\.example\\.com\n").problems())
			.extracting(PolicyProblem::suggestion)
			.singleElement()
			.asString()
			.endsWith("policies.web.allowed-origins: [\"~https://pr-[0-9]+\\\\.example\\\\.com\"]");
		assertThat(Written.properties("cors.max-age=1h").problems()).singleElement().satisfies((problem) -> {
			assertThat(problem.suggestion()).isEmpty();
			assertThat(problem.exampleText()).contains("policies.web.max-age: 1h");
		});
	}

	@Test
	void policiesBelowTheirPathsGetNames() {
		assertThat(Written.yaml("""
				cors:
				  globalcors:
				    cors-configurations:
				      '[/**]':
				        allowedOrigins: "https://app.example.com"
				        allowedMethods: [GET, POST]
				      '[/api/v1/**]':
				        allowedOriginPatterns: "https://*.example.com"
				        allowCredentials: true
				""").problems()).singleElement().satisfies((problem) -> assertThat(problem.suggestion()).isEqualTo("""
				(leave globalcors out)
				policies.web.paths: ["/**"]
				policies.web.allowed-origins: ["https://app.example.com"]
				policies.web.allowed-methods: [GET, POST]
				policies.api-v1.paths: ["/api/v1/**"]
				policies.api-v1.allowed-origins: ["https://*.example.com"]
				policies.api-v1.allow-credentials: true"""));
		assertThat(Written.yaml("""
				cors:
				  resources:
				    '[/api/*]':
				      origins: "*"
				      supports_credentials: false
				      send_wildcard: true
				""").problems()).extracting(PolicyProblem::suggestion).singleElement().asString().endsWith("""
				policies.api.paths: ["/api/*"]
				policies.api.allowed-origins: ["*"]
				policies.api.allow-credentials: false""");
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
		assertThat(PropertyNames.ATTRIBUTES)
			.containsExactlyInAnyOrderElementsOf(keys(CorsProperties.Policy.class.getRecordComponents()));
		assertThat(PropertyNames.GENERAL)
			.containsExactlyInAnyOrderElementsOf(keys(CorsProperties.class.getRecordComponents()));
		for (var component : CorsProperties.Policy.class.getRecordComponents()) {
			assertThat(PropertyNames.isList(key(component))).isEqualTo(component.getType() == List.class);
		}
	}

	private static List<String> keys(java.lang.reflect.RecordComponent[] components) {
		return Stream.of(components).map(UnknownPropertyTests::key).toList();
	}

	private static String key(java.lang.reflect.RecordComponent component) {
		return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
	}

}
