package io.corspolicy.autoconfigure;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

import io.corspolicy.metrics.DecisionMetrics;
import io.corspolicy.metrics.RefreshMetrics;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the conditions of {@link CorsPolicyMetricsAutoConfiguration} and
 * {@link CorsPolicyRefreshAutoConfiguration}.
 */
class OperationsAutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(CorsPolicyAutoConfiguration.class,
			CorsPolicyMetricsAutoConfiguration.class, CorsPolicyRefreshAutoConfiguration.class);

	private final WebApplicationContextRunner servlet = new WebApplicationContextRunner().withConfiguration(ALL);

	private final ReactiveWebApplicationContextRunner reactive = new ReactiveWebApplicationContextRunner()
		.withConfiguration(ALL);

	@Test
	void countsWhereThereIsAMeterRegistry() {
		this.servlet.withUserConfiguration(Meters.class)
			.run((context) -> assertThat(context).hasSingleBean(DecisionMetrics.class));
		this.reactive.withUserConfiguration(Meters.class)
			.run((context) -> assertThat(context).hasSingleBean(DecisionMetrics.class));
	}

	/** Nobody asks for the bean, not even in a lazy context. */
	@Test
	void countsRefreshesAndTellsTheAge() {
		this.servlet.withUserConfiguration(Meters.class)
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> countsRefreshes(context.getBean(CorsPolicyRegistry.class),
					context.getBean(MeterRegistry.class)));
		this.reactive.withUserConfiguration(Meters.class)
			.run((context) -> countsRefreshes(context.getBean(CorsPolicyRegistry.class),
					context.getBean(MeterRegistry.class)));
	}

	private static void countsRefreshes(CorsPolicyRegistry registry, MeterRegistry meters) {
		registry.refreshIfChanged();
		registry.refreshIfChanged();
		registry.addRefreshListener((outcome) -> {
			throw new IllegalStateException();
		});
		registry.refresh();
		assertThat(Stream.of("replaced", "unchanged", "failed")
			.map((outcome) -> meters.get("cors.refresh").tag("outcome", outcome).counter().count()))
			.containsExactly(2.0, 2.0, 0.0);
		assertThat(meters.get("cors.policies.age").gauge().value()).isBetween(0.0, 60.0);
		assertThat(meters.get("cors.policies.age").gauge().getId().getBaseUnit()).isEqualTo("seconds");
	}

	@Test
	void countsNothingWithoutOne() {
		this.servlet.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(DecisionMetrics.class)
			.doesNotHaveBean(RefreshMetrics.class));
		this.servlet.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(CorsPolicyRegistry.class));
	}

	@Test
	void usersMetricsWin() {
		this.servlet.withUserConfiguration(Meters.class, OwnMetrics.class)
			.run((context) -> assertThat(context).hasSingleBean(DecisionMetrics.class)
				.hasBean("ownMetrics")
				.hasSingleBean(RefreshMetrics.class)
				.hasBean("ownRefreshMetrics"));
	}

	@Test
	void refreshesWithSpringCloudOnly() {
		this.servlet.run((context) -> assertThat(context).hasBean("corsPolicyRefresher"));
		this.reactive.run((context) -> assertThat(context).hasBean("corsPolicyRefresher"));
		this.servlet.withClassLoader(new FilteredClassLoader(EnvironmentChangeEvent.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("corsPolicyRefresher"));
	}

	@Test
	void nothingWhereSwitchedOff() {
		this.servlet.withUserConfiguration(Meters.class).withPropertyValues("cors.enabled=false").run((context) -> {
			assertThat(context).hasNotFailed()
				.doesNotHaveBean(DecisionMetrics.class)
				.doesNotHaveBean(RefreshMetrics.class)
				.doesNotHaveBean("corsPolicyRefresher");
			context.publishEvent(new EnvironmentChangeEvent(context, Set.of("cors.enabled")));
		});
	}

	/**
	 * Names that differ between the lines of Boot: one of each must be there, or the
	 * order is left to chance.
	 */
	@Test
	void whatTheyAreOrderedAfterExists() {
		assertThat(Stream.of(CorsPolicyMetricsAutoConfiguration.class.getAnnotation(AutoConfiguration.class))
			.flatMap((annotation) -> Arrays.stream(annotation.afterName()))
			.filter((name) -> ClassUtils.isPresent(name, null))).hasSize(1);
	}

	@Configuration(proxyBeanMethods = false)
	static class Meters {

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnMetrics {

		@Bean
		DecisionMetrics ownMetrics(MeterRegistry meters) {
			return new DecisionMetrics(meters);
		}

		@Bean
		RefreshMetrics ownRefreshMetrics(MeterRegistry meters, CorsPolicyRegistry registry) {
			return new RefreshMetrics(meters, registry);
		}

	}

}
