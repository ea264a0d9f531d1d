package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.origin.HostPattern;
import io.corspolicy.path.PathShape;
import io.corspolicy.path.PathTree;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPattern;

/**
 * Patterns that match the same paths, and their policies.
 */
final class PatternPolicies implements PathTree.Entry {

	private final List<Binding> bindings;

	private final int rank;

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
		this.bindings = bindings;
		this.rank = rank;
		this.policies = policies;
		this.hosted = new HostedPolicies(this.policies, before);
	}

	private PatternPolicies(PatternPolicies original, int rank) {
		this.bindings = original.bindings;
		this.rank = rank;
		this.policies = original.policies;
		this.hosted = original.hosted;
	}

	/** The same entry among others. */
	PatternPolicies withRank(int rank) {
		return (rank == this.rank) ? this : new PatternPolicies(this, rank);
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

	@Override
	public PathPattern pattern() {
		return this.bindings.get(0).pattern();
	}

	@Override
	public PathShape shape() {
		return this.bindings.get(0).shape();
	}

	@Override
	public int rank() {
		return this.rank;
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
