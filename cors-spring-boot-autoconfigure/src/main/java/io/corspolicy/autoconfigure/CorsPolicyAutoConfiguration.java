package io.corspolicy.autoconfigure;

import java.util.Objects;
import java.util.function.Supplier;

import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicySource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
			ObjectProvider<RouterPatterns> router) {
		Supplier<PathPatternParser> parser = () -> router.stream()
			.map(RouterPatterns::parser)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(PathPatternParser.defaultInstance);
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

	/**
	 * How the application's router parses paths, case included.
	 */
	@FunctionalInterface
	interface RouterPatterns {

		/**
		 * The router's parser, or {@code null} where it has none.
		 */
		@Nullable PathPatternParser parser();

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(org.springframework.web.servlet.handler.AbstractHandlerMapping.class)
	static class MvcRouterConfiguration {

		@Bean
		RouterPatterns corsRouterPatterns(
				@Qualifier("requestMappingHandlerMapping") ObjectProvider<org.springframework.web.servlet.handler.AbstractHandlerMapping> mapping) {
			return () -> mapping.stream()
				.map(org.springframework.web.servlet.handler.AbstractHandlerMapping::getPatternParser)
				.filter(Objects::nonNull)
				.findFirst()
				.orElse(null);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass(org.springframework.web.reactive.handler.AbstractHandlerMapping.class)
	static class WebFluxRouterConfiguration {

		@Bean
		RouterPatterns corsRouterPatterns(
				@Qualifier("requestMappingHandlerMapping") ObjectProvider<org.springframework.web.reactive.handler.AbstractHandlerMapping> mapping) {
			return () -> mapping.stream()
				.map(org.springframework.web.reactive.handler.AbstractHandlerMapping::getPathPatternParser)
				.findFirst()
				.orElse(null);
		}

	}

}
