package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.origin.HostPattern;
import org.jspecify.annotations.Nullable;

/**
 * Policies with the same path pattern, by the hosts for which they hold. Immutable.
 */
final class HostedPolicies {

	private final Map<HostPattern, Group> groups = new HashMap<>();

	/** Those that hold for any host, which most applications have alone. */
	private final @Nullable Group any;

	/**
	 * Create the policies of a pattern.
	 * @param policies the policies
	 * @param before what was there before, of which those hosts are taken over whose
	 * policies are the same
	 */
	HostedPolicies(List<CompiledPolicy> policies, @Nullable HostedPolicies before) {
		Map<HostPattern, List<CompiledPolicy>> byHost = new LinkedHashMap<>();
		for (CompiledPolicy policy : policies) {
			hosts(policy).forEach((host) -> byHost.computeIfAbsent(host, (key) -> new ArrayList<>(1)).add(policy));
		}
		Map<List<CompiledPolicy>, Group> shared = new HashMap<>();
		byHost.forEach((host, there) -> {
			Group known = (before != null) ? before.groups.get(host) : null;
			boolean same = known != null && known.policies.equals(there);
			this.groups.put(host, (known != null && same) ? known : shared.computeIfAbsent(there, Group::new));
		});
		this.any = this.groups.get(HostPattern.ANY);
	}

	/** Where a policy holds, each host once. */
	static Set<HostPattern> hosts(CompiledPolicy policy) {
		return switch (policy.hosts().size()) {
			case 0 -> Set.of(HostPattern.ANY);
			case 1 -> Set.of(policy.hosts().get(0));
			default -> new LinkedHashSet<>(policy.hosts());
		};
	}

	/** The hosts that some of the policies name, and any host if others hold for it. */
	Set<HostPattern> hosts() {
		return this.groups.keySet();
	}

	/** Whether all policies hold for any host. */
	boolean isForAnyHost() {
		return this.groups.size() == 1 && this.any != null;
	}

	@Nullable Group find(HostPattern host) {
		return (host == HostPattern.ANY) ? this.any : this.groups.get(host);
	}

	/**
	 * Policies that hold for the same host.
	 */
	static final class Group {

		private final List<CompiledPolicy> policies;

		private final boolean exception;

		private final PolicySet policySet;

		private Group(List<CompiledPolicy> policies) {
			this.policies = List.copyOf(policies);
			this.exception = policies.stream().anyMatch((policy) -> !policy.isEnabled());
			this.policySet = PolicySet.lenient(policies);
		}

		List<CompiledPolicy> policies() {
			return this.policies;
		}

		/** Whether no policy holds here, be there a broader one. */
		boolean isException() {
			return this.exception;
		}

		PolicySet policySet() {
			return this.policySet;
		}

		/** The policies that answer, or {@code null} for none. */
		@Nullable PolicySet answer() {
			return this.exception ? null : this.policySet;
		}

	}

}
