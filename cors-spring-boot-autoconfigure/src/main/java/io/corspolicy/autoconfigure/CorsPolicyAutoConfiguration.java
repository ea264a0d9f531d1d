package io.corspolicy.autoconfigure;

import java.util.Objects;
import java.util.function.Supplier;

import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicySource;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.BindableRuntimeHintsRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Auto-configuration for the policies that both stacks share.
 */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnProperty(prefix = "cors", name = "enabled", matchIfMissing = true)
@ImportRuntimeHints(CorsPolicyAutoConfiguration.PropertiesHints.class)
public final class CorsPolicyAutoConfiguration {

	@Bean
	CorsPropertiesReader corsPropertiesReader(ConfigurableEnvironment environment) {
		return new CorsPropertiesReader(environment);
	}

	@Bean
	PropertiesPolicySource corsPropertiesPolicySource(CorsPropertiesReader reader) {
		return new PropertiesPolicySource(reader);
	}

	@Bean
	@ConditionalOnMissingBean
	CorsPolicyRegistry corsPolicyRegistry(ObjectProvider<PolicySource> sources, CorsPropertiesReader reader,
			ObjectProvider<RouterPatterns> router) {
		Supplier<PathPatternParser> parser = () -> router.stream()
			.map(RouterPatterns::parser)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(PathPatternParser.defaultInstance);
		return new CorsPolicyRegistry(sources.orderedStream().toList(), parser, reader.initial().debug());
	}

	/**
	 * Policies are compiled when the application's router is ready, and before the server
	 * accepts a request.
	 */
	@Bean
	SmartInitializingSingleton corsPolicyInitializer(CorsPolicyRegistry registry, PropertiesPolicySource properties) {
		return () -> {
			registry.refresh();
			properties.checkUnlessRead();
		};
	}

	/**
	 * What Boot registers for a native image where it does the binding itself.
	 */
	static class PropertiesHints implements RuntimeHintsRegistrar {

		@Override
		public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
			BindableRuntimeHintsRegistrar.forTypes(CorsProperties.class).registerHints(hints, classLoader);
		}

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
