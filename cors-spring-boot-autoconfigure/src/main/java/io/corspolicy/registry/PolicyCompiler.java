package io.corspolicy.registry;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.InvalidPolicyException;
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

	private final ReadingProblems reading;

	private final Predicate<String> mayLack;

	private final Collection<PolicyProblem> problems;

	private final Map<String, PolicySpec> specs = new LinkedHashMap<>();

	private final Map<String, CompiledPolicy> compiled = new LinkedHashMap<>();

	private final Map<String, Compiled.Policy> known = new HashMap<>();

	/**
	 * Create a compiler.
	 * @param before what was compiled before
	 * @param listener hears of decisions
	 * @param reading what could not be read
	 * @param mayLack whether a name may be that of a policy that nobody knows now
	 * @param problems where problems are added
	 */
	PolicyCompiler(Compiled before, DecisionListener listener, ReadingProblems reading, Predicate<String> mayLack,
			Collection<PolicyProblem> problems) {
		this.before = (before.listener() == listener) ? before : Compiled.NOTHING;
		this.listener = listener;
		this.reading = reading;
		this.mayLack = mayLack;
		this.problems = problems;
	}

	void compile(List<PolicyDefinition> definitions) {
		Set<String> names = new HashSet<>();
		for (PolicyDefinition definition : definitions) {
			checkName(definition.name(), names);
			this.specs.put(definition.name(), definition.spec());
			CompiledPolicy policy = alone(definition);
			if (policy != null) {
				this.compiled.put(definition.name(), policy);
			}
		}
		complete(definitions);
	}

	/** The policies as they were written. */
	Map<String, PolicySpec> specs() {
		return this.specs;
	}

	/** The policies that are valid. */
	Map<String, CompiledPolicy> compiled() {
		return this.compiled;
	}

	/** What the next compilation may take over. */
	Map<String, Compiled.Policy> known() {
		return this.known;
	}

	private void checkName(String name, Set<String> names) {
		if (!NAME.matcher(name).matches()) {
			String corrected = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]+", "-").replaceFirst("^-+", "");
			nameProblem(name, "a policy's name is made of lower-case letters, digits and hyphens.",
					corrected.matches("-*") ? "policy" : corrected);
		}
		if (!names.add(name)) {
			nameProblem(name, "another source has a policy with this name.", name + "-2");
		}
	}

	private void nameProblem(String name, String reason, String corrected) {
		this.problems.add(new PolicyProblem(ProblemCode.INVALID_NAME, name, "name", name, reason,
				List.of(new PolicyProblem.Edit("name", corrected))));
	}

	private @Nullable CompiledPolicy alone(PolicyDefinition definition) {
		Set<String> uncertain = this.reading.uncertain(definition.name());
		Compiled.Policy unchanged = uncertain.isEmpty() ? this.before.find(definition) : null;
		if (unchanged != null) {
			return unchanged.alone();
		}
		try {
			CompiledPolicy policy = CompiledPolicy.compile(definition.name(), definition.spec());
			// Whether it contradicts another one can't be told before all of it is known.
			return uncertain.isEmpty() ? policy : null;
		}
		catch (InvalidPolicyException ex) {
			ex.problems()
				.stream()
				.filter((problem) -> !ReadingProblems.dependsOn(uncertain, problem))
				.forEach(this.problems::add);
			return null;
		}
	}

	/** Candidates and listeners, once all policies are known. */
	private void complete(List<PolicyDefinition> definitions) {
		Map<String, CompiledPolicy> alone = Map.copyOf(this.compiled);
		for (PolicyDefinition definition : definitions) {
			String candidate = candidate(definition);
			if (candidate != null && (candidate.equals(definition.name()) || !this.specs.containsKey(candidate))) {
				candidateProblem(definition, candidate);
			}
			CompiledPolicy policy = alone.get(definition.name());
			if (policy != null) {
				CompiledPolicy other = (candidate != null) ? alone.get(candidate) : null;
				Compiled.Policy complete = complete(definition, policy, other);
				this.known.put(definition.name(), complete);
				this.compiled.put(definition.name(), complete.complete());
			}
		}
	}

	private Compiled.Policy complete(PolicyDefinition definition, CompiledPolicy alone,
			@Nullable CompiledPolicy candidate) {
		Compiled.Policy unchanged = this.before.policies().get(definition.name());
		if (unchanged != null && unchanged.alone() == alone && unchanged.candidate() == candidate) {
			return unchanged;
		}
		CompiledPolicy complete = (candidate != null) ? alone.withCandidate(candidate) : alone;
		return new Compiled.Policy(definition, alone, candidate, complete.withListener(this.listener));
	}

	/** A candidate that a missing source may have is none for now. */
	private @Nullable String candidate(PolicyDefinition definition) {
		String candidate = definition.candidate();
		return (candidate != null && !this.specs.containsKey(candidate) && this.mayLack.test(candidate)) ? null
				: candidate;
	}

	private void candidateProblem(PolicyDefinition definition, String candidate) {
		Set<String> others = new TreeSet<>(this.specs.keySet());
		others.remove(definition.name());
		String reason = candidate.equals(definition.name()) ? "a policy is no candidate for its own place."
				: "there is no such policy"
						+ (others.isEmpty() ? ", nor any other." : ", only " + String.join(", ", others) + ".");
		this.problems.add(new PolicyProblem(ProblemCode.UNKNOWN_POLICY, definition.name(), "candidate", candidate,
				reason, List.of(new PolicyProblem.Edit("candidate", null))));
	}

}
