package io.corspolicy.benchmarks.engine;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.corspolicy.benchmarks.Row;
import io.corspolicy.benchmarks.WarmUp;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CorsEngine;
import io.corspolicy.engine.PolicyFinder;
import io.corspolicy.engine.PolicySet;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The engine's decision on a request whose policy is known.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBenchmark {

	/** The name of the row. */
	@Param("ACTUAL_ALLOWED")
	public String row;

	private EngineRequest request;

	private PolicyFinder<EngineRequest> finder;

	/**
	 * Prepare everything and warm it up.
	 * @throws Exception if the answer is not the one that is measured
	 */
	@Setup
	public void setUp() throws Exception {
		prepare();
		WarmUp.run(this::decide);
	}

	/**
	 * Compile the policy and see that the decision is the one that is measured.
	 */
	public void prepare() {
		Row measured = Row.of(this.row);
		this.request = new EngineRequest(measured.call());
		PolicySet policies = policies(measured);
		this.finder = (request, method) -> policies;
		CorsDecision decision = Objects.requireNonNull(decide());
		int status = decision.proceeds() ? 200 : decision.status();
		measured.answer()
			.check(measured + " in the engine", measured.call(), decision.proceeds(), status,
					decision.headers(measured.call().origin()).get("Access-Control-Allow-Origin"));
	}

	private static PolicySet policies(Row row) {
		CompiledPolicy policy = CompiledPolicy.compile("policy", row.configuration().policies().get(0).spec());
		return PolicySet.lenient(List.of(policy));
	}

	/**
	 * Decide.
	 * @return the decision
	 */
	@Benchmark
	public @Nullable CorsDecision decide() {
		this.request.recycle();
		return CorsEngine.decide(this.finder, false, EngineRequest.Reader.INSTANCE.origin(this.request), this.request,
				EngineRequest.Reader.INSTANCE);
	}

}
