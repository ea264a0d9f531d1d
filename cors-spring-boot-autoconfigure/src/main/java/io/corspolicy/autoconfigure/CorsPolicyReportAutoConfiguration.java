package io.corspolicy.autoconfigure;

import java.util.List;

import io.corspolicy.actuate.ApplicationPaths;
import io.corspolicy.autoconfigure.properties.CorsPropertiesReader;
import io.corspolicy.autoconfigure.properties.PropertiesPolicySource;
import io.corspolicy.autoconfigure.report.CorsMigration;
import io.corspolicy.autoconfigure.report.CorsPolicyReport;
import io.corspolicy.autoconfigure.report.ExistingBeans;
import io.corspolicy.autoconfigure.report.GatewayCorsFinder;
import io.corspolicy.autoconfigure.report.MvcCorsFinder;
import io.corspolicy.autoconfigure.report.OtherMechanisms;
import io.corspolicy.autoconfigure.report.RSocketFinder;
import io.corspolicy.autoconfigure.report.ReactiveCorsFinder;
import io.corspolicy.autoconfigure.report.ServletCorsFinder;
import io.corspolicy.autoconfigure.report.Warnings;
import io.corspolicy.autoconfigure.report.WebFluxCorsFinder;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.HandlerSource;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicySource;
import jakarta.servlet.Filter;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the report at start-up.
 */
@AutoConfiguration(after = CorsPolicyAutoConfiguration.class)
@ConditionalOnBean({ CorsPolicyRegistry.class, CorsPropertiesReader.class })
public final class CorsPolicyReportAutoConfiguration {

	/**
	 * Written when all singletons, including the handlers, exist, and before the server
	 * accepts a request.
	 */
	@Bean
	SmartInitializingSingleton corsPolicyReport(CorsPolicyRegistry registry,
			ObjectProvider<OtherMechanisms.Finder> finders, ConfigurableEnvironment environment,
			PropertiesPolicySource properties, ObjectProvider<PolicySource> sources,
			ObjectProvider<ApplicationPaths> paths) {
		Warnings warnings = new Warnings(registry, environment, properties,
				() -> sources.stream().allMatch((source) -> source == properties),
				paths.getIfAvailable(() -> ApplicationPaths.ROOT));
		return new CorsPolicyReport(registry, finders::orderedStream, warnings)::write;
	}

	/** The same as policies, on request: made for whoever asks. */
	@Bean
	@Lazy
	CorsMigration corsMigration(CorsPolicyRegistry registry, ObjectProvider<OtherMechanisms.Finder> finders,
			ObjectProvider<CorsPolicyAutoConfiguration.RouterPatterns> router, PropertiesPolicySource properties,
			Environment environment) {
		return new CorsMigration(registry, finders::orderedStream, () -> CorsPolicyAutoConfiguration.parser(router),
				properties::defaults,
				ManagementPort.isOwn(environment) ? null : CorsPolicyAutoConfiguration.endpoints(environment));
	}

	private static List<HandlerMappingModel> routers(ObjectProvider<HandlerSource> handlers) {
		return handlers.orderedStream().flatMap((source) -> source.routers().stream()).toList();
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(Filter.class)
	static class ServletConfiguration {

		@Bean
		OtherMechanisms.Finder corsServletFinder(ConfigurableListableBeanFactory beanFactory) {
			return new ServletCorsFinder(new ExistingBeans(beanFactory));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	@ConditionalOnClass(org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping.class)
	static class MvcConfiguration {

		@Bean
		OtherMechanisms.Finder corsMvcFinder(ConfigurableListableBeanFactory beanFactory,
				ObjectProvider<HandlerSource> handlers) {
			return new MvcCorsFinder(new ExistingBeans(beanFactory), () -> routers(handlers));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass(Mono.class)
	static class ReactiveConfiguration {

		@Bean
		OtherMechanisms.Finder corsReactiveFinder(ConfigurableListableBeanFactory beanFactory) {
			return new ReactiveCorsFinder(new ExistingBeans(beanFactory));
		}

		@Bean
		OtherMechanisms.Finder corsGatewayFinder(Environment environment) {
			return new GatewayCorsFinder(environment);
		}

		@Bean
		OtherMechanisms.Finder corsRSocketFinder(Environment environment) {
			return new RSocketFinder(environment);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	@ConditionalOnClass(org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping.class)
	static class WebFluxConfiguration {

		@Bean
		OtherMechanisms.Finder corsWebFluxFinder(ConfigurableListableBeanFactory beanFactory,
				ObjectProvider<HandlerSource> handlers) {
			return new WebFluxCorsFinder(new ExistingBeans(beanFactory), () -> routers(handlers));
		}

	}

}
