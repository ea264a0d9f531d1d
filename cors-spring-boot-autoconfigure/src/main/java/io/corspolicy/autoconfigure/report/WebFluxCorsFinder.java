package io.corspolicy.autoconfigure.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.migration.CorsLayers;

import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds the CORS mechanisms within Spring WebFlux.
 */
public final class WebFluxCorsFinder implements OtherMechanisms.Finder {

	private final ExistingBeans beans;

	private final Supplier<List<HandlerMappingModel>> routers;

	/**
	 * Create a finder.
	 * @param beans the application's beans
	 * @param routers the known handlers, for mappings that do not expose theirs
	 */
	public WebFluxCorsFinder(ExistingBeans beans, Supplier<List<HandlerMappingModel>> routers) {
		this.beans = beans;
		this.routers = routers;
	}

	@Override
	public List<OtherMechanisms> find() {
		List<OtherMechanisms> found = new ArrayList<>();
		this.beans.created(RequestMappingInfoHandlerMapping.class)
			.values()
			.forEach((mapping) -> found
				.addAll(CrossOriginHandlers.among(mapping.getHandlerMethods(), WebFluxCorsFinder::paths)));
		// WebFlux's handler mappings do not expose their configuration, so the
		// configurers are asked again.
		this.beans.created(WebFluxConfigurer.class).values().forEach((configurer) -> {
			MappedPaths mapped = new MappedPaths();
			configurer.addCorsMappings(mapped);
			mapped.paths()
				.forEach((path) -> found.add(OtherMechanisms.on(Set.of(path), OtherMechanisms.Mechanism.MAPPING,
						path + " of " + ClassUtils.getUserClass(configurer).getName())));
		});
		return found;
	}

	@Override
	public void collect(CorsLayers layers) {
		Map<String, String> configurers = new HashMap<>();
		this.beans.created(WebFluxConfigurer.class).forEach((name, configurer) -> {
			MappedPaths mapped = new MappedPaths();
			configurer.addCorsMappings(mapped);
			mapped.paths().forEach((path) -> configurers.putIfAbsent(path, this.beans.configurer(name, configurer)));
		});
		WebFluxCorsLayers found = new WebFluxCorsLayers(layers, configurers);
		this.beans.created(HandlerMapping.class)
			.values()
			.stream()
			.sorted(AnnotationAwareOrderComparator.INSTANCE)
			.filter(AbstractHandlerMapping.class::isInstance)
			.forEach((mapping) -> found.add((AbstractHandlerMapping) mapping, this.routers));
	}

	private static Set<String> paths(RequestMappingInfo mapping) {
		return mapping.getPatternsCondition()
			.getPatterns()
			.stream()
			.map(PathPattern::getPatternString)
			.collect(Collectors.toUnmodifiableSet());
	}

	private static final class MappedPaths extends CorsRegistry {

		private Set<String> paths() {
			return getCorsConfigurations().keySet();
		}

	}

}
