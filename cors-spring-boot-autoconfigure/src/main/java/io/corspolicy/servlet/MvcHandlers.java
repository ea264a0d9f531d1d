package io.corspolicy.servlet;

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
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * The handlers of Spring MVC: of annotated controllers and of router functions.
 */
public final class MvcHandlers implements HandlerSource {

	private final ConfigurableListableBeanFactory beanFactory;

	private final MappingBeans<HandlerMapping> mappings;

	/**
	 * Create a source.
	 * @param beanFactory where the handler mappings are
	 * @param endpoints reads the properties of actuator endpoints, if there are any
	 */
	public MvcHandlers(ConfigurableListableBeanFactory beanFactory, Supplier<HandlerMappingModel.Endpoints> endpoints) {
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

	/**
	 * Find a handler with a policy in this bean factory that its ancestors do not have.
	 * @return the handler's description, or {@code null} if there is none
	 */
	public @Nullable String findOwnDeclaration() {
		CorsPolicyReader reader = new CorsPolicyReader((text) -> text);
		return this.mappings.own()
			.flatMap((mapping) -> router(mapping, reader))
			.flatMap((router) -> router.handlers().stream())
			.filter((handler) -> handler.declaration() != null)
			.map(MappedHandler::description)
			.findFirst()
			.orElse(null);
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
		PathPatternParser parser = MappingBeans.parser(mapping.getPatternParser());
		mapping.getHandlerMethods().forEach((info, method) -> {
			PolicyDeclaration declaration = reader.read(this.mappings.targetClass(method), method.getMethod());
			Set<String> methods = MappingBeans.names(info.getMethodsCondition().getMethods());
			boolean conditional = RequestConditions.areIn(info);
			boolean byHost = RequestConditions.areByHost(info);
			String description = MappingBeans.description(method);
			PathPatternsRequestCondition condition = info.getPathPatternsCondition();
			if (condition != null) {
				for (PathPattern pattern : condition.getPatterns()) {
					handlers
						.add(new MappedHandler(description, pattern, methods, conditional, false, declaration, byHost));
				}
			}
			else {
				for (String pattern : info.getPatternValues()) {
					handlers.add(new MappedHandler(description, lenient(pattern, parser), methods, conditional, false,
							declaration, pattern, byHost));
				}
			}
		});
		if (RepositoryAnnotations.areFor(mapping)) {
			new RepositoryAnnotations(this.beanFactory, reader).find()
				.map((declaration) -> new MappedHandler(declaration.where(), parser.parse("/**"), Set.of(), false,
						declaration))
				.forEach(handlers::add);
		}
		return new HandlerMappingModel(HandlerMappingModel.Selection.SERVLET_MAPPING, AntPaths.of(mapping), handlers,
				this.mappings.endpoints(mapping));
	}

	/** An Ant pattern as a path pattern, for the checks at start-up. */
	private static PathPattern lenient(String pattern, PathPatternParser parser) {
		try {
			return parser.parse(pattern);
		}
		catch (PatternParseException ex) {
			return parser.parse("/**");
		}
	}

	private HandlerMappingModel router(RouterFunctionMapping mapping, CorsPolicyReader reader) {
		PathPatternParser parser = MappingBeans.parser(mapping.getPatternParser());
		HandlerCollector collector = new HandlerCollector(parser, CorsPolicy.ROUTE_ATTRIBUTE, reader::readRoute);
		RouterFunction<?> function = mapping.getRouterFunction();
		if (function != null) {
			function.accept(new RouteVisitor(collector));
		}
		return new HandlerMappingModel(HandlerMappingModel.Selection.ROUTES, new ParsedPaths(parser),
				collector.handlers(), null);
	}

}
