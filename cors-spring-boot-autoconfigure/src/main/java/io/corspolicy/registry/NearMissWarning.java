package io.corspolicy.registry;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.DecisionReason;
import io.corspolicy.engine.NearMiss;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Warns of refused origins that look like a mistake in the configuration, of each once.
 * Whatever is requested, few origins are looked at and fewer lines are written.
 */
final class NearMissWarning implements DecisionListener {

	private static final Log logger = LogFactory.getLog(DecisionLog.CATEGORY);

	private static final long SECOND = 1_000_000_000L;

	private static final int MAX_WARNED = 1000;

	private static final int MAX_AT_ONCE = 60;

	private final LongSupplier nanoTime;

	/** By the policy's name: a refresh does not begin anew. */
	private final Map<String, Memory> memories = new ConcurrentHashMap<>();

	NearMissWarning() {
		this(System::nanoTime);
	}

	/**
	 * Create a listener with a clock of its own.
	 * @param nanoTime the time in nanoseconds
	 */
	NearMissWarning(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	@Override
	public DecisionListener forPolicy(CompiledPolicy policy) {
		return new OfPolicy(policy, this.memories.computeIfAbsent(policy.name(), (name) -> new Memory()));
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

		/** Not exact where threads meet, which nobody minds. */
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

	private final class OfPolicy implements DecisionListener {

		private final CompiledPolicy policy;

		private final Memory memory;

		OfPolicy(CompiledPolicy policy, Memory memory) {
			this.policy = policy;
			this.memory = memory;
		}

		@Override
		public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
			DecisionReason reason = decision.reason();
			if (origin == null
					|| (reason != DecisionReason.ORIGIN_NOT_ALLOWED && reason != DecisionReason.ORIGIN_INVALID)) {
				return;
			}
			if (!this.memory.isWorthALook()) {
				return;
			}
			long now = NearMissWarning.this.nanoTime.getAsLong();
			if (!this.memory.looks.take(now) || this.memory.warned.contains(origin)) {
				return;
			}
			NearMiss nearMiss = NearMiss.of(this.policy, origin);
			if (nearMiss != null && this.memory.warned.size() < MAX_WARNED && this.memory.lines.take(now)
					&& this.memory.warned.add(origin)) {
				logger.warn("Policy " + this.policy.name() + " refuses " + method + " " + DecisionLog.harmless(path)
						+ " from " + DecisionLog.harmless(origin) + ". " + nearMiss.sentence());
			}
		}

	}

}
