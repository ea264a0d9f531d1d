package io.corspolicy.autoconfigure;

import java.util.function.Supplier;

import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicySource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Auto-configuration for the policies that both stacks share.
 */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnProperty(prefix = "cors", name = "enabled", matchIfMissing = true)
@EnableConfigurationProperties(CorsProperties.class)
public final class CorsPolicyAutoConfiguration {

	@Bean
	PolicySource corsPropertiesPolicySource(CorsProperties properties) {
		return new PropertiesPolicySource(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	CorsPolicyRegistry corsPolicyRegistry(ObjectProvider<PolicySource> sources, CorsProperties properties,
			ObjectProvider<PathPatternParser> parsers) {
		Supplier<PathPatternParser> parser = () -> parsers.getIfUnique(() -> PathPatternParser.defaultInstance);
		return new CorsPolicyRegistry(sources.orderedStream().toList(), parser, properties.debug());
	}

	/**
	 * Policies are compiled when the application's router is ready, and before the server
	 * accepts a request.
	 */
	@Bean
	SmartInitializingSingleton corsPolicyInitializer(CorsPolicyRegistry registry) {
		return registry::refresh;
	}

}
