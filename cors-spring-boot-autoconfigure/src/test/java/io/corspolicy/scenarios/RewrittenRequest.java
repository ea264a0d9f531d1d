package io.corspolicy.scenarios;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A request with another path.
 */
final class RewrittenRequest extends HttpServletRequestWrapper {

	private final String path;

	RewrittenRequest(HttpServletRequest request, String path) {
		super(request);
		this.path = path;
	}

	@Override
	public String getRequestURI() {
		return this.path;
	}

	@Override
	public StringBuffer getRequestURL() {
		return new StringBuffer("http://localhost").append(this.path);
	}

	@Override
	public String getServletPath() {
		return this.path;
	}

}
