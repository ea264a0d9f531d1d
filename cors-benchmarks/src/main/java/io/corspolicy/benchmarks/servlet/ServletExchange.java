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
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * A request, its response and an application that does nothing, used again and again.
 */
final class ServletExchange {

	private final Call call;

	private final LightRequest request;

	private final LightResponse response = new LightResponse();

	private final Application application = new Application();

	ServletExchange(Call call) {
		this.call = call;
		this.request = new LightRequest(call);
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

		private boolean reached;

		/**
		 * Not inlined, or what filters put around the response would be seen to be
		 * unused.
		 */
		@Override
		@CompilerControl(CompilerControl.Mode.DONT_INLINE)
		public void doFilter(ServletRequest request, ServletResponse response) {
			this.reached = true;
		}

	}

}
