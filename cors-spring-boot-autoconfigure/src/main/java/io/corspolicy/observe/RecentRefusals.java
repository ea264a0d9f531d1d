package io.corspolicy.observe;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionReason;
import io.corspolicy.engine.fetch.FieldNames;
import io.corspolicy.engine.fetch.RequestReader;
import io.corspolicy.engine.regex.OriginAutomaton;
import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the latest refused requests that differ in anything but their time. Bounded
 * in number and length, whatever is requested: those whose last time is the longest ago
 * are forgotten first. Thread-safe; a refusal that was remembered lately is counted
 * without a lock.
 */
final class RecentRefusals {

	/** How many are remembered. */
	static final int MAX_ENTRIES = 200;

	/** How much of a path or of a list of headers is remembered. */
	static final int MAX_LENGTH = 2048;

	/** How many refusals that are alike are read whole: few people look at more. */
	static final int MAX_READ = 1000;

	/**
	 * How many milliseconds apart further ones are: reading the rest of a request costs
	 * more than deciding on it.
	 */
	static final int INTERVAL = 100;

	/** Longer than any origin that could match, and any method that means something. */
	private static final int MAX_NAME_LENGTH = OriginAutomaton.MAX_LENGTH;

	private static final Comparator<Tally> BY_TIME = Comparator.comparingLong((tally) -> tally.number);

	/** A power of two. */
	private static final int SLOTS = 64;

	private final InstantSource clock;

	private final Lock lock = new ReentrantLock();

	private final Map<Key, Tally> tallies = new HashMap<>();

	/** The latest of those with texts of the same lengths. */
	private final AtomicReferenceArray<@Nullable Tally> slots = new AtomicReferenceArray<>(SLOTS);

	/** Times of the clock may be equal. */
	private final AtomicLong sequence = new AtomicLong();

	RecentRefusals(InstantSource clock) {
		this.clock = clock;
	}

	/** Remember a refusal. */
	<R> void add(CorsDecision decision, String method, String path, String origin, R request, RequestReader<R> reader) {
		long now = this.clock.millis();
		int slot = (method.length() + 7 * path.length() + 31 * origin.length()) & (SLOTS - 1);
		Tally known = this.slots.get(slot);
		if (known == null || !known.isOf(decision, method, path, origin)) {
			known = remember(decision, method, path, origin, Last.of(decision, request, reader, now));
			this.slots.set(slot, known);
		}
		else if (known.count < MAX_READ || !known.last.isRecent(now)) {
			known.last = Last.of(decision, request, reader, now);
		}
		known.count(now, this.sequence.incrementAndGet());
	}

