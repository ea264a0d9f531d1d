package io.corspolicy.autoconfigure;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.corspolicy.actuate.ApplicationPaths;
import io.corspolicy.autoconfigure.properties.CorsPropertiesReader;
import io.corspolicy.autoconfigure.properties.PropertiesPolicySource;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.HandlerSource;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicySource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Auto-configuration for the policies that both stacks share.
 */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnProperty(prefix = "cors", name = "enabled", matchIfMissing = true)
@ImportRuntimeHints(CorsPolicyRuntimeHints.class)
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
	RefreshLog corsRefreshLog(CorsPropertiesReader reader) {
		return new RefreshLog(reader.initial().refreshInterval());
	}

	@Bean
	IntervalRefresh corsIntervalRefresh(CorsPolicyRegistry registry, CorsPropertiesReader reader, RefreshLog log) {
		return new IntervalRefresh(registry, reader.initial().refreshInterval(), log, IntervalRefresh.Pause.SLEEP,
				() -> ThreadLocalRandom.current().nextDouble());
	}

	@Bean
	@ConditionalOnMissingBean
	CorsPolicyRegistry corsPolicyRegistry(ObjectProvider<PolicySource> sources, CorsPropertiesReader reader,
			PropertiesPolicySource properties, ObjectProvider<RouterPatterns> router,
			ObjectProvider<HandlerSource> handlers, ObjectProvider<DecisionListener> listeners, RefreshLog log) {
		Supplier<PathPatternParser> parser = () -> parser(router);
		CorsPolicyRegistry registry = new CorsPolicyRegistry(sources.orderedStream().toList(), parser,
				PolicySpec::empty,
				() -> handlers.orderedStream().flatMap((source) -> source.routers().stream()).toList(),
				() -> listeners.orderedStream().toList());
		registry.setDebug(reader.initial().debug());
		if (reader.initial().startWithoutSources()) {
			registry.startWithout((source) -> source != properties, log::leftOut);
		}
		return registry;
	}

	static PathPatternParser parser(ObjectProvider<RouterPatterns> router) {
		return router.stream()
			.map(RouterPatterns::parser)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(PathPatternParser.defaultInstance);
	}

	/**
	 * Policies are compiled when the application's router is ready, and before the server
	 * accepts a request.
	 */
	@Bean
	SmartInitializingSingleton corsPolicyInitializer(CorsPolicyRegistry registry, PropertiesPolicySource properties) {
		return () -> {
			registry.start();
			properties.checkUnlessRead();
		};
	}

	/**
	 * Some handlers are mapped when the context is refreshed, and not before: those of
	 * Spring Integration.
	 */
	@Bean
	LateHandlers corsLateHandlers(CorsPolicyRegistry registry, ObjectProvider<HandlerSource> handlers,
			ApplicationContext own) {
		return new LateHandlers(registry, handlers, own);
	}

	/**
	 * How the application's router parses paths, case included.
	 */
	@FunctionalInterface
	interface RouterPatterns {

		/**
		 * The router's parser, or {@code null} if it has none.
		 */
		@Nullable PathPatternParser parser();

	}

	/**
	 * On a port of their own, the endpoints keep their own CORS, which is not a conflict.
	 */
	static HandlerMappingModel.Endpoints endpoints(Environment environment) {
		boolean ownCors = !ManagementPort.isOwn(environment) && Stream.of("allowed-origins", "allowed-origin-patterns")
			.anyMatch((name) -> Binder.get(environment)
				.bind("management.endpoints.web.cors." + name, Bindable.listOf(String.class))
				.map((origins) -> !origins.isEmpty())
				.orElse(false));
		return new HandlerMappingModel.Endpoints(ManagementPort.basePath(environment), ownCors);
	}

	private static ApplicationPaths paths(Environment environment, String contextPath, String servletPath) {
		return new ApplicationPaths(prefix(environment, contextPath), prefix(environment, servletPath),
				ManagementPort.isOwn(environment) ? ManagementPort.basePath(environment) : null);
	}

	static String prefix(Environment environment, String property) {
		String value = environment.getProperty(property, "").strip();
		String path = value.endsWith("/") ? value.substring(0, value.length() - 1) : value;
		return (path.isEmpty() || path.startsWith("/")) ? path : "/" + path;
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

		/**
		 * A dispatcher with a context of its own is started on its first request, after
		 * the policies were read: the declarations of its handlers would never be read.
		 */
		@Bean
		ApplicationListener<ContextRefreshedEvent> corsChildContextCheck(ApplicationContext own) {
			return (event) -> {
				if (event.getApplicationContext() != own
						&& event.getApplicationContext() instanceof ConfigurableApplicationContext child) {
					String handler = new io.corspolicy.servlet.MvcHandlers(child.getBeanFactory(),
							() -> new HandlerMappingModel.Endpoints("", false))
						.findOwnDeclaration();
					Assert.state(handler == null, () -> handler + " has a @CorsPolicy, but belongs to " + child
							+ ", whose policies are not read: move it to the application's own context");
				}
			};
		}

		@Bean
		ApplicationPaths corsApplicationPaths(Environment environment) {
			return paths(environment, "server.servlet.context-path", "spring.mvc.servlet.path");
		}

		@Bean
		HandlerSource corsHandlers(ConfigurableListableBeanFactory beanFactory, Environment environment) {
			return new io.corspolicy.servlet.MvcHandlers(beanFactory, () -> endpoints(environment));
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

		@Bean
		ApplicationPaths corsApplicationPaths(Environment environment) {
			return paths(environment, "spring.webflux.base-path", "");
		}

		@Bean
		HandlerSource corsHandlers(ConfigurableListableBeanFactory beanFactory, Environment environment) {
			return new io.corspolicy.reactive.WebFluxHandlers(beanFactory, () -> endpoints(environment));
		}

	}

}
