package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PreparedDecisions;
import org.jspecify.annotations.Nullable;

/**
 * The listeners and the candidates of a snapshot's policies, which the policies
 * themselves do not have. Found by the policy's identity, because two methods of one name
 * may have policies of one name.
 */
final class ObservedPolicies {

	private final Map<CompiledPolicy, ObservedPolicy> policies;

	private final Map<CompiledPolicy, CompiledPolicy> candidates;

	private final List<CompiledPolicy> all;

	/** Decides if the policy is not known; created on first use. */
	private final Supplier<ObservedPolicy> nobody;

	/**
	 * Create the policies of a snapshot.
	 * @param named the policies that have names
	 * @param verdicts the policies that handlers declare
	 * @param nobody decides if none of them does
	 */
	ObservedPolicies(List<ObservedPolicy> named, Stream<HandlerPolicy> verdicts, Supplier<ObservedPolicy> nobody) {
		Map<CompiledPolicy, ObservedPolicy> observed = new IdentityHashMap<>();
		Map<CompiledPolicy, CompiledPolicy> candidates = new IdentityHashMap<>();
		List<CompiledPolicy> all = new ArrayList<>();
		Stream.concat(named.stream(), verdicts.flatMap((verdict) -> Stream.ofNullable(verdict.observed())))
			.filter((policy) -> observed.putIfAbsent(policy.policy(), policy) == null)
			.forEach((policy) -> {
				all.add(policy.policy());
				if (policy.candidate() != null) {
					candidates.put(policy.policy(), policy.candidate());
				}
			});
		this.policies = observed;
		this.all = Collections.unmodifiableList(all);
		this.candidates = Collections.unmodifiableMap(candidates);
		this.nobody = nobody;
	}

	/** The policies by name and those that annotations made. */
	List<CompiledPolicy> all() {
		return this.all;
	}

	/** The policies' candidates. */
	Map<CompiledPolicy, CompiledPolicy> candidates() {
		return this.candidates;
	}

	/** The listener of a decision. */
	DecisionListener listener(CorsDecision decision) {
		return find(decision.compiledPolicy()).listener();
	}

	/**
	 * The policies with every candidate in its place.
	 * @param policies the policies
	 * @return the policies, or {@code null} if none of them has a candidate
	 */
	@Nullable PolicySet candidates(PolicySet policies) {
		if (this.candidates.isEmpty()) {
			return null;
		}
		PolicySet candidates = policies.with(this.candidates);
		return (candidates != policies) ? candidates : null;
	}

	/**
	 * The listener for candidates that would have decided differently.
	 * @param decision the decision
	 * @param policies the policies among which it was made
	 * @return the listener of the policy that decided if it has a candidate, otherwise of
	 * the first that has one
	 */
	DecisionListener candidateListener(CorsDecision decision, PolicySet policies) {
		ObservedPolicy deciding = find(decision.compiledPolicy());
		if (deciding.candidate() != null) {
			return deciding.listener();
		}
		for (PreparedDecisions answers : policies.answers()) {
			ObservedPolicy policy = find(answers.policy());
			if (policy.candidate() != null && policy.listener() != DecisionListener.NONE) {
				return policy.listener();
			}
		}
		return DecisionListener.NONE;
	}

	private ObservedPolicy find(CompiledPolicy policy) {
		ObservedPolicy known = this.policies.get(policy.original());
		return (known != null) ? known : this.nobody.get();
	}

}
