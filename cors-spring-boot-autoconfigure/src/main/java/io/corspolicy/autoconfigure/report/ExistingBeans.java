package io.corspolicy.autoconfigure.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.ClassUtils;

/**
 * Looks at beans without creating any.
 */
public final class ExistingBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	public ExistingBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * The names of all beans of a type, including lazy ones.
	 */
	List<String> names(Class<?> type) {
		return Arrays.stream(this.beanFactory.getBeanNamesForType(type, true, false))
			.filter((name) -> !name.startsWith("scopedTarget."))
			.toList();
	}

	/**
	 * The beans of a type that were created already.
	 */
	<T> Map<String, T> created(Class<T> type) {
		Map<String, T> beans = new LinkedHashMap<>();
		for (String name : names(type)) {
			Object bean = this.beanFactory.getSingleton(name);
			if (type.isInstance(bean)) {
				beans.put(name, type.cast(bean));
			}
		}
		return beans;
	}

	/**
	 * The same, sorted by {@code @Order} on the type or the bean's method, or as the bean
	 * itself says.
	 */
	<T> Map<String, T> inOrder(Class<T> type) {
		Map<String, T> sorted = new LinkedHashMap<>();
		created(type).entrySet()
			.stream()
			.sorted(Comparator.comparingInt((entry) -> order(entry.getKey(), entry.getValue())))
			.forEach((entry) -> sorted.put(entry.getKey(), entry.getValue()));
		return sorted;
	}

	int order(String name, Object bean) {
		if (bean instanceof Ordered ordered) {
			return ordered.getOrder();
		}
		Order order = this.beanFactory.findAnnotationOnBean(name, Order.class, false);
		return (order != null) ? order.value() : Ordered.LOWEST_PRECEDENCE;
	}

	/**
	 * The already created beans of a type that may be absent.
	 */
	Map<String, ?> named(String type) {
		ClassLoader classLoader = this.beanFactory.getBeanClassLoader();
		return ClassUtils.isPresent(type, classLoader) ? created(ClassUtils.resolveClassName(type, classLoader))
				: Map.of();
	}

	Class<?> type(String name) {
		Class<?> type = this.beanFactory.getType(name, false);
		return (type != null) ? ClassUtils.getUserClass(type) : Object.class;
	}

	/**
	 * The name by which users know a bean.
	 */
	String describe(String name) {
		return "bean \"" + name + "\" of type " + type(name).getName();
	}

	/**
	 * The name by which users know a configurer: its class, unless it is a lambda
	 * expression.
	 */
	String configurer(String name, Object bean) {
		Class<?> type = ClassUtils.getUserClass(bean);
		return (type.isSynthetic() || type.isHidden()) ? "bean \"" + name + "\"" : type.getName();
	}

	/**
	 * The beans of a type that are for users, or not Spring's own: its handlers and
	 * mappings are sources, too.
	 */
	Stream<String> sources(Class<?> type, Class<?> forUsers) {
		return names(type).stream().filter((name) -> {
			Class<?> actual = type(name);
			return forUsers.isAssignableFrom(actual) || !actual.getName().startsWith("org.springframework.");
		});
	}

}
