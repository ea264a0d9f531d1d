package io.corspolicy.servlet;

import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Adds a request parameter that holds the origin under which the application was reached,
 * if the client has not sent one. An actuator endpoint sees parameters and not the
 * request.
 */
public final class ServerParameterFilter implements Filter {

	private final ServletRequestReader reader = new ServletRequestReader();

	private final String parameter;

	/**
	 * Create a filter.
	 * @param parameter the parameter's name
	 */
	public ServerParameterFilter(String parameter) {
		this.parameter = parameter;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		HttpServletRequest http = (HttpServletRequest) request;
		String origin = this.reader.serverOrigin(http);
		ServletRequest extended = (origin != null && http.getParameter(this.parameter) == null)
				? new ExtendedRequest(http, this.parameter, origin) : request;
		chain.doFilter(extended, response);
	}

	/**
	 * A request with one more parameter.
	 */
	private static final class ExtendedRequest extends HttpServletRequestWrapper {

		private final Map<String, String[]> parameters;

		ExtendedRequest(HttpServletRequest request, String name, String value) {
			super(request);
			Map<String, String[]> all = new LinkedHashMap<>(request.getParameterMap());
			all.put(name, new String[] { value });
			this.parameters = Collections.unmodifiableMap(all);
		}

		@Override
		public Map<String, String[]> getParameterMap() {
			return this.parameters;
		}

		@Override
		public @Nullable String getParameter(String name) {
			String[] values = this.parameters.get(name);
			return (values != null) ? values[0] : null;
		}

		@Override
		public String @Nullable [] getParameterValues(String name) {
			return this.parameters.get(name);
		}

		@Override
		public Enumeration<String> getParameterNames() {
			return Collections.enumeration(this.parameters.keySet());
		}

	}

}
