package io.corspolicy.benchmarks.servlet;

import java.io.IOException;

import io.corspolicy.benchmarks.FloorPolicy;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What somebody writes by hand who has one policy, but means it: the application's own
 * origin is exempt, and the methods and headers of a preflight are checked.
 */
final class FloorFilter implements Filter {

	private final FloorPolicy policy;

	FloorFilter(FloorPolicy policy) {
		this.policy = policy;
	}

	@Override
	public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
			throws IOException, ServletException {
		HttpServletRequest request = (HttpServletRequest) servletRequest;
		HttpServletResponse response = (HttpServletResponse) servletResponse;
		response.addHeader("Vary", "Origin");
		String origin = request.getHeader("Origin");
		if (origin == null) {
			chain.doFilter(request, response);
			return;
		}
		boolean allowed = this.policy.allowsOrigin(origin);
		if (!allowed
				&& FloorPolicy.isOwn(origin, request.getScheme(), request.getServerName(), request.getServerPort())) {
			chain.doFilter(request, response);
			return;
		}
		String method = request.getMethod().equals("OPTIONS") ? request.getHeader("Access-Control-Request-Method")
				: null;
		if (method != null) {
			preflight(request, response, origin, allowed, method);
		}
		else if (allowed) {
			response.setHeader("Access-Control-Allow-Origin", origin);
			response.setHeader("Access-Control-Allow-Credentials", "true");
			response.setHeader("Access-Control-Expose-Headers", "X-Total-Count");
			chain.doFilter(request, response);
		}
		else if (this.policy.rejects()) {
			response.setStatus(HttpServletResponse.SC_FORBIDDEN);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void preflight(HttpServletRequest request, HttpServletResponse response, String origin, boolean allowed,
			String method) {
		response.addHeader("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
		if (!allowed || !this.policy.allowsMethod(method)
				|| !this.policy.allowsHeaders(request.getHeader("Access-Control-Request-Headers"))) {
			response.setStatus(HttpServletResponse.SC_FORBIDDEN);
			return;
		}
		response.setHeader("Access-Control-Allow-Origin", origin);
		response.setHeader("Access-Control-Allow-Credentials", "true");
		response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE");
		response.setHeader("Access-Control-Allow-Headers", "Content-Type, Authorization");
		response.setHeader("Access-Control-Max-Age", "1800");
		response.setStatus(HttpServletResponse.SC_NO_CONTENT);
	}

}
