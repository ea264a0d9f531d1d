package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Compiles definitions, those anew that have changed.
 */
final class PolicyCompiler {

	private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

	private final Compiled before;

	private final DecisionListener listener;

	private final UncertainAttributes reading;

	private final Predicate<String> mayLack;

	private final Collection<PolicyProblem> problems;

	private final Map<String, Compiled.Policy> policies = new LinkedHashMap<>();

	/**
	 * Create a compiler.
	 * @param before the previous result
	 * @param listener receives decisions
	 * @param reading what could not be read
	 * @param mayLack whether a name may belong to a policy of a missing source
	 * @param problems where problems are added
	 */
	PolicyCompiler(Compiled before, DecisionListener listener, UncertainAttributes reading, Predicate<String> mayLack,
			Collection<PolicyProblem> problems) {
		this.before = (before.listener() == listener) ? before : Compiled.NOTHING;
		this.listener = listener;
		this.reading = reading;
		this.mayLack = mayLack;
		this.problems = problems;
	}

	void compile(List<PolicyDefinition> definitions) {
		List<PolicyDefinition> incomplete = new ArrayList<>();
		for (PolicyDefinition definition : definitions) {
			String name = definition.name();
			Compiled.Policy unchanged = unchanged(definition);
			if (unchanged == null) {
				checkName(name);
			}
			Compiled.Policy policy = (unchanged != null) ? unchanged : Compiled.Policy.unknown(definition);
			if (this.policies.put(name, policy) != null) {
				nameProblem(name, "another source has a policy with this name.", name + "-2");
			}
			if (unchanged == null) {
				this.policies.put(name, alone(definition));
			}
			if (unchanged == null || definition.candidate() != null) {
				incomplete.add(definition);
			}
		}
		complete(incomplete);
	}

	/** The names of the policies, valid or not. */
	Set<String> names() {
		return this.policies.keySet();
	}

	/** A policy as it was written. */
	@Nullable PolicySpec spec(String name) {
		Compiled.Policy policy = this.policies.get(name);
		return (policy != null) ? policy.definition().spec() : null;
	}

	/** A policy if it is valid. */
	@Nullable CompiledPolicy policy(String name) {
		ObservedPolicy observed = observed(name);
		return (observed != null) ? observed.policy() : null;
	}

	/** A policy and who listens to it, if it is valid. */
	@Nullable ObservedPolicy observed(String name) {
		Compiled.Policy policy = this.policies.get(name);
		return (policy != null) ? policy.observed() : null;
	}

	/** The policies that are valid. */
	List<ObservedPolicy> all() {
		return this.policies.values().stream().flatMap((policy) -> Stream.ofNullable(policy.observed())).toList();
	}

	/** What the next compilation may take over. */
	Map<String, Compiled.Policy> known() {
		return this.policies;
	}

	private void checkName(String name) {
		if (!NAME.matcher(name).matches()) {
			String corrected = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceFirst("^-+", "");
			nameProblem(name, "a policy's name is made of lower-case letters, digits and hyphens.",
					corrected.matches("-*") ? "policy" : corrected);
		}
	}

	private void nameProblem(String name, String reason, String corrected) {
		this.problems.add(new PolicyProblem(ProblemCode.INVALID_NAME, name, PolicyField.NAME, name, reason,
				List.of(new PolicyProblem.Edit(PolicyField.NAME, corrected))));
	}

	private Compiled.@Nullable Policy unchanged(PolicyDefinition definition) {
		Compiled.Policy known = this.before.find(definition);
		return (known != null && this.reading.uncertain(definition.name()).isEmpty()) ? known : null;
	}

	private Compiled.Policy alone(PolicyDefinition definition) {
		Set<String> uncertain = this.reading.uncertain(definition.name());
		CompiledPolicy alone = null;
		try {
			CompiledPolicy policy = CompiledPolicy.compile(definition.name(), definition.spec());
			// A contradiction with another one can only be found once all of it is known.
			alone = uncertain.isEmpty() ? policy : null;
		}
		catch (InvalidPolicyException ex) {
			ex.problems()
				.stream()
				.filter((problem) -> !UncertainAttributes.dependsOn(uncertain, problem))
				.forEach(this.problems::add);
		}
		return new Compiled.Policy(definition, alone, null);
	}

	/** Candidates and listeners, once all policies are known. */
	private void complete(List<PolicyDefinition> definitions) {
		for (PolicyDefinition definition : definitions) {
			String candidate = candidate(definition);
			if (candidate != null && (candidate.equals(definition.name()) || !this.policies.containsKey(candidate))) {
				candidateProblem(definition, candidate);
			}
			Compiled.Policy other = (candidate != null) ? this.policies.get(candidate) : null;
			this.policies.computeIfPresent(definition.name(),
					(name, policy) -> complete(policy, (other != null) ? other.alone() : null));
		}
	}

	private Compiled.Policy complete(Compiled.Policy policy, @Nullable CompiledPolicy candidate) {
		CompiledPolicy alone = policy.alone();
		if (alone == null || (policy.observed() != null && policy.observed().candidate() == candidate)) {
			return policy;
		}
		return new Compiled.Policy(policy.definition(), alone, ObservedPolicy.of(alone, candidate, this.listener));
	}

	/** A candidate that a missing source may have is ignored for now. */
	private @Nullable String candidate(PolicyDefinition definition) {
		String candidate = definition.candidate();
		return (candidate != null && !this.policies.containsKey(candidate) && this.mayLack.test(candidate)) ? null
				: candidate;
	}

	private void candidateProblem(PolicyDefinition definition, String candidate) {
		Set<String> others = new TreeSet<>(names());
		others.remove(definition.name());
		String reason = candidate.equals(definition.name()) ? "a policy can't be its own candidate."
				: "there is no such policy"
						+ (others.isEmpty() ? ", nor any other." : ", only " + String.join(", ", others) + ".");
		this.problems.add(new PolicyProblem(ProblemCode.UNKNOWN_POLICY, definition.name(), PolicyField.CANDIDATE,
				candidate, reason, List.of(new PolicyProblem.Edit(PolicyField.CANDIDATE, null))));
	}

}
