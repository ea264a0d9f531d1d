package io.corspolicy.autoconfigure;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Finds what does CORS within Spring MVC.
 */
final class MvcCorsFinder implements OtherCors.Finder {

	private final ExistingBeans beans;

	MvcCorsFinder(ExistingBeans beans) {
		this.beans = beans;
	}

	@Override
	public List<OtherCors> find() {
		List<OtherCors> found = new ArrayList<>();
		this.beans.created(RequestMappingInfoHandlerMapping.class)
			.values()
			.forEach((mapping) -> found
				.addAll(CrossOriginHandlers.among(mapping.getHandlerMethods(), RequestMappingInfo::getPatternValues)));
		// A configurer's mappings are handed to every handler mapping, without its name.
		String configurers = this.beans.created(WebMvcConfigurer.class)
			.values()
			.stream()
			.map(ClassUtils::getUserClass)
			.filter(MvcCorsFinder::addsCorsMappings)
			.map(Class::getName)
			.distinct()
			.collect(Collectors.joining(", "));
		this.beans.created(AbstractHandlerMapping.class)
			.values()
			.stream()
			.map(AbstractHandlerMapping::getCorsConfigurationSource)
			.filter(UrlBasedCorsConfigurationSource.class::isInstance)
			.flatMap((source) -> ((UrlBasedCorsConfigurationSource) source).getCorsConfigurations().keySet().stream())
			.distinct()
			.forEach((path) -> found.add(OtherCors.on(Set.of(path), OtherCors.Kind.MAPPING,
					configurers.isEmpty() ? path : path + " of " + configurers)));
		return found;
	}

	private static boolean addsCorsMappings(Class<?> configurer) {
		Method method = ReflectionUtils.findMethod(configurer, "addCorsMappings", CorsRegistry.class);
		return method != null && method.getDeclaringClass() != WebMvcConfigurer.class;
	}

}
