package io.corspolicy.autoconfigure;

import io.corspolicy.registry.CorsPolicyRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Auto-configuration for applications whose environment changes while they run.
 */
@AutoConfiguration(after = CorsPolicyAutoConfiguration.class)
@ConditionalOnClass(EnvironmentChangeEvent.class)
@ConditionalOnBean({ CorsPolicyRegistry.class, CorsPropertiesReader.class })
public final class CorsPolicyRefreshAutoConfiguration {

	@Bean
	ApplicationListener<EnvironmentChangeEvent> corsPolicyRefresher(CorsPolicyRegistry registry,
			CorsPropertiesReader reader, ConfigurableEnvironment environment) {
		ChangedProperties changed = new ChangedProperties(registry, reader, environment);
		return (event) -> changed.apply(event.getKeys());
	}

}
