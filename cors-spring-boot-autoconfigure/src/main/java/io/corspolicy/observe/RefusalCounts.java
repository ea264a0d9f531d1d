package io.corspolicy.observe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.DecisionReason;
import io.corspolicy.engine.regex.OriginAutomaton;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Remembers how often and why requests were refused, and where the latest came from.
 * Bounded by the number of policies, whatever is requested.
 */
public final class RefusalCounts implements DecisionListener {

	private static final int MAX_ORIGINS = 10;

	private final Map<String, Tallies> policies = new ConcurrentHashMap<>();

	@Override
	public DecisionListener forPolicy(CompiledPolicy policy) {
		return new OfPolicy(policy.name());
	}

	@Override
	public void replaced(Collection<CompiledPolicy> policies) {
		if (!this.policies.isEmpty()) {
			this.policies.keySet().retainAll(policies.stream().map(CompiledPolicy::name).collect(Collectors.toSet()));
		}
	}

	@Override
	public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
		// Each policy has its own listener.
	}

	/** The refusals so far, sorted by policy. */
	public List<Refusal> refusals() {
		List<Refusal> refusals = new ArrayList<>();
		this.policies.entrySet()
			.stream()
			.sorted(Map.Entry.comparingByKey())
			.forEach((entry) -> entry.getValue().addTo(refusals, entry.getKey()));
		return refusals;
	}

	/**
	 * Counts for one policy, which is remembered with its first refusal.
	 */
	private final class OfPolicy implements RefusalListener {

		private final String name;

		private volatile @Nullable Tallies tallies;

		OfPolicy(String name) {
			this.name = name;
		}

		@Override
		public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
			tallies().add(decision, origin);
		}

		private Tallies tallies() {
			Tallies known = this.tallies;
			if (known == null) {
				known = RefusalCounts.this.policies.computeIfAbsent(this.name, (name) -> new Tallies());
				this.tallies = known;
			}
			return known;
		}

	}

	private static final class Tallies {

		private static final DecisionReason[] REASONS = DecisionReason.values();

		private static final CorsDecision.Kind[] KINDS = CorsDecision.Kind.values();

		private final AtomicReferenceArray<@Nullable Tally> tallies = new AtomicReferenceArray<>(
				KINDS.length * REASONS.length);

		void add(CorsDecision decision, @Nullable String origin) {
			int index = decision.kind().ordinal() * REASONS.length + decision.reason().ordinal();
			Tally tally = this.tallies.get(index);
			if (tally == null) {
				this.tallies.compareAndSet(index, null, new Tally());
				tally = this.tallies.get(index);
			}
			if (tally != null) {
				tally.add(origin);
			}
		}

		void addTo(List<Refusal> refusals, String policy) {
			for (CorsDecision.Kind kind : KINDS) {
				for (DecisionReason reason : REASONS) {
					Tally tally = this.tallies.get(kind.ordinal() * REASONS.length + reason.ordinal());
					if (tally != null) {
						refusals.add(new Refusal(policy, kind, reason, tally.count.sum(), tally.origins()));
					}
				}
			}
		}

	}

	/**
	 * A count and a ring of origins, each only once in a row. If several threads write at
	 * once, an origin may be lost, and nothing else.
	 */
	private static final class Tally {

		private final LongAdder count = new LongAdder();

		private final AtomicReferenceArray<@Nullable String> latest = new AtomicReferenceArray<>(MAX_ORIGINS);

		private volatile int last;

		void add(@Nullable String origin) {
			this.count.increment();
			int current = this.last;
			if (origin == null || origin.length() > OriginAutomaton.MAX_LENGTH
					|| origin.equals(this.latest.get(current))) {
				return;
			}
			int next = (current + 1) % MAX_ORIGINS;
			this.latest.set(next, origin);
			this.last = next;
		}

		List<String> origins() {
			Set<String> origins = new LinkedHashSet<>();
			int newest = this.last;
			for (int i = 0; i < MAX_ORIGINS; i++) {
				String origin = this.latest.get((newest - i + MAX_ORIGINS) % MAX_ORIGINS);
				if (origin != null) {
					origins.add(SafeText.ascii(origin));
				}
			}
			return List.copyOf(origins);
		}

	}

}
