package io.corspolicy.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.ReflectionException;

import io.corspolicy.actuate.ApplicationPaths;
import io.corspolicy.actuate.CorsPolicyEndpoint;
import io.corspolicy.actuate.CorsPolicyEndpointWebExtension;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import io.corspolicy.registry.PolicySourceException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.invoke.reflect.OperationMethod;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

/**
 * Tests for {@link CorsPolicyEndpointAutoConfiguration}, a condition each.
 */
class CorsPolicyEndpointAutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
			CorsPolicyEndpointAutoConfiguration.class);

	private static final String EXPOSED = "management.endpoints.web.exposure.include=cors";

	private final WebApplicationContextRunner runner = new WebApplicationContextRunner().withConfiguration(ALL)
		.withPropertyValues(EXPOSED);

	@Test
	void thereWhereItIsExposed() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(CorsPolicyEndpoint.class)
			.hasSingleBean(CorsPolicyEndpointWebExtension.class));
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasSingleBean(CorsPolicyEndpoint.class)
				.hasSingleBean(CorsPolicyEndpointWebExtension.class));
	}

	@Test
	void tellsHowUpToDateThePoliciesAre() {
		AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
		PolicySource source = new PolicySource() {

			@Override
			public List<PolicyDefinition> policies() {
				if (failure.get() != null) {
					throw failure.get();
				}
				return List.of();
			}

			@Override
			public Object version() {
				return "7\n";
			}

		};
		this.runner.withBean("tenants", PolicySource.class, () -> source).run((context) -> {
			failure.set(new IllegalStateException("down\n"));
			assertThatExceptionOfType(PolicySourceException.class)
				.isThrownBy(context.getBean(CorsPolicyRegistry.class)::refresh);
			Map<String, Object> document = context.getBean(CorsPolicyEndpoint.class).cors(null, null, null, null);
			assertThat(document).extractingByKey("refresh", MAP)
				.containsOnlyKeys("lastSuccess", "age", "failing", "lastFailure", "sources")
				.containsEntry("failing", true)
				.hasEntrySatisfying("lastFailure",
						(told) -> assertThat(told).asInstanceOf(MAP)
							.containsOnlyKeys("time", "sentence")
							.extractingByKey("sentence", STRING)
							.endsWith(" can't be read: java.lang.IllegalStateException \"down\\n\"."))
				.extractingByKey("sources", LIST)
				.hasSize(2)
				.contains(Map.of("source", source.getClass().getName(), "version", "7\\n", "policies", 0, "missing",
						false));
		});
	}

	@Test
	void notExposedByDefault() {
		new WebApplicationContextRunner().withConfiguration(ALL).run(this::assertNothing);
	}

	@Test
	void exposedOverJmxAlone() {
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=cors")
			.run((context) -> assertThat(context).hasSingleBean(CorsPolicyEndpoint.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "management.endpoint.cors.access=NONE", "cors.enabled=false" })
	void switchedOff(String property) {
		this.runner.withPropertyValues(property).run(this::assertNothing);
	}

	@ParameterizedTest
	@ValueSource(classes = { Endpoint.class, ConditionalOnAvailableEndpoint.class })
	void notWithoutActuator(Class<?> missing) {
		this.runner.withClassLoader(new FilteredClassLoader(missing)).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(CorsPolicyRegistry.class);
			assertThat(context.getBeanDefinitionNames()).noneMatch((name) -> name.contains("Endpoint"));
		});
	}

	@Test
	void notWithoutWeb() {
		new ApplicationContextRunner().withConfiguration(ALL)
			.withPropertyValues(EXPOSED)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(CorsPolicyEndpoint.class));
	}

	@Test
	void usersEndpointWins() {
		this.runner.withUserConfiguration(OwnEndpoint.class)
			.run((context) -> assertThat(context).hasSingleBean(CorsPolicyEndpoint.class)
				.hasSingleBean(CorsPolicyEndpointWebExtension.class)
				.getBean(CorsPolicyEndpoint.class)
				.isSameAs(context.getBean("ownEndpoint")));
	}

	/**
	 * Boot 3.5 looks for this very annotation, Boot 4 for one of its name or JSpecify's.
	 */
	@ParameterizedTest
	@ValueSource(classes = { CorsPolicyEndpoint.class, CorsPolicyEndpointWebExtension.class })
	void parametersAreOptionalOnEveryLineOfBoot(Class<?> type) {
		List<Method> operations = Stream.of(type.getDeclaredMethods())
			.filter((method) -> method.isAnnotationPresent(ReadOperation.class))
			.toList();
		assertThat(operations).extracting(Method::getName).containsExactlyInAnyOrder("cors", "explain");
		for (Method operation : operations) {
			List<Parameter> optional = Arrays.stream(operation.getParameters())
				.filter((parameter) -> !parameter.isAnnotationPresent(Selector.class))
				.toList();
			assertThat(optional).hasSizeGreaterThanOrEqualTo(4)
				.allSatisfy((parameter) -> assertThat(parameter.getAnnotations())
					.extracting((annotation) -> annotation.annotationType().getName())
					.containsExactly("org.springframework.lang.Nullable"));
			new OperationMethod(operation, OperationType.READ).getParameters()
				.forEach((parameter) -> assertThat(parameter.isMandatory()).as(parameter.getName())
					.isEqualTo(parameter.getName().equals("operation")));
		}
	}

	@Test
	void prefixesAreTakenOffThePathAndEndpointsElsewhereAreNamed() {
		this.runner
			.withPropertyValues("server.servlet.context-path=/shop", "spring.mvc.servlet.path=/rest",
					"management.server.port=0", "cors.policies.api.paths=/api/**",
					"cors.policies.api.allowed-origins=https://app.example.com")
			.run((context) -> {
				CorsPolicyEndpoint endpoint = context.getBean(CorsPolicyEndpoint.class);
				for (String prefix : List.of("/shop/rest", "/shop", "/rest")) {
					assertThat(explain(endpoint, prefix + "/api/x")).containsEntry("verdict", "ALLOWED")
						.extractingByKey("notes", LIST)
						.singleElement()
						.asString()
						.startsWith("\"" + prefix + "\" was taken off the path");
				}
				assertThat(explain(endpoint, "/api/x")).containsEntry("verdict", "ALLOWED").doesNotContainKey("notes");
				assertThat(explain(endpoint, "/shopping/api/x")).containsEntry("verdict", "BLOCKED")
					.doesNotContainKey("notes");
				assertThat(explain(endpoint, "/actuator/health")).extractingByKey("notes", LIST)
					.singleElement()
					.asString()
					.contains("a port of their own");
			});
	}

	private static Map<String, Object> explain(CorsPolicyEndpoint endpoint, String path) {
		return Objects.requireNonNull(endpoint.explain("explain", "https://app.example.com", "GET", path, null, null,
				null, null, null, null, null));
	}

	@Test
	void answersOverJmx() {
		this.runner
			.withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class, EndpointAutoConfiguration.class,
					JmxEndpointAutoConfiguration.class))
			.withPropertyValues("spring.jmx.enabled=true", "spring.jmx.unique-names=true",
					"management.endpoints.jmx.exposure.include=cors", "cors.policies.api.paths=/api/**",
					"cors.policies.api.allowed-origins=https://a.example")
			.run((context) -> {
				MBeanServer server = context.getBean(MBeanServer.class);
				Set<ObjectName> names = server.queryNames(new ObjectName("org.springframework.boot:name=Cors,*"), null);
				assertThat(names).hasSize(1);
				ObjectName endpoint = names.iterator().next();
				assertThat(invoke(server, endpoint, "explain", "explain", "https://a.example", "GET", "/api/x",
						List.of("a", "Accept: b, c"), "true", null, null, null, null, null))
					.asInstanceOf(InstanceOfAssertFactories.MAP)
					.containsEntry("verdict", "BLOCKED")
					.containsEntry("policy", "api");
				assertThat(invoke(server, endpoint, "explain", "other", null, null, null, null, null, null, null, null,
						null, null))
					.isNull();
				assertThat(invoke(server, endpoint, "explain", "policies", null, null, null, null, null, null, null,
						"API", null, "5"))
					.asInstanceOf(InstanceOfAssertFactories.MAP)
					.containsEntry("matching", 1);
				assertThat(invoke(server, endpoint, "cors", null, null, null, null))
					.asInstanceOf(InstanceOfAssertFactories.MAP)
					.containsOnlyKeys("debug", "refresh", "policies", "routes", "refused", "total");
				assertThatExceptionOfType(ReflectionException.class)
					.isThrownBy(() -> invoke(server, endpoint, "cors", null, null, null, "x"))
					.havingCause()
					.withMessage("The parameter limit is a number from 0 to 1000, not \"x\".");
			});
	}

	private static Object invoke(MBeanServer server, ObjectName endpoint, String operation, Object... arguments)
			throws Exception {
		String[] signature = Arrays.stream(server.getMBeanInfo(endpoint).getOperations())
			.filter((candidate) -> candidate.getName().equals(operation))
			.flatMap((candidate) -> Arrays.stream(candidate.getSignature()))
			.map(MBeanParameterInfo::getType)
			.toArray(String[]::new);
		assertThat(arguments).hasSameSizeAs(signature);
		return server.invoke(endpoint, operation, arguments, signature);
	}

	private void assertNothing(ApplicationContext context) {
		assertThat(context.getBeansOfType(CorsPolicyEndpoint.class)).isEmpty();
		assertThat(context.getBeansOfType(CorsPolicyEndpointWebExtension.class)).isEmpty();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnEndpoint {

		@Bean
		CorsPolicyEndpoint ownEndpoint(CorsPolicyRegistry registry) {
			return new CorsPolicyEndpoint(registry, ApplicationPaths.ROOT, null, (policy) -> false);
		}

	}

}
