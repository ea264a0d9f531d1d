package io.corspolicy.reactive;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.annotation.CorsPolicyReader;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.handler.HandlerCollector;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.HandlerSource;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.handler.MappingBeans;
import io.corspolicy.path.ParsedPaths;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The handlers of WebFlux: of annotated controllers and of router functions.
 */
public final class WebFluxHandlers implements HandlerSource {

	private final ConfigurableListableBeanFactory beanFactory;

	private final MappingBeans<HandlerMapping> mappings;

	/**
	 * Create a source.
	 * @param beanFactory where the handler mappings are
	 * @param endpoints reads the properties of actuator endpoints, if there are any
	 */
	public WebFluxHandlers(ConfigurableListableBeanFactory beanFactory,
			Supplier<HandlerMappingModel.Endpoints> endpoints) {
		this.beanFactory = beanFactory;
		this.mappings = new MappingBeans<>(beanFactory, HandlerMapping.class, endpoints);
	}

	@Override
	public List<HandlerMappingModel> routers() {
		CorsPolicyReader reader = new CorsPolicyReader(this.beanFactory::resolveEmbeddedValue);
		return this.mappings.all().flatMap((mapping) -> router(mapping, reader)).toList();
	}

	@Override
	public int size() {
		return this.mappings.all()
			.filter(RequestMappingInfoHandlerMapping.class::isInstance)
			.mapToInt((mapping) -> ((RequestMappingInfoHandlerMapping) mapping).getHandlerMethods().size())
			.sum();
	}

	private Stream<HandlerMappingModel> router(HandlerMapping mapping, CorsPolicyReader reader) {
		if (mapping instanceof RouterFunctionMapping routes) {
			return Stream.of(router(routes, reader));
		}
		return (mapping instanceof RequestMappingInfoHandlerMapping mappings) ? Stream.of(router(mappings, reader))
				: Stream.empty();
	}

	private HandlerMappingModel router(RequestMappingInfoHandlerMapping mapping, CorsPolicyReader reader) {
		List<MappedHandler> handlers = new ArrayList<>();
		PathPatternParser parser = MappingBeans.parser(mapping.getPathPatternParser());
		mapping.getHandlerMethods().forEach((info, method) -> {
			PolicyDeclaration declaration = reader.read(this.mappings.targetClass(method), method.getMethod());
			Set<String> methods = MappingBeans.names(info.getMethodsCondition().getMethods());
			boolean conditional = RequestConditions.areIn(info);
			boolean byHost = RequestConditions.areByHost(info);
			String description = MappingBeans.description(method);
			for (PathPattern pattern : patterns(info)) {
				handlers.add(new MappedHandler(description, pattern, methods, conditional, false, declaration, byHost));
			}
		});
		return new HandlerMappingModel(HandlerMappingModel.Selection.REACTIVE_MAPPING, new ParsedPaths(parser),
				handlers, this.mappings.endpoints(mapping));
	}

	private static List<PathPattern> patterns(RequestMappingInfo info) {
		return List.copyOf(info.getPatternsCondition().getPatterns());
	}

	private HandlerMappingModel router(RouterFunctionMapping mapping, CorsPolicyReader reader) {
		PathPatternParser parser = MappingBeans.parser(mapping.getPathPatternParser());
		HandlerCollector collector = new HandlerCollector(parser, CorsPolicy.ROUTE_ATTRIBUTE, reader::readRoute);
		RouterFunction<?> function = mapping.getRouterFunction();
		if (function != null) {
			function.accept(new RouteVisitor(collector));
		}
		return new HandlerMappingModel(HandlerMappingModel.Selection.ROUTES, new ParsedPaths(parser),
				collector.handlers(), null);
	}

}
