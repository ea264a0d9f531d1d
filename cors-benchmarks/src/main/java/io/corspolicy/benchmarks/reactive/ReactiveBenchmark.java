package io.corspolicy.benchmarks.reactive;

import java.util.concurrent.TimeUnit;

import io.corspolicy.benchmarks.Row;
import io.corspolicy.benchmarks.Variant;
import io.corspolicy.benchmarks.WarmUp;
import io.corspolicy.reactive.HandlerPolicyMapping;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

import org.springframework.context.ApplicationContext;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.web.server.WebFilter;

/**
 * An exchange through a web filter.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ReactiveBenchmark {

	/** The name of the row. */
	@Param("ACTUAL_ALLOWED")
	public String row;

	/** The filter. */
	@Param
	public Variant variant;

	private ReactiveExchange exchange;

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
		Row measured = Row.of(this.row);
		ApplicationContext context = new StaticApplicationContext();
		boolean compared = measured.isCompared() && this.variant == Variant.OURS;
		this.exchange = new ReactiveExchange(measured.call(), new ReactiveApplication(measured.answer().isFinal(),
				compared ? new HandlerPolicyMapping(context) : null), context);
		this.filter = WebFilters.create(this.variant, measured.configuration());
		this.exchange.check(measured, this.variant, this.filter);
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
