package io.corspolicy.autoconfigure.report;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Reads private state of Spring's objects.
 */
final class HiddenMembers {

	private HiddenMembers() {
	}

	/**
	 * Read a field.
	 * @return its value, or {@code null} if it has none or there is no such field
	 */
	static @Nullable Object field(Object target, Class<?> declaring, String name) {
		Field field = ReflectionUtils.findField(declaring, name);
		if (field == null) {
			return null;
		}
		ReflectionUtils.makeAccessible(field);
		return ReflectionUtils.getField(field, target);
	}

	/**
	 * Call a method of a class or a superclass.
	 * @return its result
	 */
	static @Nullable Object call(Object target, String name, Class<?>[] types, Object... arguments) {
		return ReflectionUtils.invokeMethod(method(target, name, types), target, arguments);
	}

	/**
	 * Find a method of a class or a superclass, to be called many times.
	 */
	static Method method(Object target, String name, Class<?>... types) {
		Method method = ReflectionUtils.findMethod(target.getClass(), name, types);
		if (method == null) {
			throw new IllegalStateException(target.getClass().getName() + " has no method " + name);
		}
		ReflectionUtils.makeAccessible(method);
		return method;
	}

}