	private Tally remember(CorsDecision decision, String method, String path, String origin, Last last) {
		boolean cut = method.length() > MAX_NAME_LENGTH || path.length() > MAX_LENGTH
				|| origin.length() > MAX_NAME_LENGTH;
		Key key = new Key(decision.policy(), decision.kind(), decision.reason(), cut(method, MAX_NAME_LENGTH),
				cut(path, MAX_LENGTH), cut(origin, MAX_NAME_LENGTH), cut);
		this.lock.lock();
		try {
			Tally tally = this.tallies.get(key);
			if (tally == null) {
				makeRoom();
				tally = new Tally(key, last, this.sequence.incrementAndGet());
				this.tallies.put(key, tally);
			}
			tally.last = last;
			return tally;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void makeRoom() {
		if (this.tallies.size() == MAX_ENTRIES) {
			Tally oldest = Collections.min(this.tallies.values(), BY_TIME);
			this.tallies.remove(oldest.key);
			oldest.forgotten = true;
		}
	}

	/** Forget the refusals of policies that are no longer there. */
	void retain(Collection<CompiledPolicy> policies) {
		Set<String> names = policies.stream().map(CompiledPolicy::name).collect(Collectors.toSet());
		this.lock.lock();
		try {
			this.tallies.values().removeIf((tally) -> {
				boolean forgotten = !names.contains(tally.key.policy());
				tally.forgotten = forgotten;
				return forgotten;
			});
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The refusals, the latest first. */
	List<RecentRefusal> all() {
		this.lock.lock();
		try {
			return this.tallies.values().stream().sorted(BY_TIME.reversed()).map(Tally::toRefusal).toList();
		}
		finally {
			this.lock.unlock();
		}
	}

	private static @Nullable String join(Iterator<String> lines) {
		if (!lines.hasNext()) {
			return null;
		}
		String first = lines.next();
		if (!lines.hasNext()) {
			return first;
		}
		StringBuilder joined = new StringBuilder(first);
		while (lines.hasNext() && joined.length() <= MAX_LENGTH) {
			joined.append(',').append(lines.next());
		}
		return joined.toString();
	}

	/** A copy if only a part is needed, so that the rest is not retained. */
	private static String cut(String text, int length) {
		return (text.length() <= length) ? text : text.substring(0, length);
	}

	/**
	 * What makes two refusals the same to a reader.
	 */
	private record Key(String policy, CorsDecision.Kind kind, DecisionReason reason, String method, String path,
			String origin, boolean cut) {

		/** Strangers choose these texts, perhaps such that hashes collide. */
		@Override
		public int hashCode() {
			return OpenAddressing.hashCode(this.policy, this.method, this.path, this.origin);
		}

	}

	/**
	 * What is remembered of one of the latest of several refusals.
	 *
	 * @param headers the headers that were asked for, cut if there are too many
	 * @param cut whether they are cut
	 * @param server the origin under which the application was reached
	 * @param time when, in milliseconds since 1970
	 */
	private record Last(@Nullable String headers, boolean cut, @Nullable String server, long time) {

		static <R> Last of(CorsDecision decision, R request, RequestReader<R> reader, long time) {
			String headers = (decision.kind() == CorsDecision.Kind.PREFLIGHT)
					? join(reader.headers(request, FieldNames.REQUEST_HEADERS)) : null;
			boolean cut = headers != null && headers.length() > MAX_LENGTH;
			String server = reader.serverOrigin(request);
			return new Last((headers != null) ? RecentRefusals.cut(headers, MAX_LENGTH) : null, cut,
					(server != null && server.length() <= MAX_NAME_LENGTH) ? server : null, time);
		}

		/** Not if the clock was set back. */
		boolean isRecent(long now) {
			return now >= this.time && now - this.time < INTERVAL;
		}

	}

	/**
	 * Refusals that differ in nothing but their time.
	 */
	private static final class Tally {

		private static final AtomicLongFieldUpdater<Tally> COUNT = AtomicLongFieldUpdater.newUpdater(Tally.class,
				"count");

		private final Key key;

		private volatile Last last;

		private volatile long count;

		/** Milliseconds since 1970. */
		private volatile long time;

		private volatile long number;

		private volatile boolean forgotten;

		Tally(Key key, Last last, long number) {
			this.key = key;
			this.last = last;
			this.number = number;
		}

		boolean isOf(CorsDecision decision, String method, String path, String origin) {
			return !this.forgotten && !this.key.cut && this.key.reason == decision.reason()
					&& this.key.kind == decision.kind() && this.key.origin.equals(origin) && this.key.path.equals(path)
					&& this.key.method.equals(method) && this.key.policy.equals(decision.policy());
		}

		void count(long time, long number) {
			COUNT.incrementAndGet(this);
			this.time = time;
			this.number = number;
		}

		RecentRefusal toRefusal() {
			Last last = this.last;
			return new RecentRefusal(this.key.policy, this.key.kind, this.key.reason, this.key.method, this.key.path,
					this.key.origin, last.headers, last.server, this.key.cut || last.cut, this.count,
					Instant.ofEpochMilli(this.time));
		}

	}

}
