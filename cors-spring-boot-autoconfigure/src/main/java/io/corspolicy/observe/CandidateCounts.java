package io.corspolicy.observe;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;

import io.corspolicy.engine.CandidateChange;
import io.corspolicy.engine.CompiledPolicy;

/**
 * Counts what the candidates of policies would change. Bounded by the number of policies.
 */
final class CandidateCounts {

	private static final CandidateChange[] CHANGES = CandidateChange.values();

	private final Map<String, AtomicLongArray> policies = new ConcurrentHashMap<>();

	void add(String policy, CandidateChange change) {
		this.policies.computeIfAbsent(policy, (name) -> new AtomicLongArray(CHANGES.length))
			.incrementAndGet(change.ordinal());
	}

	/** Forget the counts of policies that are no longer there. */
	void retain(Collection<CompiledPolicy> policies) {
		if (!this.policies.isEmpty()) {
			this.policies.keySet().retainAll(policies.stream().map(CompiledPolicy::name).collect(Collectors.toSet()));
		}
	}

	/** The counts of one policy, without those that are zero. */
	Map<CandidateChange, Long> of(String policy) {
		Map<CandidateChange, Long> counts = new EnumMap<>(CandidateChange.class);
		AtomicLongArray known = this.policies.get(policy);
		for (CandidateChange change : CHANGES) {
			if (known != null && known.get(change.ordinal()) > 0) {
				counts.put(change, known.get(change.ordinal()));
			}
		}
		return counts;
	}

}
