package io.corspolicy.benchmarks.engine;

import java.util.List;
import java.util.Objects;

import io.corspolicy.benchmarks.Measured;
import io.corspolicy.benchmarks.Row;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CorsEngine;
import io.corspolicy.engine.PolicyFinder;
import io.corspolicy.engine.PolicySet;
import org.jspecify.annotations.Nullable;

/**
 * The engine's decision on a request whose policy is known.
 */
public final class EngineBenchmark implements Measured {

	private final Row row;

	private EngineRequest request;

	private PolicyFinder<EngineRequest> finder;

	/**
	 * Measure a row.
	 * @param row the row
	 */
	public EngineBenchmark(Row row) {
		this.row = row;
	}

	@Override
	public void prepare() {
		this.request = new EngineRequest(this.row.call());
		PolicySet policies = policies(this.row);
		this.finder = (request, method) -> policies;
		CorsDecision decision = Objects.requireNonNull(decide());
		int status = decision.proceeds() ? 200 : decision.status();
		this.row.answer()
			.check(this.row + " in the engine", this.row.call(), decision.proceeds(), status,
					decision.headers(this.row.call().origin()).get("Access-Control-Allow-Origin"));
	}

	private static PolicySet policies(Row row) {
		CompiledPolicy policy = CompiledPolicy.compile("policy", row.configuration().policies().get(0).spec());
		return PolicySet.lenient(List.of(policy));
	}

	@Override
	public int request() {
		return (decide() != null) ? 1 : 0;
	}

	private @Nullable CorsDecision decide() {
		this.request.recycle();
		return CorsEngine.decide(this.finder, false, EngineRequest.Reader.INSTANCE.origin(this.request), this.request,
				EngineRequest.Reader.INSTANCE);
	}

}
