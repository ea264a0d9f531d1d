package io.corspolicy.observe;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.DecisionReason;
import io.corspolicy.engine.explain.NearMiss;
import io.corspolicy.engine.text.SafeText;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Warns of refused origins that look like a mistake in the configuration, of each once.
 * Whatever is requested, few origins are looked at and fewer lines are written.
 */
public final class NearMissWarning implements DecisionListener {

	private static final Log logger = LogFactory.getLog(DecisionLog.CATEGORY);

	private static final long SECOND = 1_000_000_000L;

	private static final int MAX_WARNED = 1000;

	private static final int MAX_AT_ONCE = 60;

	private final LongSupplier nanoTime;

	/** By the policy's name: a refresh does not begin anew. */
	private final Map<String, Memory> memories = new ConcurrentHashMap<>();

	public NearMissWarning() {
		this(System::nanoTime);
	}

	/**
	 * Create a listener with a clock of its own.
	 * @param nanoTime the time in nanoseconds
	 */
	public NearMissWarning(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	@Override
	public DecisionListener forPolicy(CompiledPolicy policy) {
		return new OfPolicy(policy);
	}

	@Override
	public void replaced(Collection<CompiledPolicy> policies) {
		if (!this.memories.isEmpty()) {
			this.memories.keySet().retainAll(policies.stream().map(CompiledPolicy::name).collect(Collectors.toSet()));
		}
	}

	@Override
	public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
		// Each policy has its own listener.
	}

	/**
	 * What was done about one policy so far.
	 */
	private static final class Memory {

		private final Allowance looks = new Allowance(MAX_AT_ONCE, SECOND);

		private final Allowance lines = new Allowance(10, 60 * SECOND);

		private final Set<String> warned = ConcurrentHashMap.newKeySet();

		/**
		 * Not exact under concurrency: a warning that comes a little late does no harm.
		 */
		private int refused;

		/**
		 * Reading the clock for every refused request would be the dearest part of it.
		 */
		boolean isWorthALook() {
			int number = this.refused++;
			return number >= 0 && number < MAX_AT_ONCE || (number & 0xf) == 0;
		}

	}

	/**
	 * A number of things that may be done at once, and again as time goes by.
	 */
	private static final class Allowance {

		private final long interval;

		private final long atOnce;

		/** When all that was done would be forgotten. */
		private final AtomicLong spent = new AtomicLong(Long.MIN_VALUE);

		Allowance(int number, long interval) {
			this.interval = interval;
			this.atOnce = number * interval;
		}

		boolean take(long now) {
			long before = this.spent.get();
			long from = (before == Long.MIN_VALUE || before - now < 0) ? now : before;
			return from + this.interval - now <= this.atOnce && this.spent.compareAndSet(before, from + this.interval);
		}

	}

	private final class OfPolicy implements RefusalListener {

		private final CompiledPolicy policy;

		/** Made with the first refusal that counts. */
		private volatile @Nullable Memory memory;

		OfPolicy(CompiledPolicy policy) {
			this.policy = policy;
		}

		@Override
		public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
			DecisionReason reason = decision.reason();
			if (origin == null
					|| (reason != DecisionReason.ORIGIN_NOT_ALLOWED && reason != DecisionReason.ORIGIN_INVALID)) {
				return;
			}
			Memory memory = memory();
			if (!memory.isWorthALook()) {
				return;
			}
			long now = NearMissWarning.this.nanoTime.getAsLong();
			if (!memory.looks.take(now) || memory.warned.contains(origin)) {
				return;
			}
			NearMiss nearMiss = NearMiss.of(this.policy, origin);
			if (nearMiss != null && memory.warned.size() < MAX_WARNED && memory.lines.take(now)
					&& memory.warned.add(origin)) {
				logger.warn("Policy " + this.policy.name() + " refuses " + SafeText.ascii(method) + " "
						+ SafeText.ascii(path) + " from " + SafeText.ascii(origin) + ". " + nearMiss.sentence());
			}
		}

		private Memory memory() {
			Memory known = this.memory;
			if (known == null) {
				known = NearMissWarning.this.memories.computeIfAbsent(this.policy.name(), (name) -> new Memory());
				this.memory = known;
			}
			return known;
		}

	}

}
