package io.corspolicy.servlet;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.servlet.mvc.condition.AbstractRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/**
 * Whether a handler has other conditions than path and method. The conditions of WebFlux
 * are other types without a common supertype, so they are read by a class of their own.
 */
public final class RequestConditions {

	/** Since Spring Framework 7.0. */
	private static final @Nullable Method VERSION_CONDITION = ReflectionUtils.findMethod(RequestMappingInfo.class,
			"getVersionCondition");

	private RequestConditions() {
	}

	/**
	 * Whether parameters, header fields, media types, a version or a custom condition
	 * decide, too.
	 * @param info the mapping
	 * @return whether there is any of these
	 */
	public static boolean areIn(RequestMappingInfo info) {
		return !info.getParamsCondition().isEmpty() || !info.getHeadersCondition().isEmpty()
				|| !info.getConsumesCondition().isEmpty() || !info.getProducesCondition().isEmpty()
				|| info.getCustomCondition() != null || hasVersion(info);
	}

	/** Whether the host decides, too. */
	static boolean areByHost(RequestMappingInfo info) {
		return info.getHeadersCondition()
			.getExpressions()
			.stream()
			.anyMatch((expression) -> HttpHeaders.HOST.equalsIgnoreCase(expression.getName()));
	}

	private static boolean hasVersion(RequestMappingInfo info) {
		return VERSION_CONDITION != null
				&& ReflectionUtils.invokeMethod(VERSION_CONDITION, info) instanceof AbstractRequestCondition<?> version
				&& !version.isEmpty();
	}

}
