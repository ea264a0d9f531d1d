package io.corspolicy.autoconfigure;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Finds what does CORS within Spring MVC.
 */
final class MvcCorsFinder implements OtherCors.Finder {

	private static final String DATA_REST = "org.springframework.data.rest.webmvc.RepositoryRestController";

	private static final String REPOSITORY = "org.springframework.data.repository.Repository";

	private final ExistingBeans beans;

	MvcCorsFinder(ExistingBeans beans) {
		this.beans = beans;
	}

	@Override
	public List<OtherCors> find() {
		List<OtherCors> found = new ArrayList<>();
		mappings(RequestMappingInfoHandlerMapping.class).forEach((mapping) -> found
			.addAll(CrossOriginHandlers.among(mapping.getHandlerMethods(), RequestMappingInfo::getPatternValues)));
		repositories().forEach(found::add);
		// A configurer's mappings are handed to every handler mapping, without its name.
		String configurers = this.beans.created(WebMvcConfigurer.class)
			.values()
			.stream()
			.map(ClassUtils::getUserClass)
			.filter(MvcCorsFinder::addsCorsMappings)
			.map(Class::getName)
			.distinct()
			.collect(Collectors.joining(", "));
		mappings(AbstractHandlerMapping.class).map(AbstractHandlerMapping::getCorsConfigurationSource)
			.filter(UrlBasedCorsConfigurationSource.class::isInstance)
			.flatMap((source) -> ((UrlBasedCorsConfigurationSource) source).getCorsConfigurations().keySet().stream())
			.distinct()
			.forEach((path) -> found.add(OtherCors.on(Set.of(path), OtherCors.Kind.MAPPING,
					configurers.isEmpty() ? path : path + " of " + configurers)));
		return found;
	}

	/** Spring Data REST looks for the annotation on the repositories that it exports. */
	private Stream<OtherCors> repositories() {
		ClassLoader classLoader = getClass().getClassLoader();
		if (!ClassUtils.isPresent(DATA_REST, classLoader) || !ClassUtils.isPresent(REPOSITORY, classLoader)) {
			return Stream.empty();
		}
		return this.beans.names(ClassUtils.resolveClassName(REPOSITORY, classLoader))
			.stream()
			.map(this.beans::type)
			.filter((type) -> AnnotatedElementUtils.hasAnnotation(type, CrossOrigin.class))
			.map((type) -> OtherCors.somewhere(OtherCors.Kind.CROSS_ORIGIN, type.getName()));
	}

	/** Those behind another one, too, such as Spring Data REST's. */
	private <T> Stream<T> mappings(Class<T> type) {
		return this.beans.created(HandlerMapping.class)
			.values()
			.stream()
			.flatMap((mapping) -> (mapping instanceof Iterable<?> delegates)
					? StreamSupport.stream(delegates.spliterator(), false) : Stream.of(mapping))
			.filter(type::isInstance)
			.map(type::cast);
	}

	private static boolean addsCorsMappings(Class<?> configurer) {
		Method method = ReflectionUtils.findMethod(configurer, "addCorsMappings", CorsRegistry.class);
		return method != null && method.getDeclaringClass() != WebMvcConfigurer.class;
	}

}
