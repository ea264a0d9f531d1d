package io.corspolicy.benchmarks.servlet;

import java.io.IOException;

import io.corspolicy.benchmarks.Measured;
import io.corspolicy.benchmarks.Row;
import io.corspolicy.benchmarks.Variant;
import io.corspolicy.servlet.HandlerPolicyInterceptor;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;

import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A request through a servlet filter.
 */
public final class ServletBenchmark implements Measured {

	private final Row row;

	private final Variant variant;

	private ServletExchange exchange;

	private Filter filter;

	/**
	 * Measure a row.
	 * @param row the row
	 * @param variant the filter
	 */
	public ServletBenchmark(Row row, Variant variant) {
		this.row = row;
		this.variant = variant;
	}

	@Override
	public void prepare() throws ServletException, IOException {
		this.exchange = new ServletExchange(this.row.call(), new ServletApplication(this.row.call().path(),
				this.row.answer().isFinal(), this.row.isCompared() ? interceptor() : null));
		this.filter = ServletFilters.create(this.variant, this.row.configuration());
		this.exchange.check(this.row, this.variant, this.filter);
	}

	/** One that does nothing costs what Spring MVC's own work with it costs. */
	private HandlerInterceptor interceptor() {
		return (this.variant == Variant.OURS) ? new HandlerPolicyInterceptor() : new HandlerInterceptor() {
		};
	}

	@Override
	public int request() throws ServletException, IOException {
		return this.exchange.pass(this.filter);
	}

}
