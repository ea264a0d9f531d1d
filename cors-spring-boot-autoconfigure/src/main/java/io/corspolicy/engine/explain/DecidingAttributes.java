package io.corspolicy.engine.explain;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PreparedDecisions;
import io.corspolicy.engine.explain.Explanation.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Finds the attributes of a policy on which a verdict depends.
 */
final class DecidingAttributes {

	private final Set<Attribute<?>> attributes = new LinkedHashSet<>();

	private final SimulatedFetch run;

	private final @Nullable CompiledPolicy policy;

	private DecidingAttributes(SimulatedFetch run, @Nullable CompiledPolicy policy) {
		this.run = run;
		this.policy = policy;
	}

	static List<String> of(SimulatedFetch run, @Nullable PolicySet policies) {
		CorsDecision decision = run.decision();
		if (decision == null || policies == null || run.verdict() == Verdict.NOT_CORS) {
			return List.of();
		}
		CompiledPolicy policy = null;
		for (PreparedDecisions answers : policies.answers()) {
			policy = answers.policy().name().equals(decision.policy()) ? answers.policy() : policy;
		}
		DecidingAttributes deciding = new DecidingAttributes(run, policy);
		deciding.collect();
		return deciding.attributes.stream().map(Attribute::name).toList();
	}

	private void collect() {
		SimulatedFetch.Obstacle obstacle = this.run.obstacle();
		if (obstacle == null) {
			origin();
			if (this.run.preflight().sent() || is(Attribute.ALLOWED_METHODS)) {
				this.attributes.add(Attribute.ALLOWED_METHODS);
			}
			if (!this.run.unsafeNames().isEmpty()) {
				this.attributes.add(Attribute.ALLOWED_HEADERS);
			}
			if (this.run.request().credentials()) {
				this.attributes.add(Attribute.ALLOW_CREDENTIALS);
			}
			if (this.run.preflight().sent() && this.run.preflight().status() == null) {
				this.attributes.add(Attribute.FORWARD_PREFLIGHT);
			}
			return;
		}
		switch (obstacle) {
			case ORIGIN -> origin();
			case METHOD -> this.attributes.add(Attribute.ALLOWED_METHODS);
			case HEADERS, HEADERS_TOO_LONG -> this.attributes.add(Attribute.ALLOWED_HEADERS);
			case CREDENTIALS -> {
				this.attributes.add(Attribute.ALLOW_CREDENTIALS);
				if (this.policy != null && this.policy.allowsAnyOrigin()) {
					this.attributes.add(Attribute.ALLOWED_ORIGINS);
				}
			}
			default -> {
			}
		}
		if (this.run.actual().status() != null) {
			this.attributes.add(Attribute.REJECT_DISALLOWED);
		}
	}

	private void origin() {
		boolean any = this.policy != null && this.policy.allowsAnyOrigin();
		this.attributes.add(("null".equals(this.run.request().origin()) && !any) ? Attribute.ALLOW_NULL_ORIGIN
				: Attribute.ALLOWED_ORIGINS);
	}

	private boolean is(Attribute<?> attribute) {
		return this.policy != null && this.policy.spec().get(attribute) != null;
	}

}
