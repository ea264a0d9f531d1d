package io.corspolicy.autoconfigure.report;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.migration.CorsByPath;
import io.corspolicy.migration.CorsHandler;
import io.corspolicy.migration.CorsLayers;
import io.corspolicy.migration.Finding;
import io.corspolicy.reactive.RequestConditions;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsConfigurationSource;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/**
 * The CORS configuration of WebFlux's handler mappings, including a gateway's.
 */
final class WebFluxCorsLayers {

	private static final String GATEWAY = "org.springframework.cloud.gateway.";

	private final CorsLayers layers;

	private final Map<String, String> configurers;

	/**
	 * Create layers.
	 * @param layers where they are added
	 * @param configurers the names by which users know the CORS mappings of a path
	 */
	WebFluxCorsLayers(CorsLayers layers, Map<String, String> configurers) {
		this.layers = layers;
		this.configurers = configurers;
	}

	void add(AbstractHandlerMapping mapping, Supplier<List<HandlerMappingModel>> routers) {
		if (CrossOriginHandlers.areActuator(mapping)) {
			return;
		}
		CorsByPath global = global(mapping);
		if (mapping instanceof RequestMappingInfoHandlerMapping annotated) {
			this.layers.addHandlers(handlers(annotated), true, global);
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

	private @Nullable CorsByPath global(AbstractHandlerMapping mapping) {
		Object source = HiddenMembers.field(mapping, AbstractHandlerMapping.class, "corsConfigurationSource");
		return (source instanceof CorsConfigurationSource known)
				? ReactiveCorsSources.of(known, (pattern) -> finding(mapping, pattern)) : null;
	}

	private Finding finding(AbstractHandlerMapping mapping, String pattern) {
		return mapping.getClass().getName().startsWith(GATEWAY)
				? new Finding(Finding.Mechanism.GATEWAY, "globalcors and metadata.cors of Spring Cloud Gateway")
				: CrossOriginHandlers.mappings(this.configurers.get(pattern), mapping.getClass());
	}

	private static List<CorsHandler> handlers(RequestMappingInfoHandlerMapping mapping) {
		Method local = HiddenMembers.method(mapping, "getCorsConfiguration", Object.class, ServerWebExchange.class);
		return CrossOriginHandlers.all(mapping.getHandlerMethods(),
				(info) -> CrossOriginHandlers.Mapped.of(info.getPatternsCondition().getPatterns(),
						info.getMethodsCondition().getMethods(), RequestConditions.areIn(info)),
				(handler, path) -> (CorsConfiguration) ReflectionUtils.invokeMethod(local, mapping, handler,
						ReactiveCorsSources.exchange(path)));
	}

}
