package io.corspolicy.autoconfigure;

import java.util.List;
import java.util.Map;

import io.corspolicy.actuate.ApplicationPaths;
import io.corspolicy.autoconfigure.properties.CorsPropertiesReader;
import io.corspolicy.autoconfigure.properties.PropertiesPolicySource;
import io.corspolicy.autoconfigure.report.ExistingBeans;
import io.corspolicy.autoconfigure.report.MvcCorsFinder;
import io.corspolicy.autoconfigure.report.ServletCorsFinder;
import io.corspolicy.autoconfigure.report.Warnings;
import io.corspolicy.autoconfigure.report.WebFluxCorsFinder;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.reactive.WebFluxHandlers;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.servlet.MvcHandlers;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ClassUtils;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Has the classes of the start loaded and linked, most of what it costs, by a start with
 * one policy and no handlers on Spring Boot's background thread, while the main thread
 * does other things. Nothing is kept of it, and nothing is logged. Spring Boot 4 asks for
 * this, except on one processor, in native images, or with
 * {@code -Dspring.backgroundpreinitializer.ignore=true}; earlier ones don't know it.
 */
final class CorsPolicyPreinitializer implements BackgroundPreinitializer {

	private static final Map<String, Object> PROPERTIES = Map.of("cors.policies.sample.paths", "/sample/**",
			"cors.policies.sample.allowed-origins", "https://sample.example", "cors.policies.sample.allow-credentials",
			"true");

	@Override
	public void preinitialize() {
		ConfigurableEnvironment environment = new SampleEnvironment();
		PropertiesPolicySource source = new PropertiesPolicySource(new CorsPropertiesReader(environment));
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(source), PathPatternParser::new);
		registry.start();
		new Warnings(registry, environment, source, () -> true, ApplicationPaths.ROOT).lines();
		ConfigurableListableBeanFactory noBeans = new DefaultListableBeanFactory();
		if (isPresent("org.springframework.web.servlet.HandlerMapping")) {
			Mvc.preinitialize(noBeans);
		}
		else if (isPresent("org.springframework.web.reactive.HandlerMapping")) {
			WebFlux.preinitialize(noBeans);
		}
	}

	private static boolean isPresent(String type) {
		return ClassUtils.isPresent(type, CorsPolicyPreinitializer.class.getClassLoader());
	}

	private static HandlerMappingModel.Endpoints noEndpoints() {
		return new HandlerMappingModel.Endpoints("", false);
	}

	/** What only applications with Spring MVC have. */
	private static final class Mvc {

		static void preinitialize(ConfigurableListableBeanFactory beans) {
			new MvcHandlers(beans, CorsPolicyPreinitializer::noEndpoints).routers();
			new MvcCorsFinder(new ExistingBeans(beans), List::of).find();
			new ServletCorsFinder(new ExistingBeans(beans)).find();
		}

	}

	/** What only applications with Spring WebFlux have. */
	private static final class WebFlux {

		static void preinitialize(ConfigurableListableBeanFactory beans) {
			new WebFluxHandlers(beans, CorsPolicyPreinitializer::noEndpoints).routers();
			new WebFluxCorsFinder(new ExistingBeans(beans), List::of).find();
		}

	}

	/**
	 * Does not depend on the machine.
	 */
	private static final class SampleEnvironment extends StandardEnvironment {

		@Override
		protected void customizePropertySources(MutablePropertySources propertySources) {
			propertySources.addLast(new MapPropertySource("sample", PROPERTIES));
		}

	}

}
