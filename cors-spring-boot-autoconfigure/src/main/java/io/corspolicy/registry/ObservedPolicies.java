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
 * Who hears of the decisions of a snapshot's policies, and which candidates they have:
 * policies know of neither. Found by the policy's identity, because two methods of one
 * name may have policies of one name.
 */
final class ObservedPolicies {

	private final Map<CompiledPolicy, ObservedPolicy> policies;

	private final Map<CompiledPolicy, CompiledPolicy> candidates;

	private final List<CompiledPolicy> all;

	/** What decides where nobody can tell who does: made when it first has to. */
	private final Supplier<ObservedPolicy> nobody;

	/**
	 * Create the policies of a snapshot.
	 * @param named the policies that have names
	 * @param verdicts what handlers say of their policies
	 * @param nobody what decides where none of them does
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

	/** Who hears of a decision. */
	DecisionListener listener(CorsDecision decision) {
		return find(decision.compiledPolicy()).listener();
	}

	/**
	 * What would decide if all candidates were in their places.
	 * @param policies what decides
	 * @return the policies, or {@code null} where none of them has a candidate
	 */
	@Nullable PolicySet candidates(PolicySet policies) {
		if (this.candidates.isEmpty()) {
			return null;
		}
		PolicySet candidates = policies.with(this.candidates);
		return (candidates != policies) ? candidates : null;
	}

	/**
	 * Who hears that candidates would have decided otherwise.
	 * @param decision the decision in force
	 * @param policies the policies among which it was decided
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
