package io.corspolicy.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.autoconfigure.report.CorsPolicyReport;
import io.corspolicy.autoconfigure.report.Warnings;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.logs.CapturedLog;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Warnings}: what has no effect is told in a line, and nothing else is.
 */
class WarningsTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
			CorsPolicyReportAutoConfiguration.class);

	private static final String[] POLICY = { "cors.policies.api.paths=/api/**",
			"cors.policies.api.allowed-origins=https://a.example" };

	private static final String NO_POLICY = "There is no CORS policy: no response gets a CORS header from this library."
			+ " Write one below cors.policies.<name>, or set cors.enabled=false if none is wanted.";

	private final CapturedLog log = new CapturedLog(CorsPolicyReport.LOGGER_NAME, Level.WARN);

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner().withConfiguration(ALL)
		.withUserConfiguration(Mvc.class);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(ALL)
		.withUserConfiguration(WebFlux.class);

	@AfterEach
	void close() {
		this.log.close();
	}

	@Test
	void noPolicyAtAll() {
		this.servlet.run((context) -> assertThat(context).hasNotFailed());
		this.reactive.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).containsExactly(NO_POLICY, NO_POLICY);
	}

	@Test
	void policiesMayComeLater() {
		this.servlet.withBean(PolicySource.class, () -> List::of).run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).isEmpty();
	}

	@Test
	void defaultsThatNobodyInherits() {
		this.servlet.withPropertyValues("cors.defaults.max-age=1h", "cors.defaults.allowed-origins=*")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).containsExactly(NO_POLICY,
				"cors.defaults.allowed-origins (property source \"test\"): no policy inherits cors.defaults, because there"
						+ " is no policy below cors.policies, nor a @CorsPolicy without a name. Write a policy below"
						+ " cors.policies.<name>.");
	}

	@Test
	void policySourcesInheritNothing() {
		this.servlet.withPropertyValues("cors.defaults.max-age=1h")
			.withBean(PolicySource.class, () -> () -> List.of(definition("tenant", "/tenant", PolicySpec.empty())))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).singleElement().asString().startsWith("cors.defaults.max-age (");
	}

	@Test
	void annotationsInheritDefaults() {
		this.servlet.withPropertyValues("cors.defaults.allowed-origins=https://a.example")
			.withBean(Unnamed.class)
			.run((context) -> assertThat(context).hasNotFailed());
		this.reactive.withPropertyValues("cors.defaults.allowed-origins=https://a.example")
			.withBean(Unnamed.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).isEmpty();
	}

	@Test
	void policiesThatNothingNames() {
		this.servlet
			.withPropertyValues("cors.defaults.allowed-origins=https://a.example", "cors.policies.named.max-age=1m",
					"cors.policies.next.max-age=1m", "cors.policies.forgotten.max-age=1m",
					"cors.policies.api.paths=/api/**", "cors.policies.api.candidate=next")
			.withBean(Named.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).containsExactly("cors.policies.forgotten.paths (property source \"test\"): nothing"
				+ " leads to this policy: it has no paths, and no @CorsPolicy(\"forgotten\") names it.");
	}

	@Test
	void whatIsInheritedIsSaidOnce() {
		this.servlet
			.withPropertyValues("cors.defaults.allowed-origins=https://a.example", "cors.defaults.allowed-headers=*",
					"cors.policies.named.paths=/a", "cors.policies.other.paths=/b")
			.withBean(Unnamed.class)
			.withBean(Named.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).containsExactly("cors.defaults.allowed-headers = \"*\" (property source \"test\"):"
				+ " * does not cover Authorization without allow-credentials, and preflights that ask for it are"
				+ " refused: list Authorization beside * if it is meant.");
	}

	@Test
	void annotationsAreNamed() {
		this.servlet.withPropertyValues("cors.policies.named.allowed-origins=https://a.example")
			.withBean(Patching.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).containsExactly("@CorsPolicy on " + Patching.class.getName()
				+ ": allowedMethods[0] = \"patch\": browsers do not upper-case this method: it is another one than"
				+ " PATCH. Write PATCH if that is meant.");
	}

	@Test
	void policiesOfSourcesAreNamed() {
		this.servlet
			.withBean(PolicySource.class,
					() -> () -> List.of(definition("tenant", "/tenant",
							PolicySpec.empty().with(Attribute.ALLOWED_METHODS, List.of("GET", "report")))))
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).singleElement()
			.asString()
			.startsWith("CORS policy \"tenant\" of a policy source: allowed-methods[1] = \"report\": browsers do not");
	}

	@Test
	void oneSegmentAboveDeeperHandlers() {
		this.servlet
			.withPropertyValues("cors.policies.api.paths=/api,/api/*",
					"cors.policies.api.allowed-origins=https://a.example")
			.withBean(Deep.class)
			.run((context) -> assertThat(context).hasNotFailed());
		this.reactive
			.withPropertyValues("cors.policies.api.paths=/api,/api/*",
					"cors.policies.api.allowed-origins=https://a.example")
			.withBean(Deep.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).hasSize(2)
			.allMatch((line) -> line.startsWith("cors.policies.api.paths")
					&& line.contains("/* matches one segment, and no policy answers for /api/items/{id} below it. Write"
							+ " /api/** if they are meant."));
	}

	@Test
	void manyDeeperHandlersAreCounted() {
		this.servlet
			.withPropertyValues("cors.policies.wide.paths=/wide/*",
					"cors.policies.wide.allowed-origins=https://a.example", "cors.policies.full.paths=/full/*",
					"cors.policies.full.allowed-origins=https://a.example")
			.withBean(Wide.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).hasSize(2)
			.satisfiesOnlyOnce((line) -> assertThat(line).startsWith("cors.policies.wide.paths")
				.contains("answers for /wide/a/1, /wide/a/2, /wide/a/3, /wide/a/4, /wide/a/5 and 2 more below it."))
			.satisfiesOnlyOnce((line) -> assertThat(line).startsWith("cors.policies.full.paths")
				.contains("answers for /full/a/1, /full/a/2, /full/a/3, /full/a/4, /full/a/5 below it."));
	}

	@Test
	void hostsOfAPolicyWithoutPaths() {
		this.servlet
			.withPropertyValues("cors.policies.named.allowed-origins=https://a.example",
					"cors.policies.named.hosts=api.example", "cors.policies.other.paths=/b",
					"cors.policies.other.allowed-origins=https://a.example", "cors.policies.other.hosts=api.example")
			.withBean(Named.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).singleElement()
			.asString()
			.startsWith("cors.policies.named.hosts")
			.endsWith("the policy has no paths, so that its hosts mean nothing.");
	}

	@Test
	void oneSegmentIsEnoughWhereEveryHandlerHasAPolicy() {
		this.servlet
			.withPropertyValues("cors.policies.api.paths=/api/*", "cors.policies.api.allowed-origins=https://a.example",
					"cors.policies.deep.paths=/api/items/*", "cors.policies.deep.allowed-origins=https://b.example")
			.withBean(Deep.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).isEmpty();
	}

	@Test
	void oneSegmentIsEnoughAboveAnnotatedHandlers() {
		this.servlet
			.withPropertyValues("cors.policies.api.paths=/*", "cors.policies.api.allowed-origins=https://a.example",
					"cors.policies.named.allowed-origins=https://b.example")
			.withBean(Named.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).isEmpty();
	}

	@Test
	void variablesThatNearlyNameAProperty() {
		Map<String, Object> variables = new TreeMap<>();
		variables.put("CORS_POLICIES_API_ALOWEDORIGINS", "x");
		variables.put("CORS_POLICIES_MY_POLICY_ALLOWEDORIGINS_0", "x");
		variables.put("CORS_DEFAULTS_ORIGINS", "x");
		// These name a property, or none of ours.
		variables.put("CORS_POLICIES_MYPOLICY_MAXAGE", "1m");
		variables.put("CORS_POLICIES_MY_POLICY_ALLOWED_HEADERS", "X-A");
		variables.put("CORS_POLICIES_API_ALLOWEDMETHODS_0", "GET");
		variables.put("CORS_POLICIES_API_SERVICE_HOST", "x");
		variables.put("CORS_POLICIES_API_PORT_8080_TCP", "x");
		variables.put("CORS_POLICIES_OTHER_ORIGINS", "x");
		variables.put("CORS_ALLOWED_ORIGINS", "x");
		this.servlet.withPropertyValues(POLICY)
			.withPropertyValues("cors.policies.my-policy.paths=/my",
					"cors.policies.my-policy.allowed-origins=https://a.example")
			.withSystemProperties("cors.policies.api.allow-credential=true", "cors.policies.api.max-age=2m")
			.withInitializer((context) -> {
				String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
				context.getEnvironment()
					.getPropertySources()
					.replace(name, new SystemEnvironmentPropertySource(name, variables));
			})
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).containsExactly(
				"system property cors.policies.api.allow-credential: no property has this name, so nothing reads it. The"
						+ " nearest is cors.policies.api.allow-credentials.",
				"environment variable CORS_DEFAULTS_ORIGINS: no property has this name, so nothing reads it. The nearest"
						+ " is cors.defaults.allowed-origins, as a variable CORS_DEFAULTS_ALLOWEDORIGINS.",
				"environment variable CORS_POLICIES_API_ALOWEDORIGINS: no property has this name, so nothing reads it."
						+ " The nearest is cors.policies.api.allowed-origins, as a variable"
						+ " CORS_POLICIES_API_ALLOWEDORIGINS.",
				"environment variable CORS_POLICIES_MY_POLICY_ALLOWEDORIGINS_0: no property has this name, so nothing"
						+ " reads it. The nearest is cors.policies.my-policy.allowed-origins, as a variable"
						+ " CORS_POLICIES_MYPOLICY_ALLOWEDORIGINS.");
	}

	@Test
	void sectionsWithAnotherName() {
		this.servlet.withPropertyValues(POLICY)
			.withPropertyValues("spring.cors.allowed-origins=*", "spring.cors.max-age=1m",
					"cors-policy.policies.x.paths=/x", "app.cors.allowed-origins=*", "spring.graphql.cors.max-age=1m",
					"management.endpoints.web.cors.allowed-origins=*", "corspolicy.title=x")
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).containsExactlyInAnyOrder(
				"spring.cors.allowed-origins (property source \"test\") and 1 more: neither Spring Boot nor this library"
						+ " reads what is below spring.cors. Policies are below cors.policies.<name>, and what they"
						+ " inherit below cors.defaults.",
				"cors-policy.policies.x.paths (property source \"test\"): neither Spring Boot nor this library reads what"
						+ " is below corspolicy. Policies are below cors.policies.<name>, and what they inherit below"
						+ " cors.defaults.");
	}

	@Test
	void nothingIsSaidOfAPlainConfiguration() {
		this.servlet.withPropertyValues(POLICY)
			.withBean(Deep.class)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings()).isEmpty();
	}

	private static PolicyDefinition definition(String name, String path, PolicySpec spec) {
		return new PolicyDefinition(name, List.of(path),
				spec.with(Attribute.ALLOWED_ORIGINS, List.of("https://" + name + ".example")));
	}

	private List<String> warnings() {
		return this.log.events().stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	static class Mvc {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebFlux
	static class WebFlux {

	}

	@RestController
	@CorsPolicy(maxAge = "1m")
	static class Unnamed {

		@GetMapping("/unnamed")
		String get() {
			return "";
		}

	}

	@RestController
	@CorsPolicy("named")
	static class Named {

		@GetMapping("/named")
		String get() {
			return "";
		}

		@GetMapping("/named/own")
		@CorsPolicy(maxAge = "1m")
		String own() {
			return "";
		}

	}

	@RestController
	@CorsPolicy(value = "named", allowedMethods = "patch")
	static class Patching {

		@GetMapping("/patching")
		String get() {
			return "";
		}

	}

	@RestController
	static class Wide {

		@GetMapping({ "/wide/a/1", "/wide/a/2", "/wide/a/3", "/wide/a/4", "/wide/a/5", "/wide/a/6", "/wide/a/7" })
		String wide() {
			return "";
		}

		@GetMapping({ "/full/a/1", "/full/a/2", "/full/a/3", "/full/a/4", "/full/a/5" })
		String full() {
			return "";
		}

	}

	@RestController
	@RequestMapping("/api")
	static class Deep {

		@GetMapping({ "", "/items", "/items/{id}" })
		String get() {
			return "";
		}

	}

}
