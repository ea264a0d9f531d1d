package io.corspolicy.registry;

import java.util.List;

import io.corspolicy.engine.CompiledPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A policy in the registry.
 *
 * @param paths the path patterns where the policy applies, as they were written; none for
 * a policy that serves only annotations
 * @param policy the policy itself, whose
 * {@linkplain io.corspolicy.engine.PolicySpec#writtenAt spec} knows where each attribute
 * was written
 * @param candidate the policy that is to replace it later, or {@code null}: until then it
 * is only evaluated
 * @param pathsWrittenAt where the paths were written, for messages, or {@code null} if
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
