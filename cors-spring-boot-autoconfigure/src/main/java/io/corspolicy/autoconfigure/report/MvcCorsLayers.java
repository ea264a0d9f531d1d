package io.corspolicy.autoconfigure.report;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.migration.CorsByPath;
import io.corspolicy.migration.CorsHandler;
import io.corspolicy.migration.CorsLayers;
import io.corspolicy.migration.Finding;
import io.corspolicy.servlet.RequestConditions;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.DefaultCorsProcessor;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The CORS configuration of Spring MVC's handler mappings.
 */
final class MvcCorsLayers {

	private static final String DATA_REST = "org.springframework.data.rest.";

	private static final String REPOSITORY = "/{repository}";

	private final CorsLayers layers;

	private final Map<String, String> configurers;

	private final List<String> exportedPaths;

	/**
	 * Create layers.
	 * @param layers where they are added
	 * @param configurers the names by which users know the CORS mappings of a path
	 * @param exportedPaths the paths at which Spring Data REST serves repositories
	 */
	MvcCorsLayers(CorsLayers layers, Map<String, String> configurers, List<String> exportedPaths) {
		this.layers = layers;
		this.configurers = configurers;
		this.exportedPaths = exportedPaths;
	}

	void add(AbstractHandlerMapping mapping, Supplier<List<HandlerMappingModel>> routers) {
		if (CrossOriginHandlers.areActuator(mapping)) {
			return;
		}
		boolean dataRest = mapping.getClass().getName().startsWith(DATA_REST);
		CorsByPath global = global(mapping, dataRest);
		if (mapping instanceof RequestMappingInfoHandlerMapping annotated) {
			List<CorsHandler> handlers = handlers(annotated);
			if (dataRest) {
				addRepositories(handlers);
			}
			this.layers.addHandlers(dataRest ? handlers.stream().map(this::ofRepository).toList() : handlers, !dataRest,
					global);
		}
		else {
			this.layers.addHandlers(
					(mapping instanceof RouterFunctionMapping) ? CrossOriginHandlers.routes(routers) : List.of(), false,
					global);
		}
		if (global != null) {
			global.entries()
				.forEach((entry) -> this.layers.addProcessor(entry.finding(), mapping.getCorsProcessor(),
						DefaultCorsProcessor.class));
		}
	}

	private @Nullable CorsByPath global(AbstractHandlerMapping mapping, boolean dataRest) {
		CorsConfigurationSource source = mapping.getCorsConfigurationSource();
		return (source == null) ? null : ServletCorsSources.of(source, (pattern) -> {
			if (dataRest) {
				return new Finding(Finding.Mechanism.DATA_REST, "the CorsRegistry of Spring Data REST");
			}
			return CrossOriginHandlers.mappings(this.configurers.get(pattern), mapping.getClass());
		});
	}

	private static List<CorsHandler> handlers(RequestMappingInfoHandlerMapping mapping) {
		Method local = HiddenMembers.method(mapping, "getCorsConfiguration", Object.class, HttpServletRequest.class);
		PathPatternParser parser = mapping.getPatternParser();
		return CrossOriginHandlers.all(mapping.getHandlerMethods(),
				(info) -> CrossOriginHandlers.Mapped.of(patterns(info, parser), info.getMethodsCondition().getMethods(),
						RequestConditions.areIn(info)),
				(handler, path) -> (CorsConfiguration) ReflectionUtils.invokeMethod(local, mapping, handler,
						ServletCorsSources.request(path)));
	}

	private static List<PathPattern> patterns(RequestMappingInfo info, @Nullable PathPatternParser parser) {
		PathPatternsRequestCondition condition = info.getPathPatternsCondition();
		if (condition != null) {
			return List.copyOf(condition.getPatterns());
		}
		PathPatternParser used = (parser != null) ? parser : PathPatternParser.defaultInstance;
		List<PathPattern> patterns = new ArrayList<>();
		for (String text : info.getPatternValues()) {
			try {
				patterns.add(used.parse(text));
			}
			catch (PatternParseException ex) {
				// An Ant pattern that is not valid in a policy.
			}
		}
		return patterns;
	}

	/** A shared handler has the configuration of the path's repository. */
	private CorsHandler ofRepository(CorsHandler handler) {
		if (!handler.description().startsWith(DATA_REST)) {
			return handler;
		}
		return new CorsHandler(handler.description(), handler.pattern(), handler.methods(), handler.conditional(),
				(path) -> {
					CorsHandler.Local local = handler.local().apply(path);
					return (local != null) ? new CorsHandler.Local(local.configuration(), repository(path)) : null;
				});
	}

	private Finding repository(String path) {
		String name = this.exportedPaths.stream()
			.filter((exported) -> (path + "/").contains(exported + "/"))
			.max(Comparator.comparingInt(String::length))
			.orElse(path);
		return new Finding(Finding.Mechanism.CROSS_ORIGIN, "the repository of Spring Data REST at " + name);
	}

	/**
	 * All repositories share their handlers, which use the configuration of the path's
	 * repository.
	 */
	private void addRepositories(List<CorsHandler> handlers) {
		handlers.stream()
			.map((handler) -> handler.pattern().getPatternString())
			.filter((pattern) -> pattern.endsWith(REPOSITORY))
			.map((pattern) -> pattern.substring(0, pattern.length() - REPOSITORY.length()))
			.distinct()
			.forEach((base) -> this.exportedPaths.forEach((path) -> {
				this.layers.addPattern(base + path);
				this.layers.addPattern(base + path + "/**");
			}));
	}

}
