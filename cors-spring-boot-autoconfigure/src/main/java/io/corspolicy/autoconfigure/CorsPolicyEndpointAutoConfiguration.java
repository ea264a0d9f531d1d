package io.corspolicy.autoconfigure;

import io.corspolicy.actuate.ApplicationPaths;
import io.corspolicy.actuate.CorsPolicyEndpoint;
import io.corspolicy.actuate.CorsPolicyEndpointWebExtension;
import io.corspolicy.registry.CorsPolicyRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the endpoint {@code cors}, where it is available.
 */
@AutoConfiguration(after = CorsPolicyAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(CorsPolicyEndpoint.class)
@ConditionalOnBean(CorsPolicyRegistry.class)
public final class CorsPolicyEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CorsPolicyEndpoint corsPolicyEndpoint(CorsPolicyRegistry registry, ObjectProvider<ApplicationPaths> paths) {
		return new CorsPolicyEndpoint(registry, paths.getIfAvailable(() -> ApplicationPaths.ROOT));
	}

	@Bean
	@ConditionalOnMissingBean
	CorsPolicyEndpointWebExtension corsPolicyEndpointWebExtension(CorsPolicyEndpoint endpoint) {
		return new CorsPolicyEndpointWebExtension(endpoint);
	}

}
