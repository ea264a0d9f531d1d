package io.corspolicy.autoconfigure;

import io.corspolicy.autoconfigure.properties.CorsPropertiesReader;
import io.corspolicy.registry.CorsPolicyRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for applications whose environment changes while they run.
 */
@AutoConfiguration(after = CorsPolicyAutoConfiguration.class)
@ConditionalOnClass(EnvironmentChangeEvent.class)
@ConditionalOnBean({ CorsPolicyRegistry.class, CorsPropertiesReader.class })
public final class CorsPolicyRefreshAutoConfiguration {

	@Bean
	ApplicationListener<EnvironmentChangeEvent> corsPolicyRefresher(CorsPolicyRegistry registry,
			CorsPropertiesReader reader) {
		ChangedProperties changed = new ChangedProperties(registry, reader);
		return (event) -> changed.apply(event.getKeys());
	}

	/**
	 * A refresh of the application, such as {@code RefreshRemoteApplicationEvent} of
	 * Spring Cloud Bus asks for, may be meant for a {@code PolicySource}: then no
	 * property has changed.
	 */
	@Bean
	ApplicationListener<RefreshScopeRefreshedEvent> corsPolicySourceRefresher(CorsPolicyRegistry registry,
			CorsPropertiesReader reader) {
		ChangedProperties changed = new ChangedProperties(registry, reader);
		return (event) -> {
			if (RefreshScopeRefreshedEvent.DEFAULT_NAME.equals(event.getName())) {
				changed.applyAll();
			}
		};
	}

}
