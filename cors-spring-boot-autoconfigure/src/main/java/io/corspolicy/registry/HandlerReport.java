package io.corspolicy.registry;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.registry.RegisteredHandler.DecidedBy;

/**
 * What the handlers of a snapshot come to, for people.
 *
 * @param snapshot the snapshot
 */
record HandlerReport(Snapshot snapshot) {

	/** The policies that handlers have for themselves. */
	List<RegisteredPolicy> policies() {
		if (!this.snapshot.handlers().hasVerdicts()) {
			return List.of();
		}
		Set<String> named = new HashSet<>();
		this.snapshot.policies().policies().forEach((policy) -> named.add(policy.name()));
		return this.snapshot.handlers()
			.verdicts()
			.map(HandlerPolicy::observed)
			.filter((observed) -> observed != null && !named.contains(observed.policy().name()))
			.distinct()
			.map((observed) -> new RegisteredPolicy(List.of(), observed.policy(), observed.candidate(), null))
			.sorted(Comparator.comparing(RegisteredPolicy::name))
			.toList();
	}

	/** The handlers, and who answers there. */
	List<RegisteredHandler> routes() {
		return candidates().map(this::route)
			.sorted(Comparator.comparing(RegisteredHandler::pattern)
				.thenComparing((route) -> String.join(",", route.methods()))
				.thenComparing(RegisteredHandler::handler))
			.toList();
	}

	private Stream<IndexedHandler> candidates() {
		return this.snapshot.handlers().groups().stream().flatMap((group) -> group.candidates().stream());
	}

	private RegisteredHandler route(IndexedHandler candidate) {
		MappedHandler handler = candidate.handler();
		String pattern = handler.pattern().getPatternString();
		List<String> policies;
		DecidedBy decidedBy;
		if (candidate.verdict() != null) {
			CompiledPolicy policy = candidate.verdict().policy();
			policies = (policy != null) ? List.of(policy.name()) : List.of();
			decidedBy = (policy != null) ? DecidedBy.ANNOTATION : DecidedBy.DISABLED;
		}
		else {
			PolicyIndex ofPaths = candidate.endpoint() ? this.snapshot.endpointPolicies() : this.snapshot.policies();
			policies = List.copyOf(ofPaths.overlapping(pattern));
			decidedBy = policies.isEmpty() ? DecidedBy.NOBODY : DecidedBy.PATH;
		}
		return new RegisteredHandler(pattern, handler.methods().stream().sorted().toList(), handler.description(),
				decidedBy, policies);
	}

}
