package io.corspolicy.autoconfigure.report;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * Synthetic requests to ask Spring what applies to a path: GET, without header fields.
 */
final class AskedRequests {

	private AskedRequests() {
	}

	/**
	 * Make one.
	 * @param type an interface
	 * @param answers what its methods return, by name. For others, default methods are
	 * called, and the rest return an empty value
	 */
	static <T> T of(Class<T> type, Map<String, Function<@Nullable Object[], @Nullable Object>> answers) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, new Handler(answers)));
	}

	/** The methods that read, set and remove attributes. */
	static Map<String, Function<@Nullable Object[], @Nullable Object>> attributes() {
		Map<@Nullable Object, @Nullable Object> attributes = new HashMap<>();
		Map<String, Function<@Nullable Object[], @Nullable Object>> answers = new HashMap<>();
		answers.put("getAttributes", (arguments) -> attributes);
		answers.put("getAttribute", (arguments) -> attributes.get(arguments[0]));
		answers.put("setAttribute", (arguments) -> attributes.put(arguments[0], arguments[1]));
		answers.put("removeAttribute", (arguments) -> attributes.remove(arguments[0]));
		return answers;
	}

	/**
	 * Answers.
	 *
	 * @param answers what methods return, by name
	 */
	private record Handler(
			Map<String, Function<@Nullable Object[], @Nullable Object>> answers) implements InvocationHandler {

		@Override
		public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
				throws Throwable {
			Function<@Nullable Object[], @Nullable Object> answer = this.answers.get(method.getName());
			if (answer != null) {
				Object value = answer.apply((arguments != null) ? arguments : new Object[0]);
				return (method.getReturnType() == void.class) ? null : value;
			}
			if (method.getDeclaringClass() == Object.class) {
				return switch (method.getName()) {
					case "equals" -> arguments != null && proxy == arguments[0];
					case "hashCode" -> System.identityHashCode(proxy);
					default -> "GET";
				};
			}
			return method.isDefault() ? InvocationHandler.invokeDefault(proxy, method, arguments)
					: empty(method.getReturnType());
		}

		private static @Nullable Object empty(Class<?> type) {
			if (type == boolean.class) {
				return false;
			}
			if (type == java.util.Enumeration.class) {
				return Collections.emptyEnumeration();
			}
			if (type == Map.class) {
				return Map.of();
			}
			return (type.isPrimitive() && type != void.class) ? ClassUtils.resolvePrimitiveIfNecessary(type)
				.cast((type == long.class) ? Long.valueOf(0) : Integer.valueOf(0)) : null;
		}

	}

}
