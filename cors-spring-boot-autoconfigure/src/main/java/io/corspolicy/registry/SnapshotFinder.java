package io.corspolicy.registry;

import io.corspolicy.engine.CandidateChange;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CorsEngine;
import io.corspolicy.engine.PolicyFinder;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.observe.RecentDecisions;
import io.corspolicy.path.RoutedRequestReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds policies in one snapshot, and notifies their listeners of decisions, even if
 * other policies apply by then.
 *
 * @param <R> the type of the requests
 */
final class SnapshotFinder<R> implements PolicyFinder<R> {

	private final Snapshot snapshot;

	private final RoutedRequestReader<R> reader;

	private final RecentDecisions recent;

	SnapshotFinder(Snapshot snapshot, RoutedRequestReader<R> reader, RecentDecisions recent) {
		this.snapshot = snapshot;
		this.reader = reader;
		this.recent = recent;
	}

	Snapshot snapshot() {
		return this.snapshot;
	}

	@Override
	public @Nullable PolicySet find(R request, String method) {
		return this.snapshot.find(request, this.reader, method);
	}

	@Override
	public void decided(CorsDecision decision, PolicySet policies, R request, String method, String origin) {
		ObservedPolicies observed = this.snapshot.observed();
		String path = this.reader.rawPath(request);
		observed.listener(decision).decided(decision, method, path, origin);
		this.recent.decided(decision, method, path, origin, request, this.reader);
		PolicySet candidates = observed.candidates(policies);
		if (candidates != null) {
			CorsDecision candidate = CorsEngine.decide((any, anyMethod) -> candidates, false, origin, request,
					this.reader);
			CandidateChange change = (candidate != null) ? CandidateChange.between(decision, candidate) : null;
			if (candidate != null && change != null) {
				observed.candidateListener(decision, policies)
					.differed(decision, candidate, change, method, path, origin);
			}
		}
	}

}
