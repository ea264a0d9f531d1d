package io.corspolicy.autoconfigure;

import io.corspolicy.actuate.ApplicationPaths;
import io.corspolicy.actuate.CorsPolicyEndpoint;
import io.corspolicy.actuate.CorsPolicyEndpointWebExtension;
import io.corspolicy.autoconfigure.properties.PropertiesPolicySource;
import io.corspolicy.autoconfigure.report.CorsMigration;
import io.corspolicy.reactive.ServerParameterWebFilter;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.servlet.ServerParameterFilter;
import jakarta.servlet.Filter;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.web.PathMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.server.WebFilter;

/**
 * Auto-configuration for the endpoint {@code cors}, if it is available.
 */
@AutoConfiguration(after = CorsPolicyAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(CorsPolicyEndpoint.class)
@ConditionalOnBean(CorsPolicyRegistry.class)
public final class CorsPolicyEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CorsPolicyEndpoint corsPolicyEndpoint(CorsPolicyRegistry registry, ObjectProvider<ApplicationPaths> paths,
			ObjectProvider<CorsMigration> migration, PropertiesPolicySource properties) {
		return new CorsPolicyEndpoint(registry, paths.getIfAvailable(() -> ApplicationPaths.ROOT),
				migration.getIfAvailable(), properties::isDefined);
	}

	@Bean
	@ConditionalOnMissingBean
	CorsPolicyEndpointWebExtension corsPolicyEndpointWebExtension(CorsPolicyEndpoint endpoint) {
		return new CorsPolicyEndpointWebExtension(endpoint);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(Filter.class)
	@ConditionalOnManagementPort(ManagementPortType.SAME)
	static class ServletConfiguration {

		@Bean
		FilterRegistrationBean<ServerParameterFilter> corsServerParameterFilter(Environment environment,
				ObjectProvider<PathMapper> mappers, ObjectProvider<ApplicationPaths> paths) {
			FilterRegistrationBean<ServerParameterFilter> registration = new FilterRegistrationBean<>(
					new ServerParameterFilter(CorsPolicyEndpoint.SERVER));
			registration.addUrlPatterns(paths.getIfAvailable(() -> ApplicationPaths.ROOT).servletPath()
					+ EndpointPath.of(environment, mappers, CorsPolicyEndpoint.EXPLAIN));
			return registration;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass({ WebFilter.class, Mono.class })
	@ConditionalOnManagementPort(ManagementPortType.SAME)
	static class ReactiveConfiguration {

		@Bean
		ServerParameterWebFilter corsServerParameterWebFilter(Environment environment,
				ObjectProvider<PathMapper> mappers) {
			return new ServerParameterWebFilter(EndpointPath.of(environment, mappers, CorsPolicyEndpoint.EXPLAIN),
					CorsPolicyEndpoint.SERVER);
		}

	}

}
