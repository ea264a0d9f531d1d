package io.corspolicy.engine.explain;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.explain.Explanation.Verdict;
import io.corspolicy.engine.origin.OriginIndex;
import org.jspecify.annotations.Nullable;

/**
 * Explains what a browser does with a request: runs Fetch's algorithm against the answers
 * that the server would give, and looks for changes if the request is blocked.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, "CORS
 * protocol"</a>
 */
public final class Explainer {

	/** More policies are not tried for a path at which they do not apply. */
	private static final int MAX_TRIED = 100;

	private Explainer() {
	}

	/**
	 * Explain a request.
	 * @param request what the page asks for
	 * @param server answers what the browser sends, {@code null} if no policy applies
	 * @param policies the policies that share the request's path, or {@code null} if none
	 * applies
	 * @param neighbours finds the policies that share some path with a policy, by its
	 * name, so that no suggested change contradicts them
	 * @param elsewhere advises if none applies
	 * @return the explanation
	 */
	public static Explanation explain(BrowserRequest request, Function<SentRequest, @Nullable CorsDecision> server,
			@Nullable PolicySet policies, Function<String, List<CompiledPolicy>> neighbours,
			Supplier<SuggestedFix> elsewhere) {
		SimulatedFetch run = SimulatedFetch.of(request, server);
		SuggestedFix advice = null;
		if (run.verdict() == Verdict.BLOCKED) {
			advice = (policies != null && run.obstacle() != SimulatedFetch.Obstacle.NO_POLICY)
					? FixFinder.advise(run, policies, neighbours) : elsewhere.get();
		}
		CorsDecision decision = run.decision();
		return new Explanation(run.verdict(), (decision != null) ? decision.policy() : null, run.preflight(),
				run.actual(), run.steps(), DecidingAttributes.of(run, policies),
				(advice != null) ? advice.hint() : null, (advice != null) ? advice.changes() : List.of());
	}

	/**
	 * Advise what to change in policies as if they shared the path.
	 * @param request what the page asks for
	 * @param policies the policies
	 * @param neighbours finds the policies that share some path with a policy, by its
	 * name
	 * @return the advice, or {@code null} if they would allow the request
	 */
	public static @Nullable SuggestedFix advise(BrowserRequest request, PolicySet policies,
			Function<String, List<CompiledPolicy>> neighbours) {
		SimulatedFetch run = SimulatedFetch.of(request, policies);
		return (run.verdict() == Verdict.BLOCKED) ? FixFinder.advise(run, policies, neighbours) : null;
	}

	/**
	 * Find the policy that fits a request best, whatever its paths: one that would allow
	 * it, otherwise one that allows the origin and the method, otherwise one that allows
	 * the origin.
	 * @param request what the page asks for
	 * @param policies all policies
	 * @return the policy, or {@code null} if none allows the origin
	 */
	public static @Nullable CompiledPolicy fitting(BrowserRequest request, List<CompiledPolicy> policies) {
		String origin = request.origin();
		CompiledPolicy best = null;
		int bestFit = 0;
		int tried = 0;
		for (CompiledPolicy policy : policies) {
			// A policy for any origin should not get credentials.
			boolean knowsOrigin = origin != null && policy.matchOrigin(origin) != OriginIndex.NO_MATCH
					&& !(request.credentials() && policy.allowsAnyOrigin());
			if (!knowsOrigin || origin == null || tried == MAX_TRIED) {
				continue;
			}
			tried++;
			boolean allowed = SimulatedFetch.of(request, PolicySet.lenient(List.of(policy)))
				.verdict() == Verdict.ALLOWED;
			int fit = (policy.answersFor(request.method()) ? 2 : 1) + (allowed ? 2 : 0);
			if (best == null || fit > bestFit
					|| (fit == bestFit && policy.matchOrigin(origin) > best.matchOrigin(origin))) {
				best = policy;
				bestFit = fit;
			}
		}
		return best;
	}

}
