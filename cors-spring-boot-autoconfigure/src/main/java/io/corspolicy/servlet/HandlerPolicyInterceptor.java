package io.corspolicy.servlet;

import java.io.IOException;

import io.corspolicy.engine.CorsDecision;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.WebUtils;

/**
 * Lets the handler have the last word: filters behind the CORS filter may have changed
 * the path or the method that it decided on, and handlers that serve files clean the path
 * once more. Requests that did not pass the filter are not checked, nor are forwards,
 * includes and errors, which keep the decision.
 */
public final class HandlerPolicyInterceptor implements HandlerInterceptor {

	@Override
	public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
			throws IOException {
		GuardedResponse guarded = WebUtils.getNativeResponse(response, GuardedResponse.class);
		if (guarded == null || !isRequest(request.getDispatcherType())) {
			return true;
		}
		CorsDecision overruling = guarded.review(FileRequest.of(request, handler), () -> describe(handler, request));
		if (overruling == null) {
			return true;
		}
		request.setAttribute(CorsDecision.REQUEST_ATTRIBUTE, overruling);
		if (!overruling.proceeds()) {
			CorsPolicyFilter.answer(response, overruling);
		}
		return overruling.proceeds();
	}

	/** A filter may have made the request asynchronous before any handler was chosen. */
	private static boolean isRequest(DispatcherType type) {
		return type == DispatcherType.REQUEST || type == DispatcherType.ASYNC;
	}

	private static String describe(Object handler, HttpServletRequest request) {
		if (handler instanceof HandlerMethod method) {
			return method.getBeanType().getName() + "#" + method.getMethod().getName();
		}
		Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
		return (pattern != null) ? "of " + pattern : handler.getClass().getName();
	}

}
