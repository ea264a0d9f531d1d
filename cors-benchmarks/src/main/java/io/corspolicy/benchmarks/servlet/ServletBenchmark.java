package io.corspolicy.benchmarks.servlet;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import io.corspolicy.benchmarks.Row;
import io.corspolicy.benchmarks.Variant;
import io.corspolicy.benchmarks.WarmUp;
import io.corspolicy.servlet.HandlerPolicyInterceptor;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.springframework.web.servlet.HandlerInterceptor;

/**
 * A request through a servlet filter.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ServletBenchmark {

	/** The name of the row. */
	@Param("ACTUAL_ALLOWED")
	public String row;

	/** The filter. */
	@Param
	public Variant variant;

	private ServletExchange exchange;

	private Filter filter;

	/**
	 * Prepare everything and warm it up.
	 * @throws Exception if the answer is not the one that is measured
	 */
	@Setup
	public void setUp() throws Exception {
		prepare();
		WarmUp.run(this::request);
	}

	/**
	 * Make the filter and see that it does what is measured.
	 * @throws ServletException never
	 * @throws IOException never
	 */
	public void prepare() throws ServletException, IOException {
		Row measured = Row.of(this.row);
		this.exchange = new ServletExchange(measured.call(), new ServletApplication(measured.call().path(),
				measured.answer().isFinal(), measured.isCompared() ? interceptor() : null));
		this.filter = ServletFilters.create(this.variant, measured.configuration());
		this.exchange.check(measured, this.variant, this.filter);
	}

	/** One that does nothing costs what Spring MVC's own work with it costs. */
	private HandlerInterceptor interceptor() {
		return (this.variant == Variant.OURS) ? new HandlerPolicyInterceptor() : new HandlerInterceptor() {
		};
	}

	/**
	 * Let the request go through the filter.
	 * @return the response's status
	 * @throws ServletException never
	 * @throws IOException never
	 */
	@Benchmark
	public int request() throws ServletException, IOException {
		return this.exchange.pass(this.filter);
	}

}
