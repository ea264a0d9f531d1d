package io.corspolicy.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import io.corspolicy.registry.RegisteredHandler;
import io.corspolicy.registry.RegisteredHandler.DecidedBy;
import io.corspolicy.registry.RegisteredPolicy;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * For every attribute of every policy, where it was written.
 */
class PropertyLocationsTests {

	private static final String CONTROLLER = Annotated.class.getName();

	private static final String UNNAMED = UnnamedController.class.getName();

	private static final String[] PROPERTIES = { "cors.defaults.allowed-origins=https://d.example",
			"cors.policies.api.allowed-origins=https://a.example", "cors.policies.api.paths=/api/**" };

	@Test
	void eachAttributeKnowsTheSourceThatWins() {
		Written written = Written.nothing()
			.commandLine("--cors.policies.api.reject-disallowed=true",
					"--cors.policies.api.exposed-headers=X-One,X-Two")
			.variables(Map.of("CORS_POLICIES_API_MAXAGE", "10m", "CORS_POLICIES_API_ALLOWEDHEADERS_0_", "X-Three",
					"CORS_DEFAULTS_PREFLIGHTSTATUS", "200"))
			.systemProperties(Map.of("cors.policies.api.allowNullOrigin", "false"))
			.andProperties("application.properties", """
					cors.policies.api.allowed-methods[0]=GET
					cors.policies.api.allowed-methods[1]=PUT
					cors.policies.api.timing_allow_origin=true
					""")
			.andYaml("application.yml", """
					cors:
					  defaults:
					    max-age: 1h
					    forward-preflight: true
					    allow-credentials: false
					  policies:
					    api:
					      paths:
					        - /api/**
					        - /more/**
					      allowed-origins:
					        - https://a.example
					        - https://b.example
					      allowed-methods: [POST]
					      allowCredentials: ${app.credentials:true}
					      cross-origin-resource-policy: ""
					    other:
					      paths: /other/**,/others/**
					      allowed-origins: "https://a.example,https://b.example"
					""");
		List<PolicyDefinition> policies = written.policies();
		assertThat(places(policies.get(0).spec())).containsExactlyEntriesOf(inOrder("""
				hosts                        | built-in default
				enabled                      | built-in default
				allowed-origins              | file [application.yml] - 12:11
				allowed-methods              | file [application.properties] - 1:38
				allowed-headers              | environment variable CORS_POLICIES_API_ALLOWEDHEADERS_0_
				exposed-headers              | command line, --cors.policies.api.exposed-headers
				allow-credentials            | file [application.yml] - 15:25
				max-age                      | environment variable CORS_POLICIES_API_MAXAGE
				allow-private-network        | built-in default
				send-without-origin          | built-in default
				reject-disallowed            | command line, --cors.policies.api.reject-disallowed
				check-websocket-origin       | built-in default
				preflight-status             | cors.defaults, environment variable CORS_DEFAULTS_PREFLIGHTSTATUS
				forward-origin               | built-in default
				forward-preflight            | cors.defaults, file [application.yml] - 4:24
				timing-allow-origin          | file [application.properties] - 3:39
				cross-origin-resource-policy | built-in default
				allow-null-origin            | system property cors.policies.api.allowNullOrigin
				tolerate-insecure-origins    | built-in default
				tolerate-public-suffixes     | built-in default
				"""));
		assertThat(policies).extracting(PolicyDefinition::pathsWrittenAt)
			.containsExactly("file [application.yml] - 9:11", "file [application.yml] - 18:14");
		assertThat(policies.get(1).spec().writtenAt(Attribute.ALLOWED_ORIGINS))
			.isEqualTo("file [application.yml] - 19:24");
		assertThat(policies.get(1).spec().writtenAt(Attribute.ALLOW_CREDENTIALS))
			.isEqualTo("cors.defaults, file [application.yml] - 5:24");
	}

	@Test
	void whereItWasWrittenMakesNoDifference() {
		PolicySpec spec = PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://a.example"));
		PolicySpec placed = spec.withPlaces((attribute) -> "here");
		assertThat(placed).isEqualTo(spec).hasSameHashCodeAs(spec).hasToString(spec.toString());
		assertThat(placed)
			.isEqualTo(PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://" + "a.example")));
		assertThat(placed).isNotEqualTo(PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of()));
		assertThat(spec.writtenAt(Attribute.ALLOWED_ORIGINS)).isNull();
		assertThat(placed.withPlaces((attribute) -> "there").writtenAt(Attribute.ALLOWED_ORIGINS)).isEqualTo("here");
	}

	@Test
	void sourcesStandForWhatTheyDoNotSay() {
		runner().withBean("lambda", PolicySource.class, () -> () -> List.of(definition("lambda")))
			.withBean(Tenants.class)
			.run((context) -> {
				CorsPolicyRegistry registry = context.getBean(CorsPolicyRegistry.class);
				String tenants = "policy source " + Tenants.class.getName();
				String lambda = "policy source " + PropertyLocationsTests.class.getName();
				assertThat(registry.policies())
					.filteredOn((policy) -> !policy.pathsWrittenAt().startsWith("property source"))
					.extracting(RegisteredPolicy::name, RegisteredPolicy::pathsWrittenAt,
							(policy) -> policy.policy().spec().writtenAt(Attribute.ALLOWED_ORIGINS),
							(policy) -> policy.policy().spec().writtenAt(Attribute.MAX_AGE))
					.containsExactlyInAnyOrder(tuple("lambda", lambda, lambda, "built-in default"),
							tuple("tenant", tenants, tenants, "row 7"));
			});
	}

