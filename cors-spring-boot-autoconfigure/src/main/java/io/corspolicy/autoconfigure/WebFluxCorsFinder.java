package io.corspolicy.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.util.ClassUtils;
import org.springframework.web.reactive.config.CorsRegistry;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds what does CORS within Spring WebFlux.
 */
final class WebFluxCorsFinder implements OtherCors.Finder {

	private final ExistingBeans beans;

	WebFluxCorsFinder(ExistingBeans beans) {
		this.beans = beans;
	}

	@Override
	public List<OtherCors> find() {
		List<OtherCors> found = new ArrayList<>();
		this.beans.created(RequestMappingInfoHandlerMapping.class)
			.values()
			.forEach((mapping) -> found
				.addAll(CrossOriginHandlers.among(mapping.getHandlerMethods(), WebFluxCorsFinder::paths)));
		// WebFlux's handler mappings do not tell what they were given, so whoever gave it
		// is asked again.
		this.beans.created(WebFluxConfigurer.class).values().forEach((configurer) -> {
			MappedPaths mapped = new MappedPaths();
			configurer.addCorsMappings(mapped);
			mapped.paths()
				.forEach((path) -> found.add(OtherCors.on(Set.of(path), OtherCors.Kind.MAPPING,
						path + " of " + ClassUtils.getUserClass(configurer).getName())));
		});
		return found;
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
