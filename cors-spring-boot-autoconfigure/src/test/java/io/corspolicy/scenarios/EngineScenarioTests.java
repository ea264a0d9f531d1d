package io.corspolicy.scenarios;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.corspolicy.autoconfigure.CorsPolicyAutoConfiguration;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.HandlerSource;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import io.corspolicy.path.RoutedRequestReader;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.scenarios.Scenario.Field;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The scenario table against registry and engine alone.
 */
class EngineScenarioTests {

	@SuppressWarnings("NullAway.Init")
	private static CorsPolicyRegistry registry;

	static List<Scenario> scenarios() {
		return Scenario.all().stream().filter((scenario) -> !scenario.needsServer()).toList();
	}

	@BeforeAll
	static void compilePolicies() {
		new WebApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
			.withPropertyValues("spring.config.location=classpath:/scenarios/policies.yml")
			.withConfiguration(AutoConfigurations.of(CorsPolicyAutoConfiguration.class))
			.withUserConfiguration(Handlers.class)
			.run(EngineScenarioTests::takeRegistry);
	}

	/**
	 * The paths that the applications behind the filters map, without a method.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Handlers {

		@Bean
		HandlerSource handlers() {
			List<MappedHandler> handlers = Stream
				.of("/*/items", "/*/*/items", "/*/inner/exact", "/*/*/*/items", "/shared/items", "/cross/*/*")
				.map((path) -> new MappedHandler("items", PathPatternParser.defaultInstance.parse(path), Set.of(),
						false, null))
				.toList();
			return () -> List.of(new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING,
					ParsedPaths.DEFAULT, handlers, null));
		}

	}

	private static void takeRegistry(AssertableWebApplicationContext context) {
		registry = context.getBean(CorsPolicyRegistry.class);
	}

	@ParameterizedTest
	@MethodSource("scenarios")
	void decidesAsTheTableSays(Scenario scenario) {
		String origin = Reader.INSTANCE.origin(scenario);
		CorsDecision decision = registry.decider(Reader.INSTANCE).decide(origin, scenario);
		if (decision == null) {
			assertThat(scenario.passed()).isTrue();
			assertThat(scenario.expected()).isEmpty();
			return;
		}
		assertThat(decision.proceeds()).as(decision.toString()).isEqualTo(scenario.passed());
		if (scenario.passed()) {
			assertThat(decision.forwardsOrigin()).isEqualTo(scenario.originPassed());
		}
		if (!scenario.passed() && scenario.status() != null) {
			assertThat(decision.status()).isEqualTo(scenario.status());
		}
		Map<String, String> headers = decision.headers(origin);
		assertThat(headers.entrySet().stream().map((field) -> field.getKey() + ": " + field.getValue()))
			.containsExactlyInAnyOrderElementsOf(scenario.expectedHeaders());
	}

	@AfterAll
	static void everyRowIsRead() {
		assertThat(Scenario.all()).hasSizeGreaterThan(190);
	}

	/**
	 * A row's request as the engine sees it.
	 */
	private enum Reader implements RoutedRequestReader<Scenario> {

		INSTANCE;

		@Override
		public String rawPath(Scenario request) {
			return request.target().split("\\?")[0];
		}

		@Override
		public int pathStart(Scenario request) {
			return 0;
		}

		@Override
		public PathContainer path(Scenario request) {
			return PathContainer.parsePath(request.target());
		}

		@Override
		public boolean isForHandlers(Scenario request) {
			return true;
		}

		@Override
		public String method(Scenario request) {
			return request.method();
		}

		@Override
		public @Nullable String header(Scenario request, String name) {
			Iterator<String> values = headers(request, name);
			return values.hasNext() ? values.next() : null;
		}

		@Override
		public Iterator<String> headers(Scenario request, String name) {
			return request.headers().stream().filter((field) -> field.is(name)).map(Field::value).iterator();
		}

		@Override
		public String scheme(Scenario request) {
			return "http";
		}

		@Override
		public String host(Scenario request) {
			return authority(request).replaceFirst(":\\d+$", "");
		}

		@Override
		public int port(Scenario request) {
			String authority = authority(request);
			String host = host(request);
			return host.equals(authority) ? -1 : Integer.parseInt(authority.substring(host.length() + 1));
		}

		private String authority(Scenario request) {
			String host = header(request, "Host");
			return (host != null) ? host : "localhost:8080";
		}

	}

}