	@Test
	void annotationsKnowWhatBearsThem() {
		runner().run((context) -> assertAnnotations(context.getBean(CorsPolicyRegistry.class)));
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CorsPolicyAutoConfiguration.class))
			.withUserConfiguration(WebFlux.class)
			.withBean(Annotated.class)
			.withBean(UnnamedController.class)
			.withPropertyValues(PROPERTIES)
			.run((context) -> assertAnnotations(context.getBean(CorsPolicyRegistry.class)));
	}

	private static void assertAnnotations(CorsPolicyRegistry registry) {
		List<RegisteredPolicy> annotated = registry.annotatedPolicies();
		assertThat(annotated).extracting(RegisteredPolicy::name)
			.containsExactly("@" + UNNAMED + "#unnamed", "api@" + CONTROLLER, "api@" + CONTROLLER + "#put");
		assertThat(places(annotated.get(0).policy().spec())).containsAllEntriesOf(inOrder("""
				allowed-origins | cors.defaults, property source "test"
				max-age         | @CorsPolicy on %1$s
				reject-disallowed | @CorsPolicy on %2$s#unnamed
				""".formatted(UNNAMED, Unnamed.class.getName())))
			.containsEntry("allow-credentials", "built-in default");
		assertThat(places(annotated.get(2).policy().spec())).containsAllEntriesOf(inOrder("""
				allowed-origins  | property source "test"
				max-age          | @CorsPolicy on %1$s
				preflight-status | @CorsPolicy on %1$s#put
				""".formatted(CONTROLLER)));
		assertThat(registry.routes())
			.extracting(RegisteredHandler::pattern, RegisteredHandler::methods,
					(route) -> route.handler().substring(route.handler().indexOf('#')), RegisteredHandler::decidedBy,
					RegisteredHandler::policies)
			.containsExactly(tuple("/a", List.of("GET"), "#get", DecidedBy.ANNOTATION, List.of("api@" + CONTROLLER)),
					tuple("/a", List.of("PUT"), "#put", DecidedBy.ANNOTATION, List.of("api@" + CONTROLLER + "#put")),
					tuple("/b", List.of("GET"), "#unnamed", DecidedBy.ANNOTATION, List.of("@" + UNNAMED + "#unnamed")),
					tuple("/off", List.of(), "#off", DecidedBy.DISABLED, List.of()));
	}

	@Test
	void routesWithoutAnnotationsNameThePoliciesOfTheirPaths() {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(CorsPolicyAutoConfiguration.class))
			.withUserConfiguration(Mvc.class)
			.withBean(Silent.class)
			.withPropertyValues("cors.policies.reader.paths=/a/**", "cors.policies.reader.allowed-origins=*",
					"cors.policies.reader.allowed-methods=GET", "cors.policies.writer.paths=/a/**",
					"cors.policies.writer.allowed-origins=https://a.example",
					"cors.policies.writer.allowed-methods=PUT")
			.run((context) -> assertThat(context.getBean(CorsPolicyRegistry.class).routes())
				.extracting(RegisteredHandler::pattern, RegisteredHandler::decidedBy, RegisteredHandler::policies)
				.containsExactly(tuple("/a/{id}", DecidedBy.PATH, List.of("reader", "writer")),
						tuple("/b", DecidedBy.NOBODY, List.of())));
	}

	private static WebApplicationContextRunner runner() {
		return new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CorsPolicyAutoConfiguration.class))
			.withUserConfiguration(Mvc.class)
			.withBean(Annotated.class)
			.withBean(UnnamedController.class)
			.withPropertyValues(PROPERTIES);
	}

	private static Map<String, String> places(PolicySpec spec) {
		Map<String, String> places = new LinkedHashMap<>();
		Attribute.all().forEach((attribute) -> places.put(attribute.name(), spec.writtenAt(attribute)));
		return places;
	}

	private static Map<String, String> inOrder(String table) {
		Map<String, String> entries = new LinkedHashMap<>();
		table.lines().forEach((line) -> {
			String[] cells = line.split("\\|", 2);
			entries.put(cells[0].strip(), cells[1].strip());
		});
		return entries;
	}

	private static PolicyDefinition definition(String name) {
		return new PolicyDefinition(name, List.of("/" + name),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://" + name + ".example")));
	}

	static class Tenants implements PolicySource {

		@Override
		public List<PolicyDefinition> policies() {
			PolicyDefinition tenant = definition("tenant");
			return List.of(new PolicyDefinition("tenant", tenant.paths(),
					PolicySpec.empty()
						.with(Attribute.MAX_AGE, Duration.ofHours(1))
						.withPlaces((attribute) -> "row 7")
						.orElse(tenant.spec())));
		}

	}

	interface Unnamed {

		@GetMapping("/b")
		@CorsPolicy(rejectDisallowed = "true")
		String unnamed();

	}

	@RestController
	@CorsPolicy(maxAge = "1h")
	static class UnnamedController implements Unnamed {

		@Override
		public String unnamed() {
			return "";
		}

	}

	@RestController
	@CorsPolicy(value = "api", maxAge = "1h")
	static class Annotated {

		@GetMapping("/a")
		String get() {
			return "";
		}

		@PutMapping("/a")
		@CorsPolicy(preflightStatus = "200")
		String put() {
			return "";
		}

		@CorsPolicy(enabled = false)
		@RequestMapping("/off")
		String off() {
			return "";
		}

	}

	@RestController
	static class Silent {

		@GetMapping({ "/a/{id}", "/b" })
		String get() {
			return "";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	static class Mvc {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class WebFlux {

	}

}
