package io.corspolicy.benchmarks.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.RequestPath;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * What is behind the filter: it writes two fields and a body.
 */
final class ServletApplication implements FilterChain {

	private static final byte[] BODY = "{\"items\":[]}".getBytes(StandardCharsets.US_ASCII);

	private static final HandlerMethod HANDLER = handler();

	private final boolean silent;

	private final RequestPath path;

	private final @Nullable MappedInterceptor interceptor;

	private boolean reached;

	/**
	 * Create an application.
	 * @param path the path of the request
	 * @param silent whether nothing is written
	 * @param interceptor what Spring MVC asks about the handler that it has chosen, or
	 * {@code null} for an application without Spring MVC
	 */
	ServletApplication(String path, boolean silent, @Nullable HandlerInterceptor interceptor) {
		this.path = RequestPath.parse(path, "");
		this.silent = silent;
		this.interceptor = (interceptor != null) ? new MappedInterceptor(null, interceptor) : null;
	}

	private static HandlerMethod handler() {
		try {
			return new HandlerMethod(new Object(), "toString");
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** As for another request. */
	void recycle() {
		this.reached = false;
	}

	/** Whether a request came here. */
	boolean isReached() {
		return this.reached;
	}

	/** Not inlined, by an option of the virtual machine. */
	@Override
	public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
		MappedInterceptor asked = this.interceptor;
		this.reached = asked == null || ask(asked, (HttpServletRequest) request, (HttpServletResponse) response);
		if (this.reached && !this.silent) {
			response.setContentType("application/json");
			response.setContentLength(BODY.length);
			response.getOutputStream().write(BODY);
		}
	}

	/** As Spring MVC does with every interceptor of this kind. */
	private boolean ask(MappedInterceptor asked, HttpServletRequest request, HttpServletResponse response)
			throws ServletException {
		ServletRequestPathUtils.setParsedRequestPath(this.path, request);
		try {
			return asked.matches(request) && asked.preHandle(request, response, HANDLER);
		}
		catch (Exception ex) {
			throw new ServletException(ex);
		}
	}

}
