package io.corspolicy.benchmarks.servlet;

import java.io.IOException;

import io.corspolicy.benchmarks.Call;
import io.corspolicy.benchmarks.Row;
import io.corspolicy.benchmarks.Variant;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.connector.Connector;

/**
 * A request, its response and the application that answers it, used again and again.
 */
final class ServletExchange {

	private final Call call;

	private final TomcatRequest request;

	private final TomcatResponse response;

	private final ServletApplication application;

	ServletExchange(Call call, ServletApplication application) {
		Connector connector = new Connector();
		this.call = call;
		this.request = new TomcatRequest(connector, call);
		this.response = new TomcatResponse(connector, this.request);
		this.application = application;
	}

	/** Let the request go through a filter. */
	int pass(Filter filter) throws ServletException, IOException {
		this.request.recycle();
		this.response.recycle();
		this.application.recycle();
		HttpServletResponse facade = this.response.facade();
		if (this.call.varied()) {
			facade.addHeader("Vary", Call.VARIED);
		}
		filter.doFilter(this.request.facade(), facade, this.application);
		this.response.finish();
		return this.response.status();
	}

	/**
	 * Check that a filter does what is measured.
	 * @throws IllegalStateException if it does not
	 */
	void check(Row row, Variant variant, Filter filter) throws ServletException, IOException {
		// What is left of a request must not show in the next one.
		for (int i = 0; i < 3; i++) {
			pass(filter);
			if (!this.response.isCommitted()) {
				throw new IllegalStateException(row + " through " + variant + " was not committed");
			}
			if (variant != Variant.EMPTY) {
				row.answer()
					.check(row + " through the servlet filter " + variant, this.call, this.application.isReached(),
							this.response.status(), this.response.header("Access-Control-Allow-Origin"));
			}
		}
	}

}
