package io.corspolicy.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CorsEngine;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.registry.CorsPolicyRegistry;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;

/**
 * Asks for a decision on each request and obeys it. What was decided on a request holds
 * for all of its dispatches: a forward, an asynchronous one, or an error's, for which
 * containers start over with a response that nobody guards and that may have been reset.
 */
public final class CorsPolicyFilter implements Filter {

	private static final String DECISION_ATTRIBUTE = CorsPolicyFilter.class.getName() + ".DECISION";

	private final CorsPolicyRegistry registry;

	private final RequestPaths paths = new RequestPaths();

	/**
	 * Create a filter.
	 * @param registry knows the policies
	 */
	public CorsPolicyFilter(CorsPolicyRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse) {
			doFilter(httpRequest, httpResponse, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		CorsDecision decision = (CorsDecision) request.getAttribute(DECISION_ATTRIBUTE);
		if (decision == null && request.getDispatcherType() == DispatcherType.REQUEST) {
			decision = decide(request, origin);
			request.setAttribute(DECISION_ATTRIBUTE, decision);
		}
		if (decision == null || isGuarded(response)) {
			chain.doFilter(request, response);
			return;
		}
		decision.writeTo(response, origin, ServletHeaders.INSTANCE);
		if (decision.proceeds()) {
			chain.doFilter(request, new GuardedResponse(response, decision, origin));
		}
		else {
			answer(response, decision);
		}
	}

	private @Nullable CorsDecision decide(HttpServletRequest request, @Nullable String origin) {
		PathContainer path = this.paths.pathWithinApplication(request);
		PolicySet policies = this.paths.isForHandlers(request)
				? this.registry.find(path, CorsEngine.effectiveMethod(origin, request, ServletHeaders.INSTANCE))
				: this.registry.find(path);
		return (policies != null) ? CorsEngine.decide(policies, origin, request, ServletHeaders.INSTANCE) : null;
	}

	private static boolean isGuarded(HttpServletResponse response) {
		return response instanceof ServletResponseWrapper wrapper
				&& (wrapper instanceof GuardedResponse || wrapper.isWrapperFor(GuardedResponse.class));
	}

	private static void answer(HttpServletResponse response, CorsDecision decision) throws IOException {
		response.setStatus(decision.status());
		String body = decision.body();
		if (body != null) {
			byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
			response.setContentType(CorsDecision.BODY_TYPE);
			response.setContentLength(bytes.length);
			response.getOutputStream().write(bytes);
		}
	}

}
