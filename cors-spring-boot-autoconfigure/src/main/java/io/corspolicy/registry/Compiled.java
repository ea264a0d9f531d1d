package io.corspolicy.registry;

import java.util.Map;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.path.ParsedPaths;
import io.corspolicy.path.PathSegments;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot was compiled from, piece by piece: the next one takes over what has not
 * changed. Immutable once the snapshot is made.
 *
 * @param listener receives decisions by these policies
 * @param policies the policies by name
 * @param indexes the policies by path, for each way in which paths are matched
 * @param segments the segments of all patterns
 * @param verdicts what annotations made of policies
 */
record Compiled(DecisionListener listener, Map<String, Policy> policies, Map<ParsedPaths, PolicyIndex> indexes,
		PathSegments segments, Map<Base, Annotated> verdicts) {

	/** Where nothing was compiled before. */
	static final Compiled NOTHING = new Compiled(DecisionListener.NONE, Map.of(), Map.of(), PathSegments.NONE,
			Map.of());

	/** Find the policy of a definition that has not changed since. */
	@Nullable Policy find(PolicyDefinition definition) {
		Policy known = this.policies.get(definition.name());
		return (known != null && known.definition().isSameAs(definition)) ? known : null;
	}

	/**
	 * A policy.
	 *
	 * @param definition what it was compiled from
	 * @param alone the policy itself, or {@code null} if it is invalid
	 * @param observed the policy with its candidate and its listener, or {@code null} if
	 * it is invalid or not known yet
	 */
	record Policy(PolicyDefinition definition, @Nullable CompiledPolicy alone, @Nullable ObservedPolicy observed) {

		static Policy unknown(PolicyDefinition definition) {
			return new Policy(definition, null, null);
		}

	}

	/**
	 * Declarations that come to the same policy.
	 *
	 * @param name the policy that it starts from
	 * @param spec what it replaces
	 */
	record Base(@Nullable String name, PolicySpec spec) {
	}

	/**
	 * What declarations came to.
	 *
	 * @param policyName the name of the policy that they make
	 * @param spec its attributes
	 * @param named the policy that they name
	 * @param verdict what they say
	 */
	record Annotated(String policyName, PolicySpec spec, @Nullable ObservedPolicy named, HandlerPolicy verdict) {

		boolean isOf(String policyName, PolicySpec spec, @Nullable ObservedPolicy named) {
			return this.policyName.equals(policyName) && this.named == named && this.spec.equals(spec)
					&& this.spec.hasSamePlaces(spec);
		}

	}

}
