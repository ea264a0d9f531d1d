package io.corspolicy.benchmarks.reactive;

import io.corspolicy.benchmarks.Measured;
import io.corspolicy.benchmarks.Row;
import io.corspolicy.benchmarks.Variant;
import io.corspolicy.reactive.HandlerPolicyMapping;

import org.springframework.context.ApplicationContext;
import org.springframework.context.support.StaticApplicationContext;
import org.springframework.web.server.WebFilter;

/**
 * An exchange through a web filter.
 */
public final class ReactiveBenchmark implements Measured {

	private final Row row;

	private final Variant variant;

	private ReactiveExchange exchange;

	private WebFilter filter;

	/**
	 * Measure a row.
	 * @param row the row
	 * @param variant the filter
	 */
	public ReactiveBenchmark(Row row, Variant variant) {
		this.row = row;
		this.variant = variant;
	}

	@Override
	public void prepare() {
		ApplicationContext context = new StaticApplicationContext();
		boolean compared = this.row.isCompared() && this.variant == Variant.OURS;
		this.exchange = new ReactiveExchange(this.row.call(), new ReactiveApplication(this.row.answer().isFinal(),
				compared ? new HandlerPolicyMapping(context) : null), context);
		this.filter = WebFilters.create(this.variant, this.row.configuration());
		this.exchange.check(this.row, this.variant, this.filter);
	}

	@Override
	public int request() {
		return this.exchange.pass(this.filter);
	}

}
