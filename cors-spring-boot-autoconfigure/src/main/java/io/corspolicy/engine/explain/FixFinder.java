package io.corspolicy.engine.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PreparedDecisions;
import io.corspolicy.engine.text.SafeText;

/**
 * Finds the changes to one policy after which a blocked request is allowed. Every
 * suggestion was tried: the changed policy is compiled separately, and the browser's
 * algorithm is run against it.
 */
final class FixFinder {

	private final BrowserRequest request;

	private final PolicySet policies;

	private final Function<String, List<CompiledPolicy>> neighbours;

	private FixFinder(BrowserRequest request, PolicySet policies, Function<String, List<CompiledPolicy>> neighbours) {
		this.request = request;
		this.policies = policies;
		this.neighbours = neighbours;
	}

	/**
	 * Advise on a request that is blocked.
	 * @param run how it is blocked
	 * @param policies the policies that share its path
	 * @param neighbours finds the policies that share some path with a policy, by its
	 * name
	 */
	static SuggestedFix advise(SimulatedFetch run, PolicySet policies,
			Function<String, List<CompiledPolicy>> neighbours) {
		if (run.obstacle() == SimulatedFetch.Obstacle.OWN_ORIGIN) {
			return new SuggestedFix("The server takes " + SafeText.quoted(String.valueOf(run.request().origin()))
					+ " for its own origin, where CORS does not apply.", List.of());
		}
		CorsDecision decision = run.decision();
		return new FixFinder(run.request(), policies, neighbours).advise((decision != null) ? decision.policy() : "");
	}

	private SuggestedFix advise(String answering) {
		Comparator<FixAttempt> best = Comparator.comparing((FixAttempt attempt) -> !attempt.isSuccessful())
			.thenComparing((attempt) -> attempt.isSuccessful() ? attempt.size() : 0)
			// A policy that lists the method is preferred to one that allows any.
			.thenComparing((attempt) -> !attempt.original().answersFor(this.request.method()))
			.thenComparing((attempt) -> !attempt.original().name().equals(answering));
		List<FixAttempt> attempts = new ArrayList<>();
		for (PreparedDecisions answers : this.policies.answers()) {
			FixAttempt attempt = new FixAttempt(this.request, this.policies, this.neighbours, answers.policy());
			attempt.make();
			attempts.add(attempt);
		}
		return Collections.min(attempts, best).advice();
	}

}
