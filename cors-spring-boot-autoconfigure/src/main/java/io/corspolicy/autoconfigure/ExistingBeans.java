package io.corspolicy.autoconfigure;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Looks at beans without creating any.
 */
final class ExistingBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	ExistingBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * The names of all beans of a type, of lazy ones too.
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

	Class<?> type(String name) {
		Class<?> type = this.beanFactory.getType(name, false);
		return (type != null) ? ClassUtils.getUserClass(type) : Object.class;
	}

	/**
	 * What users know a bean by.
	 */
	String describe(String name) {
		return "bean \"" + name + "\" of type " + type(name).getName();
	}

	/**
	 * The beans of a type that are neither Spring's own nor made of what Spring has: its
	 * handlers and mappings are sources, too.
	 */
	Stream<String> sources(Class<?> type, Class<?> forUsers) {
		return names(type).stream().filter((name) -> {
			Class<?> actual = type(name);
			return forUsers.isAssignableFrom(actual) || !actual.getName().startsWith("org.springframework.");
		});
	}

}
