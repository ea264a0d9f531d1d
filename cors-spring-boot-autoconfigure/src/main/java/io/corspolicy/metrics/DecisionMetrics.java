package io.corspolicy.metrics;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

import io.corspolicy.engine.AnnotatedPolicyName;
import io.corspolicy.engine.CandidateChange;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.DecisionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Counts decisions: {@code cors.requests} with the tags {@code policy}, {@code type}
 * ({@code preflight}, {@code actual}), {@code outcome} ({@code allowed}, {@code refused})
 * and {@code reason}, and {@code cors.candidate} with the tags {@code policy},
 * {@code candidate} and {@code change}.
 *
 * <p>
 * A policy that an annotation made is counted under the name of its base, so that only
 * configured names are tags; one without a base is counted under {@code @CorsPolicy}.
 */
public final class DecisionMetrics implements DecisionListener {

	/** The name of the counter of requests. */
	public static final String REQUESTS = "cors.requests";

	/**
	 * The name of the counter of decisions that a candidate would have made differently.
	 */
	public static final String CANDIDATE = "cors.candidate";

	private static final String ANNOTATION = "@CorsPolicy";

	private final MeterRegistry meters;

	/** The registered counters, by policy and candidate. */
	private final Map<Names, Set<Counter>> counters = new ConcurrentHashMap<>();

	/**
	 * Create a listener that counts.
	 * @param meters where the counters are registered
	 */
	public DecisionMetrics(MeterRegistry meters) {
		this.meters = meters;
	}

	@Override
	public DecisionListener forPolicy(CompiledPolicy policy, @Nullable CompiledPolicy candidate) {
		return new PolicyMetrics(policy, candidate);
	}

	/** Removes the counters of policies that no longer exist. */
	@Override
	public void replaced(Collection<CompiledPolicy> policies, Map<CompiledPolicy, CompiledPolicy> candidates) {
		if (this.counters.isEmpty()) {
			return;
		}
		Set<Names> names = new HashSet<>();
		for (CompiledPolicy policy : policies) {
			names.add(Names.of(policy, candidates.get(policy)));
			names.add(Names.ofRequests(policy));
		}
		this.counters.forEach((key, registered) -> {
			if (!names.contains(key) && this.counters.remove(key, registered)) {
				registered.forEach(this.meters::remove);
			}
		});
	}

	private static String tag(String policy) {
		AnnotatedPolicyName annotated = AnnotatedPolicyName.parse(policy);
		if (annotated == null) {
			return policy;
		}
		return annotated.base().isEmpty() ? ANNOTATION : annotated.base();
	}

	@Override
	public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
		// Each policy has its own listener.
	}

	/**
	 * Tags of a policy's counters.
	 *
	 * @param policy the policy
	 * @param candidate its candidate, or an empty string
	 */
	private record Names(String policy, String candidate) implements Comparable<Names> {

		private static final Comparator<Names> ORDER = Comparator.comparing(Names::policy)
			.thenComparing(Names::candidate);

		static Names of(CompiledPolicy policy, @Nullable CompiledPolicy candidate) {
			return new Names(tag(policy.name()), (candidate != null) ? tag(candidate.name()) : "");
		}

		/** The names of the counters of requests, which have no candidate. */
		static Names ofRequests(CompiledPolicy policy) {
			return of(policy, null);
		}

		/**
		 * The JDK's maps search comparable keys in order if hashes collide.
		 */
		@Override
		public int compareTo(Names other) {
			return ORDER.compare(this, other);
		}

	}

	/**
	 * The counters of one policy, each registered when it is first needed: most reasons
	 * never occur.
	 */
	private final class PolicyMetrics implements DecisionListener {

		private static final int REASONS = DecisionReason.values().length;

		private final Names ofRequests;

		private final Names ofChanges;

		private final AtomicReferenceArray<@Nullable Counter> requests = new AtomicReferenceArray<>(
				CorsDecision.Kind.values().length * REASONS);

		private final AtomicReferenceArray<@Nullable Counter> changes = new AtomicReferenceArray<>(
				CandidateChange.values().length);

		PolicyMetrics(CompiledPolicy policy, @Nullable CompiledPolicy candidate) {
			this.ofRequests = Names.ofRequests(policy);
			this.ofChanges = Names.of(policy, candidate);
		}

		@Override
		public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
			int index = decision.kind().ordinal() * REASONS + decision.reason().ordinal();
			increment(this.ofRequests, this.requests, index,
					() -> Counter.builder(REQUESTS)
						.description("CORS requests, by what was decided on them")
						.tag("policy", this.ofRequests.policy())
						.tag("type", (decision.kind() == CorsDecision.Kind.PREFLIGHT) ? "preflight" : "actual")
						.tag("outcome", decision.isAllowed() ? "allowed" : "refused")
						.tag("reason", decision.reason().code())
						.register(DecisionMetrics.this.meters));
		}

		@Override
		public void differed(CorsDecision decision, CorsDecision candidate, CandidateChange change, String method,
				String path, @Nullable String origin) {
			increment(this.ofChanges, this.changes, change.ordinal(),
					() -> Counter.builder(CANDIDATE)
						.description("CORS requests on which a policy's candidate would decide otherwise")
						.tag("policy", this.ofChanges.policy())
						.tag("candidate", this.ofChanges.candidate())
						.tag("change", change.code())
						.register(DecisionMetrics.this.meters));
		}

		private void increment(Names names, AtomicReferenceArray<@Nullable Counter> counters, int index,
				Supplier<Counter> register) {
			Counter counter = counters.get(index);
			if (counter == null) {
				counter = register.get();
				DecisionMetrics.this.counters.computeIfAbsent(names, (key) -> ConcurrentHashMap.newKeySet())
					.add(counter);
				counters.set(index, counter);
			}
			counter.increment();
		}

	}

}
