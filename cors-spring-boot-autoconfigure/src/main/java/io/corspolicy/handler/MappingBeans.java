package io.corspolicy.handler;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * The handler mappings of a bean factory, and how their handlers are read on either
 * stack.
 *
 * @param <M> the type of the stack's handler mappings
 */
public final class MappingBeans<M> {

	private final ConfigurableListableBeanFactory beanFactory;

	private final Class<M> type;

	private final Supplier<HandlerMappingModel.Endpoints> endpoints;

	/**
	 * Create a reader of handler mappings.
	 * @param beanFactory the bean factory with the handler mappings
	 * @param type the type of the stack's handler mappings
	 * @param endpoints reads the properties of actuator endpoints, if there are any
	 */
	public MappingBeans(ConfigurableListableBeanFactory beanFactory, Class<M> type,
			Supplier<HandlerMappingModel.Endpoints> endpoints) {
		this.beanFactory = beanFactory;
		this.type = type;
		this.endpoints = endpoints;
	}

	/**
	 * All handler mappings, in the order in which the stack's dispatcher finds and asks
	 * them.
	 * @return the mappings, each composite one replaced by those in it
	 */
	public Stream<M> all() {
		return BeanFactoryUtils.beansOfTypeIncludingAncestors(this.beanFactory, this.type, true, false)
			.values()
			.stream()
			.sorted(AnnotationAwareOrderComparator.INSTANCE)
			.flatMap((mapping) -> HandlerSource.delegates(mapping, this.type));
	}

	/**
	 * The handler mappings that this bean factory has and its ancestors do not.
	 * @return the mappings, each composite one replaced by those in it
	 */
	public Stream<M> own() {
		return this.beanFactory.getBeansOfType(this.type, true, false)
			.values()
			.stream()
			.flatMap((mapping) -> HandlerSource.delegates(mapping, this.type));
	}

	/**
	 * The class with the annotations of a handler: behind the proxy of an interface, it
	 * is that of the target.
	 * @param method a method of a controller
	 * @return the class as the application declares it
	 */
	public Class<?> targetClass(HandlerMethod method) {
		Object bean = method.getBean();
		Class<?> target = (bean instanceof String name && this.beanFactory.containsBeanDefinition(name))
				? AutoProxyUtils.determineTargetClass(this.beanFactory, name) : null;
		if (target == null) {
			target = (bean instanceof String) ? method.getBeanType() : AopUtils.getTargetClass(bean);
		}
		return ClassUtils.getUserClass(target);
	}

	/**
	 * Name a handler for people.
	 * @param method a method of a controller
	 * @return the names of its class and of the method
	 */
	public static String description(HandlerMethod method) {
		return method.getBeanType().getName() + "#" + method.getMethod().getName();
	}

	/**
	 * The names of methods.
	 * @param methods the methods of a mapping
	 * @return an immutable set, empty for any method
	 */
	public static Set<String> names(Set<RequestMethod> methods) {
		return methods.stream().map(RequestMethod::name).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * The properties of actuator endpoints, if a handler mapping has these. Its class is
	 * known by name only: it moved between the lines of Boot, and may be absent.
	 * @param mapping the handler mapping
	 * @return the properties, or {@code null} for any other handler mapping
	 */
	public HandlerMappingModel.@Nullable Endpoints endpoints(M mapping) {
		Class<?> declared = mapping.getClass();
		while (declared != null && !declared.getName().contains(".boot.actuate.")
				&& !declared.getName().contains(".actuate.endpoint.")) {
			declared = declared.getSuperclass();
		}
		return (declared != null) ? this.endpoints.get() : null;
	}

	/**
	 * The parser of a handler mapping.
	 * @param parser the parser, or {@code null} for the default one
	 * @return the parser that is used
	 */
	public static PathPatternParser parser(@Nullable PathPatternParser parser) {
		return (parser != null) ? parser : PathPatternParser.defaultInstance;
	}

}
