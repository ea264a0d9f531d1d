package io.corspolicy.servlet;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Sets header fields on responses. An actuator endpoint can set none but
 * {@code Content-Type}.
 */
public final class FixedHeadersFilter implements Filter {

	private final Supplier<Map<String, String>> headers;

	/**
	 * Create a filter.
	 * @param headers supplies the fields
	 */
	public FixedHeadersFilter(Supplier<Map<String, String>> headers) {
		this.headers = headers;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		this.headers.get().forEach(((HttpServletResponse) response)::setHeader);
		chain.doFilter(request, response);
	}

}
