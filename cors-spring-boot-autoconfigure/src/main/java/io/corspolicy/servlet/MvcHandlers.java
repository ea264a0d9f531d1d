package io.corspolicy.servlet;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.annotation.CorsPolicy;
import io.corspolicy.annotation.CorsPolicyReader;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.handler.HandlerCollector;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.HandlerSource;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
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

	private final HandlerMappingModel.Endpoints endpoints;

	/**
	 * Create a source.
	 * @param beanFactory where the handler mappings are
	 * @param endpoints the properties of actuator endpoints
	 */
	public MvcHandlers(ConfigurableListableBeanFactory beanFactory, HandlerMappingModel.Endpoints endpoints) {
		this.beanFactory = beanFactory;
		this.endpoints = endpoints;
	}

	@Override
	public List<HandlerMappingModel> routers() {
		CorsPolicyReader reader = new CorsPolicyReader(this.beanFactory::resolveEmbeddedValue);
		return mappings().flatMap((mapping) -> router(mapping, reader)).toList();
	}

	@Override
	public int size() {
		return mappings().filter(RequestMappingInfoHandlerMapping.class::isInstance)
			.mapToInt((mapping) -> ((RequestMappingInfoHandlerMapping) mapping).getHandlerMethods().size())
			.sum();
	}

	/** As the dispatcher itself looks for them. */
	private Stream<HandlerMapping> mappings() {
		return BeanFactoryUtils.beansOfTypeIncludingAncestors(this.beanFactory, HandlerMapping.class, true, false)
			.values()
			.stream()
			.sorted(AnnotationAwareOrderComparator.INSTANCE)
			.flatMap((mapping) -> HandlerSource.delegates(mapping, HandlerMapping.class));
	}

	/**
	 * Find a handler with a policy in this bean factory that its ancestors do not have.
	 * @return the handler's description, or {@code null} if there is none
	 */
	public @Nullable String findOwnDeclaration() {
		CorsPolicyReader reader = new CorsPolicyReader((text) -> text);
		return this.beanFactory.getBeansOfType(HandlerMapping.class, true, false)
			.values()
			.stream()
			.flatMap((mapping) -> HandlerSource.delegates(mapping, HandlerMapping.class))
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
		PathPatternParser parser = parser(mapping.getPatternParser());
		mapping.getHandlerMethods().forEach((info, method) -> {
			PolicyDeclaration declaration = reader.read(targetClass(method), method.getMethod());
			Set<String> methods = info.getMethodsCondition()
				.getMethods()
				.stream()
				.map(RequestMethod::name)
				.collect(Collectors.toUnmodifiableSet());
			boolean conditional = RequestConditions.areIn(info);
			boolean byHost = RequestConditions.areByHost(info);
			String description = method.getBeanType().getName() + "#" + method.getMethod().getName();
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
				isActuator(mapping) ? this.endpoints : null);
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

	/** The class behind an interface's proxy may have annotations. */
	private Class<?> targetClass(HandlerMethod method) {
		Object bean = method.getBean();
		Class<?> type = (bean instanceof String name && this.beanFactory.containsBeanDefinition(name))
				? AutoProxyUtils.determineTargetClass(this.beanFactory, name) : null;
		if (type == null) {
			type = (bean instanceof String) ? method.getBeanType() : AopUtils.getTargetClass(bean);
		}
		return ClassUtils.getUserClass(type);
	}

	/** By name: it moved between the lines of Boot, and may be absent. */
	private static boolean isActuator(Object mapping) {
		Class<?> type = mapping.getClass();
		while (type != null && !type.getName().contains(".boot.actuate.")
				&& !type.getName().contains(".actuate.endpoint.")) {
			type = type.getSuperclass();
		}
		return type != null;
	}

	private HandlerMappingModel router(RouterFunctionMapping mapping, CorsPolicyReader reader) {
		PathPatternParser parser = parser(mapping.getPatternParser());
		HandlerCollector collector = new HandlerCollector(parser, CorsPolicy.ROUTE_ATTRIBUTE, reader::readRoute);
		RouterFunction<?> function = mapping.getRouterFunction();
		if (function != null) {
			function.accept(new RouteVisitor(collector));
		}
		return new HandlerMappingModel(HandlerMappingModel.Selection.ROUTES, new ParsedPaths(parser),
				collector.handlers(), null);
	}

	private static PathPatternParser parser(@Nullable PathPatternParser parser) {
		return (parser != null) ? parser : PathPatternParser.defaultInstance;
	}

}
