package io.corspolicy.benchmarks.servlet;

import java.io.IOException;

import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.Row;
import io.corspolicy.benchmarks.Variant;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.CompilerControl;

import org.springframework.http.server.RequestPath;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * A request, its response and an application that does nothing, used again and again.
 */
final class ServletExchange {

	private final Call call;

	private final LightRequest request;

	private final LightResponse response = new LightResponse();

	private final Application application;

	/**
	 * Create an exchange.
	 * @param call what is asked for
	 * @param interceptor what Spring MVC asks about the handler that it has chosen, or
	 * {@code null} for an application without Spring MVC
	 */
	ServletExchange(Call call, @Nullable HandlerInterceptor interceptor) {
		this.call = call;
		this.request = new LightRequest(call);
		this.application = new Application(RequestPath.parse(call.path(), ""), interceptor);
	}

	/** Let the request go through a filter. */
	int pass(Filter filter) throws ServletException, IOException {
		this.request.recycle();
		this.response.recycle();
		this.application.reached = false;
		if (this.call.varied()) {
			this.response.addHeader("Vary", Call.VARIED);
		}
		filter.doFilter(this.request, this.response, this.application);
		return this.response.getStatus();
	}

	/**
	 * Check that a filter does what is measured.
	 * @throws IllegalStateException if it does not
	 */
	void check(Row row, Variant variant, Filter filter) throws ServletException, IOException {
		pass(filter);
		if (variant != Variant.EMPTY) {
			row.answer()
				.check(row + " through the servlet filter " + variant, this.call, this.application.reached,
						this.response.getStatus(), this.response.getHeader("Access-Control-Allow-Origin"));
		}
	}

	/**
	 * What is behind the filter.
	 */
	private static final class Application implements FilterChain {

		private static final HandlerMethod HANDLER = handler();

		private final RequestPath path;

		private final @Nullable MappedInterceptor interceptor;

		private boolean reached;

		Application(RequestPath path, @Nullable HandlerInterceptor interceptor) {
			this.path = path;
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

		/**
		 * Not inlined, or what filters put around the response would be seen to be
		 * unused.
		 */
		@Override
		@CompilerControl(CompilerControl.Mode.DONT_INLINE)
		public void doFilter(ServletRequest request, ServletResponse response) throws ServletException {
			MappedInterceptor asked = this.interceptor;
			this.reached = asked == null || ask(asked, (HttpServletRequest) request, (HttpServletResponse) response);
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

}
