package io.corspolicy.autoconfigure;

import io.corspolicy.metrics.DecisionMetrics;
import io.corspolicy.metrics.RefreshMetrics;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for metrics, if the application has a meter registry.
 */
@AutoConfiguration(after = CorsPolicyAutoConfiguration.class,
		afterName = {
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
				"org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ CorsPolicyRegistry.class, MeterRegistry.class })
public final class CorsPolicyMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	DecisionMetrics corsDecisionMetrics(MeterRegistry meters) {
		return new DecisionMetrics(meters);
	}

	/** No bean depends on it, so it must not be lazy. */
	@Bean
	@Lazy(false)
	@ConditionalOnMissingBean
	RefreshMetrics corsRefreshMetrics(MeterRegistry meters, CorsPolicyRegistry registry) {
		return new RefreshMetrics(meters, registry);
	}

}
