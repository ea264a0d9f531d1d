package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.origin.HostPattern;
import io.corspolicy.path.RankedPattern;
import org.jspecify.annotations.Nullable;

/**
 * Patterns that match the same paths, and their policies.
 */
final class PatternPolicies extends RankedPattern {

	private final List<Binding> bindings;

	private final HostedPolicies hosted;

	private final List<CompiledPolicy> policies;

	/**
	 * Create an entry.
	 * @param bindings the patterns, which share a shape
	 * @param policies their policies, each once, sorted by name
	 * @param rank how specific they are: lower is more, the same is equally
	 */
	PatternPolicies(List<Binding> bindings, List<CompiledPolicy> policies, int rank) {
		this(bindings, policies, rank, null);
	}

	private PatternPolicies(List<Binding> bindings, List<CompiledPolicy> policies, int rank,
			@Nullable HostedPolicies before) {
		super(bindings.get(0).pattern(), bindings.get(0).shape(), rank);
		this.bindings = bindings;
		this.policies = policies;
		this.hosted = new HostedPolicies(this.policies, before);
	}

	private PatternPolicies(PatternPolicies original, int rank) {
		super(original.pattern(), original.shape(), rank);
		this.bindings = original.bindings;
		this.policies = original.policies;
		this.hosted = original.hosted;
	}

	/** The same entry among others. */
	PatternPolicies withRank(int rank) {
		return (rank == rank()) ? this : new PatternPolicies(this, rank);
	}

	/** The same pattern, and perhaps other policies. */
	PatternPolicies with(List<Binding> bindings, List<CompiledPolicy> policies, int rank) {
		return new PatternPolicies(bindings, policies, rank, this.hosted);
	}

	boolean hasSameHosts(PatternPolicies other) {
		return this.hosted == other.hosted || this.hosted.hosts().equals(other.hosted.hosts());
	}

	List<Binding> bindings() {
		return this.bindings;
	}

	List<CompiledPolicy> policies() {
		return this.policies;
	}

	/** The same policies by host. */
	HostedPolicies hosted() {
		return this.hosted;
	}

	/** Those of them that hold for a host. */
	List<CompiledPolicy> policies(HostPattern host) {
		HostedPolicies.Group group = this.hosted.find(host);
		return (group != null) ? group.policies() : List.of();
	}

	/** Those that hold for a host and are switched on. */
	List<CompiledPolicy> enabled(HostPattern host) {
		return policies(host).stream().filter(CompiledPolicy::isEnabled).toList();
	}

}
