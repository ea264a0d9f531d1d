package io.corspolicy.autoconfigure.report;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.migration.CorsHandler;
import io.corspolicy.migration.Finding;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Picks the handlers with {@code @CrossOrigin} out of a router's handlers.
 */
final class CrossOriginHandlers {

	private CrossOriginHandlers() {
	}

	static <T> List<OtherMechanisms> among(Map<T, HandlerMethod> handlers, Function<T, Set<String>> paths) {
		List<OtherMechanisms> found = new ArrayList<>();
		handlers.forEach((mapping, handler) -> {
			if (isAnnotated(handler.getBeanType()) || isAnnotated(handler.getMethod())) {
				found.add(OtherMechanisms.on(paths.apply(mapping), OtherMechanisms.Mechanism.CROSS_ORIGIN,
						name(handler)));
			}
		});
		return found;
	}

	/** A class is named once for all of its handlers. */
	static String name(HandlerMethod handler) {
		String type = handler.getBeanType().getName();
		return isAnnotated(handler.getBeanType()) ? type : type + "#" + handler.getMethod().getName();
	}

	/**
	 * The handlers of a mapping, as a migration needs them.
	 * @param handlers the handlers, each with its mapping
	 * @param read reads a mapping
	 * @param local looks up what a handler itself configures at a path
	 * @param <T> the type of mappings
	 */
	static <T> List<CorsHandler> all(Map<T, HandlerMethod> handlers, Function<T, Mapped> read,
			BiFunction<HandlerMethod, String, @Nullable CorsConfiguration> local) {
		List<CorsHandler> all = new ArrayList<>();
		handlers.forEach((mapping, handler) -> {
			Mapped mapped = read.apply(mapping);
			Finding finding = new Finding(Finding.Mechanism.CROSS_ORIGIN, name(handler));
			String description = handler.getBeanType().getName() + "#" + handler.getMethod().getName();
			for (PathPattern pattern : mapped.patterns()) {
				all.add(new CorsHandler(description, pattern, mapped.methods(), mapped.conditional(), (path) -> {
					CorsConfiguration configuration = local.apply(handler, path);
					return (configuration != null) ? new CorsHandler.Local(configuration, finding) : null;
				}));
			}
		});
		return all;
	}

	/** Functional routes, which have no CORS configuration of their own. */
	static List<CorsHandler> routes(Supplier<List<HandlerMappingModel>> routers) {
		return routers.get()
			.stream()
			.filter((router) -> router.selection() == HandlerMappingModel.Selection.ROUTES)
			.flatMap((router) -> router.handlers().stream())
			.map((handler) -> new CorsHandler(handler.description(), handler.pattern(), handler.methods(),
					handler.conditional(), (path) -> null))
			.toList();
	}

	/**
	 * The name by which users know the CORS mappings of a handler mapping.
	 * @param configurer the name of the configurer, or {@code null} if it is not known
	 * @param mapping the type of the handler mapping
	 */
	static Finding mappings(@Nullable String configurer, Class<?> mapping) {
		if (configurer != null && configurer.contains(".graphql.")) {
			return new Finding(Finding.Mechanism.GRAPHQL, "spring.graphql.cors");
		}
		return new Finding(Finding.Mechanism.MAPPINGS, (configurer != null) ? configurer : mapping.getName());
	}

	/** By name: it moved between the lines of Boot, and may be absent. */
	static boolean areActuator(Object mapping) {
		Class<?> type = mapping.getClass();
		while (type != null && !type.getName().contains(".boot.actuate.")
				&& !type.getName().contains(".actuate.endpoint.")) {
			type = type.getSuperclass();
		}
		return type != null;
	}

	/** As both routers look it up. */
	private static boolean isAnnotated(AnnotatedElement element) {
		return AnnotatedElementUtils.hasAnnotation(element, CrossOrigin.class);
	}

	/**
	 * A mapping.
	 *
	 * @param patterns its paths
	 * @param methods its methods, none for any
	 * @param conditional whether other conditions than path and method apply
	 */
	record Mapped(Collection<PathPattern> patterns, Set<String> methods, boolean conditional) {

		static Mapped of(Collection<PathPattern> patterns, Collection<RequestMethod> methods, boolean conditional) {
			return new Mapped(patterns,
					methods.stream().map(RequestMethod::name).collect(Collectors.toUnmodifiableSet()), conditional);
		}

	}

}
