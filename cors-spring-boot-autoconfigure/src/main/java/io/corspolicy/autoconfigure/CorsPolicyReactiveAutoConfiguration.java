package io.corspolicy.autoconfigure;

import io.corspolicy.autoconfigure.properties.CorsPropertiesReader;
import io.corspolicy.reactive.CorsPolicyWebFilter;
import io.corspolicy.reactive.HandlerPolicyMapping;
import io.corspolicy.registry.CorsPolicyRegistry;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.WebFilter;

/**
 * Auto-configuration for reactive applications.
 */
@AutoConfiguration(after = CorsPolicyAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({ WebFilter.class, Mono.class })
@ConditionalOnBean({ CorsPolicyRegistry.class, CorsPropertiesReader.class })
public final class CorsPolicyReactiveAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CorsPolicyWebFilter corsPolicyWebFilter(CorsPolicyRegistry registry, CorsPropertiesReader reader) {
		return new CorsPolicyWebFilter(registry, reader.initial().filterOrder());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(org.springframework.web.reactive.HandlerMapping.class)
	static class WebFluxConfiguration {

		/**
		 * A handler mapping, as the dispatcher of WebFlux has no interceptors.
		 */
		@Bean
		HandlerPolicyMapping corsHandlerPolicyMapping(ApplicationContext context) {
			return new HandlerPolicyMapping(context);
		}

	}

}
