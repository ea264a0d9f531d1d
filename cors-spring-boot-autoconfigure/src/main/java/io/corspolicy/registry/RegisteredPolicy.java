package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it stands in the registry.
 *
 * @param paths the path patterns where the policy applies, as they were written; none for
 * a policy that serves only annotations
 * @param policy the policy itself, whose
 * {@linkplain io.corspolicy.engine.PolicySpec#writtenAt spec} knows where each attribute
 * was written
 * @param candidate the policy that is to take its place some day, or {@code null}: until
 * then it is only asked what it would do
 * @param pathsWrittenAt where the paths were written, for people, or {@code null} where
 * there are none
 */
public record RegisteredPolicy(List<String> paths, CompiledPolicy policy, @Nullable CompiledPolicy candidate,
		@Nullable String pathsWrittenAt) {

	/**
	 * Create a registered policy.
	 */
	public RegisteredPolicy {
		paths = List.copyOf(paths);
	}

	/**
	 * The policy's name.
	 * @return the name
	 */
	public String name() {
		return this.policy.name();
	}

}
