package io.corspolicy.metrics;

import java.util.EnumMap;
import java.util.Map;

import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RefreshOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts refreshes, {@code cors.refresh} with the tag {@code outcome} ({@code replaced},
 * {@code unchanged}, {@code failed}), and shows how old the policies may be:
 * {@code cors.policies.age}, in seconds.
 */
public final class RefreshMetrics {

	/** The name of the counter of refreshes. */
	public static final String REFRESH = "cors.refresh";

	/** The name of the gauge of the policies' age. */
	public static final String AGE = "cors.policies.age";

	private final Map<RefreshOutcome, Counter> counters = new EnumMap<>(RefreshOutcome.class);

	/**
	 * Create metrics, which count from now on.
	 * @param meters where they are registered
	 * @param registry the registry whose refreshes are counted
	 */
	public RefreshMetrics(MeterRegistry meters, CorsPolicyRegistry registry) {
		for (RefreshOutcome outcome : RefreshOutcome.values()) {
			this.counters.put(outcome,
					Counter.builder(REFRESH)
						.description("Refreshes of the CORS policies, by how they ended")
						.tag("outcome", outcome.code())
						.register(meters));
		}
		Gauge.builder(AGE, registry, (source) -> source.refreshState().age().toNanos() / 1e9)
			.description("The time since the sources of the CORS policies were last asked with success")
			.baseUnit("seconds")
			.register(meters);
		registry.addRefreshListener((outcome) -> {
			Counter counter = this.counters.get(outcome);
			if (counter != null) {
				counter.increment();
			}
		});
	}

}
