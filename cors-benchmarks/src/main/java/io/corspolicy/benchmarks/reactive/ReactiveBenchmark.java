package io.corspolicy.benchmarks.reactive;

import java.util.concurrent.TimeUnit;

import io.corspolicy.benchmarks.Row;
import io.corspolicy.benchmarks.Variant;
import io.corspolicy.benchmarks.WarmUp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.springframework.web.server.WebFilter;

/**
 * An exchange through a web filter.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReactiveBenchmark {

	/** The request and what the filter is configured with. */
	@Param
	public Row row;

	/** The filter. */
	@Param
	public Variant variant;

	private LightExchange exchange;

	private WebFilter filter;

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
	 */
	public void prepare() {
		this.exchange = new LightExchange(this.row.call(), this.row.isCompared() && this.variant == Variant.OURS);
		this.filter = WebFilters.create(this.variant, this.row.configuration());
		this.exchange.check(this.row, this.variant, this.filter);
	}

	/**
	 * Let the request go through the filter.
	 * @return the response's status
	 */
	@Benchmark
	public int request() {
		return this.exchange.pass(this.filter);
	}

}
