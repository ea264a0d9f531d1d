package io.corspolicy.autoconfigure.report;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.HandlerSource;
import io.corspolicy.migration.CorsLayers;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Finds the CORS mechanisms within Spring MVC.
 */
public final class MvcCorsFinder implements OtherMechanisms.Finder {

	private static final String DATA_REST = "org.springframework.data.rest.webmvc.RepositoryRestController";

	private static final String REPOSITORY = "org.springframework.data.repository.Repository";

	private static final String RESOURCES = "org.springframework.data.rest.core.mapping.ResourceMappings";

	private final ExistingBeans beans;

	private final Supplier<List<HandlerMappingModel>> routers;

	/**
	 * Create a finder.
	 * @param beans the application's beans
	 * @param routers the known handlers, for mappings that do not expose theirs
	 */
	public MvcCorsFinder(ExistingBeans beans, Supplier<List<HandlerMappingModel>> routers) {
		this.beans = beans;
		this.routers = routers;
	}

	@Override
	public List<OtherMechanisms> find() {
		List<OtherMechanisms> found = new ArrayList<>();
		mappings(RequestMappingInfoHandlerMapping.class).forEach((mapping) -> found
			.addAll(CrossOriginHandlers.among(mapping.getHandlerMethods(), RequestMappingInfo::getPatternValues)));
		repositories().forEach(found::add);
		// Every handler mapping gets a configurer's mappings, but not its name.
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
			.forEach((path) -> found.add(OtherMechanisms.on(Set.of(path), OtherMechanisms.Mechanism.MAPPING,
					configurers.isEmpty() ? path : path + " of " + configurers)));
		return found;
	}

	@Override
	public void collect(CorsLayers layers) {
		Map<String, String> configurers = new HashMap<>();
		this.beans.created(WebMvcConfigurer.class).forEach((name, configurer) -> {
			MappedPaths mapped = new MappedPaths();
			configurer.addCorsMappings(mapped);
			mapped.paths().forEach((path) -> configurers.putIfAbsent(path, this.beans.configurer(name, configurer)));
		});
		MvcCorsLayers found = new MvcCorsLayers(layers, configurers, exportedPaths());
		this.beans.created(HandlerMapping.class)
			.values()
			.stream()
			.sorted(AnnotationAwareOrderComparator.INSTANCE)
			.flatMap((mapping) -> HandlerSource.delegates(mapping, HandlerMapping.class))
			.filter(AbstractHandlerMapping.class::isInstance)
			.forEach((mapping) -> found.add((AbstractHandlerMapping) mapping, this.routers));
	}

	/**
	 * The paths at which Spring Data REST serves repositories, each with a leading slash.
	 */
	private List<String> exportedPaths() {
		List<String> paths = new ArrayList<>();
		this.beans.named(RESOURCES).values().forEach((resources) -> {
			if (resources instanceof Iterable<?> all) {
				all.forEach((resource) -> {
					if (Boolean.TRUE.equals(HiddenMembers.call(resource, "isExported", new Class<?>[0]))) {
						String path = String.valueOf(HiddenMembers.call(resource, "getPath", new Class<?>[0]));
						paths.add(path.startsWith("/") ? path : "/" + path);
					}
				});
			}
		});
		return paths;
	}

	/** Spring Data REST looks for the annotation on the repositories that it exports. */
	private Stream<OtherMechanisms> repositories() {
		ClassLoader classLoader = getClass().getClassLoader();
		if (!ClassUtils.isPresent(DATA_REST, classLoader) || !ClassUtils.isPresent(REPOSITORY, classLoader)) {
			return Stream.empty();
		}
		return this.beans.names(ClassUtils.resolveClassName(REPOSITORY, classLoader))
			.stream()
			.map(this.beans::type)
			.filter((type) -> AnnotatedElementUtils.hasAnnotation(type, CrossOrigin.class))
			.map((type) -> OtherMechanisms.somewhere(OtherMechanisms.Mechanism.CROSS_ORIGIN, type.getName()));
	}

	/** Including those behind another mapping, such as Spring Data REST's. */
	private <T> Stream<T> mappings(Class<T> type) {
		return this.beans.created(HandlerMapping.class)
			.values()
			.stream()
			.flatMap((mapping) -> HandlerSource.delegates(mapping, HandlerMapping.class))
			.filter(type::isInstance)
			.map(type::cast);
	}

	private static boolean addsCorsMappings(Class<?> configurer) {
		Method method = ReflectionUtils.findMethod(configurer, "addCorsMappings", CorsRegistry.class);
		return method != null && method.getDeclaringClass() != WebMvcConfigurer.class;
	}

	private static final class MappedPaths extends CorsRegistry {

		private Set<String> paths() {
			return getCorsConfigurations().keySet();
		}

	}

}
