package io.corspolicy.observe;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionReason;
import io.corspolicy.engine.fetch.RequestReader;
import io.corspolicy.engine.regex.OriginAutomaton;
import io.corspolicy.engine.table.OpenAddressing;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the latest refused requests that differ in anything but their time. Bounded
 * in number and length, whatever is requested: those whose last time is the longest ago
 * are forgotten first.
 */
final class RecentRefusals {

	/** How many are remembered. */
	static final int MAX_ENTRIES = 200;

	/** How much of a path or of a list of headers is remembered. */
	static final int MAX_LENGTH = 2048;

	/** Longer than any origin that could match, and any method that means something. */
	private static final int MAX_NAME_LENGTH = OriginAutomaton.MAX_LENGTH;

	private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";

	private final Clock clock;

	private final Lock lock = new ReentrantLock();

	/** In the order of their last times. */
	private final Map<Key, Tally> latest = new LinkedHashMap<>(16, 0.75f, true);

	RecentRefusals(Clock clock) {
		this.clock = clock;
	}

	/** Remember a refusal. */
	<R> void add(CorsDecision decision, String method, String path, String origin, R request, RequestReader<R> reader) {
		Key key = new Key(decision.policy(), decision.kind(), decision.reason(), cut(method, MAX_NAME_LENGTH),
				cut(path, MAX_LENGTH), cut(origin, MAX_NAME_LENGTH));
		String headers = (decision.kind() == CorsDecision.Kind.PREFLIGHT)
				? join(reader.headers(request, REQUEST_HEADERS)) : null;
		String server = reader.serverOrigin(request);
		boolean cut = method.length() > MAX_NAME_LENGTH || path.length() > MAX_LENGTH
				|| origin.length() > MAX_NAME_LENGTH || (headers != null && headers.length() > MAX_LENGTH);
		Tally last = new Tally((headers != null) ? cut(headers, MAX_LENGTH) : null,
				(server != null && server.length() <= MAX_NAME_LENGTH) ? server : null, cut, 1, this.clock.instant());
		this.lock.lock();
		try {
			Tally known = this.latest.get(key);
			this.latest.put(key, (known != null) ? last.after(known) : last);
			if (this.latest.size() > MAX_ENTRIES) {
				Iterator<Key> oldest = this.latest.keySet().iterator();
				oldest.next();
				oldest.remove();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Forget the refusals of policies that are no longer there. */
	void retain(Collection<CompiledPolicy> policies) {
		Set<String> names = policies.stream().map(CompiledPolicy::name).collect(Collectors.toSet());
		this.lock.lock();
		try {
			this.latest.keySet().removeIf((key) -> !names.contains(key.policy()));
		}
		finally {
			this.lock.unlock();
		}
	}

	/** The refusals, the latest first. */
	List<RecentRefusal> all() {
		List<RecentRefusal> refusals = new ArrayList<>();
		this.lock.lock();
		try {
			this.latest.forEach((key, tally) -> refusals.add(tally.of(key)));
		}
		finally {
			this.lock.unlock();
		}
		Collections.reverse(refusals);
		return List.copyOf(refusals);
	}

	private static @Nullable String join(Iterator<String> lines) {
		if (!lines.hasNext()) {
			return null;
		}
		StringBuilder joined = new StringBuilder(lines.next());
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
			String origin) {

		/** Strangers choose these texts, perhaps such that hashes collide. */
		@Override
		public int hashCode() {
			return OpenAddressing.hashCode(this.policy, this.method, this.path, this.origin);
		}

	}

	private record Tally(@Nullable String headers, @Nullable String server, boolean cut, long count, Instant last) {

		Tally after(Tally before) {
			return new Tally(this.headers, this.server, this.cut, before.count + 1, this.last);
		}

		RecentRefusal of(Key key) {
			return new RecentRefusal(key.policy(), key.kind(), key.reason(), key.method(), key.path(), key.origin(),
					this.headers, this.server, this.cut, this.count, this.last);
		}

	}

}
