package io.corspolicy.observe;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.CandidateChange;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.path.RoutedRequestReader;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of the decisions since the application started, for people who ask.
 * It is bounded, whatever is requested, and ends with the policies that it is about.
 * Thread-safe.
 */
public final class RecentDecisions implements DecisionListener {

	private final Instant since;

	private final RecentRefusals refusals;

	private final CandidateCounts candidates = new CandidateCounts();

	/**
	 * Remember decisions from now on.
	 * @param clock tells the time
	 */
	public RecentDecisions(InstantSource clock) {
		this.since = Instant.ofEpochMilli(clock.millis());
		this.refusals = new RecentRefusals(clock);
	}

	/**
	 * Since when decisions are remembered.
	 * @return when the registry was created, in milliseconds
	 */
	public Instant since() {
		return this.since;
	}

	/**
	 * The latest requests that were refused: 200 that differ in anything but their time,
	 * at most. What came from them has not been made harmless.
	 * @return an immutable list, the latest first
	 */
	public List<RecentRefusal> refusals() {
		return this.refusals.all();
	}

	/**
	 * How many requests a policy's candidate would have decided otherwise.
	 * @param policy the policy's name
	 * @return the number of each change that there was
	 */
	public Map<CandidateChange, Long> candidateChanges(String policy) {
		return this.candidates.of(policy);
	}

	/**
	 * Hear of a decision, with all that the request says.
	 * @param decision the decision
	 * @param method the effective method
	 * @param path the request's {@linkplain RoutedRequestReader#rawPath raw path}
	 * @param origin the request's origin
	 * @param request the request
	 * @param reader reads the request
	 * @param <R> the type of the requests
	 */
	public <R> void decided(CorsDecision decision, String method, String path, String origin, R request,
			RoutedRequestReader<R> reader) {
		if (!decision.isAllowed()) {
			this.refusals.add(decision, method, within(path, request, reader), origin, request, reader);
		}
	}

	/** The path as people write it in policies and explanations. */
	private static <R> String within(String path, R request, RoutedRequestReader<R> reader) {
		int start = reader.pathStart(request);
		return (start >= 0) ? path.substring(start) : reader.path(request).value();
	}

	/** Only what a candidate would change is heard so: else the request is needed. */
	@Override
	public DecisionListener forPolicy(CompiledPolicy policy, @Nullable CompiledPolicy candidate) {
		return (candidate != null) ? this : NONE;
	}

	@Override
	public void decided(CorsDecision decision, String method, String path, @Nullable String origin) {
		// The request itself is needed.
	}

	@Override
	public void differed(CorsDecision decision, CorsDecision candidate, CandidateChange change, String method,
			String path, @Nullable String origin) {
		this.candidates.add(decision.policy(), change);
	}

	@Override
	public void replaced(Collection<CompiledPolicy> policies) {
		this.refusals.retain(policies);
		this.candidates.retain(policies);
	}

}
