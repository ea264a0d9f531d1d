package io.corspolicy.migration;

import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import io.corspolicy.autoconfigure.CorsPolicyAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyReactiveAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyReportAutoConfiguration;
import io.corspolicy.autoconfigure.CorsPolicyServletAutoConfiguration;
import io.corspolicy.logs.CapturedLog;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.filter.CorsFilter;

/**
 * An application with Spring's CORS, and the same one with the policies that the
 * migration writes in its place, answer a matrix of requests alike, but for the
 * differences that the migration tells of; and each of these shows.
 */
class MigrationDifferentialTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
			CorsPolicyServletAutoConfiguration.class, CorsPolicyReactiveAutoConfiguration.class,
			CorsPolicyReportAutoConfiguration.class);

	/** Every refusal would be a line. */
	@AutoClose
	private final CapturedLog log = new CapturedLog("org.springframework", Level.OFF);

	static List<SpringCase> ofMvc() {
		return SpringCases.of(0);
	}

	static List<SpringCase> ofWebFlux() {
		return SpringCases.of(1);
	}

	@ParameterizedTest
	@MethodSource("ofMvc")
	void mvc(SpringCase aCase) {
		BeforeAndAfter both = new BeforeAndAfter(Asked.matrix(aCase));
		WebApplicationContextRunner runner = new WebApplicationContextRunner().withConfiguration(ALL);
		for (Class<?> controller : aCase.controllers()) {
			runner = runner.withUserConfiguration(controller);
		}
		WebApplicationContextRunner old = runner.withUserConfiguration(MvcSite.Before.class);
		for (Map<String, CorsConfiguration> filter : aCase.filters()) {
			old = old.withBean("filter" + aCase.filters().indexOf(filter), CorsFilter.class,
					() -> MvcSite.filter(filter));
		}
		if (!aCase.mappings().isEmpty()) {
			old = old.withBean(MvcSite.Mappings.class, () -> new MvcSite.Mappings(aCase.mappings()));
		}
		if (!aCase.sourceBean().isEmpty()) {
			old = old.withBean(CorsConfigurationSource.class, () -> MvcSite.source(aCase.sourceBean()));
		}
		old.run((context) -> both.ask(context, MvcSite.of(context)));
		runner.withUserConfiguration(MvcSite.After.class)
			.withInitializer((context) -> both.load(context))
			.run((context) -> both.compare(MvcSite.of((WebApplicationContext) context.getSourceApplicationContext())));
	}

	@ParameterizedTest
	@MethodSource("ofWebFlux")
	void webFlux(SpringCase aCase) {
		BeforeAndAfter both = new BeforeAndAfter(Asked.matrix(aCase));
		ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner().withConfiguration(ALL);
		for (Class<?> controller : aCase.controllers()) {
			runner = runner.withUserConfiguration(controller);
		}
		ReactiveWebApplicationContextRunner old = runner.withUserConfiguration(WebFluxSite.Before.class);
		for (Map<String, CorsConfiguration> filter : aCase.filters()) {
			old = old.withBean("filter" + aCase.filters().indexOf(filter), CorsWebFilter.class,
					() -> WebFluxSite.filter(filter));
		}
		if (!aCase.mappings().isEmpty()) {
			old = old.withBean(WebFluxSite.Mappings.class, () -> new WebFluxSite.Mappings(aCase.mappings()));
		}
		if (!aCase.sourceBean().isEmpty()) {
			old = old.withBean(org.springframework.web.cors.reactive.CorsConfigurationSource.class,
					() -> WebFluxSite.source(aCase.sourceBean()));
		}
		old.run((context) -> both.ask(context, WebFluxSite.of(context)));
		runner.withUserConfiguration(WebFluxSite.After.class)
			.withInitializer((context) -> both.load(context))
			.run((context) -> both.compare(WebFluxSite.of(context)));
	}

}
