package io.corspolicy.spelling;

import java.lang.reflect.Method;

import org.springframework.util.ReflectionUtils;

/**
 * An option of Spring Framework 6 that its successor does not have.
 */
final class TrailingSlash {

	private TrailingSlash() {
	}

	/**
	 * Let a path match with a slash at its end, too.
	 */
	static void match(Object pathMatchConfigurer) {
		Method method = ReflectionUtils.findMethod(pathMatchConfigurer.getClass(), "setUseTrailingSlashMatch",
				Boolean.class);
		if (method == null) {
			throw new IllegalStateException("There is no such option");
		}
		ReflectionUtils.invokeMethod(method, pathMatchConfigurer, Boolean.TRUE);
	}

}
