package io.corspolicy.benchmarks.servlet;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * What somebody writes by hand who has one policy: a look-up and prepared values.
 */
class BareFloorFilter implements Filter {

	private final Set<String> origins;

	BareFloorFilter(Set<String> origins) {
		this.origins = origins;
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
		boolean preflight = request.getMethod().equals("OPTIONS")
				&& request.getHeader("Access-Control-Request-Method") != null;
		boolean allowed = isAllowed(request, origin);
		if (allowed) {
			response.setHeader("Access-Control-Allow-Origin", origin);
			response.setHeader("Access-Control-Allow-Credentials", "true");
		}
		if (!preflight) {
			if (allowed) {
				response.setHeader("Access-Control-Expose-Headers", "X-Total-Count");
			}
			chain.doFilter(request, response);
		}
		else if (allowed) {
			response.setHeader("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE");
			response.setHeader("Access-Control-Allow-Headers", "Content-Type, Authorization");
			response.setHeader("Access-Control-Max-Age", "1800");
			response.setStatus(HttpServletResponse.SC_NO_CONTENT);
		}
		else {
			response.setStatus(HttpServletResponse.SC_FORBIDDEN);
		}
	}

	boolean isAllowed(HttpServletRequest request, String origin) {
		return this.origins.contains(origin);
	}

}
