package io.corspolicy.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The policies that share a path: one of them answers a request, or none. Immutable, with
 * all decisions prepared.
 */
public final class PolicySet {

	private static final int MAX_REMEMBERED = 64;

	private final PathAttributes traits;

	private final PreparedDecisions[] answers;

	/** The methods that the application serves, if they are known. */
	private final @Nullable List<String> mappedMethods;

	/** This set by lists of mapped methods, of which an application has few. */
	private final Map<List<String>, PolicySet> mapped = new ConcurrentHashMap<>(1);

	/** What {@link #with} was answered last. */
	private volatile @Nullable PolicySet variant;

	private PolicySet(List<CompiledPolicy> policies, @Nullable List<String> mappedMethods) {
		PathAttributes traits = PathAttributes.of(policies);
		this.traits = traits;
		this.mappedMethods = mappedMethods;
		this.answers = policies.stream()
			.map((policy) -> new PreparedDecisions(policy, traits))
			.toArray(PreparedDecisions[]::new);
	}

	/**
	 * Bring together policies that were checked for {@linkplain PolicyContradictions
	 * contradictions}, or that meet on a path that no check foresees. Where two of them
	 * contradict each other, the order of their names decides.
	 * @param policies the policies, at least one, in any order
	 * @return the set
	 */
	public static PolicySet lenient(List<CompiledPolicy> policies) {
		return new PolicySet(policies.stream().sorted(Comparator.comparing(CompiledPolicy::name)).toList(), null);
	}

	/**
	 * The names of the policies, sorted.
	 * @return an immutable list
	 */
	public List<String> names() {
		return Arrays.stream(this.answers).map((answers) -> answers.policy().name()).toList();
	}

	/**
	 * This set once the application's methods are known.
	 * @param mapped the methods that the application serves under these policies
	 * @return the set with these methods
	 * @see CompiledPolicy#withMappedMethods(List)
	 */
	public PolicySet withMappedMethods(List<String> mapped) {
		PolicySet known = this.mapped.get(mapped);
		if (known != null) {
			return known;
		}
		List<String> methods = List.copyOf(mapped);
		PolicySet result = with(Map.of(), methods);
		if (this.mapped.size() < MAX_REMEMBERED) {
			this.mapped.put(methods, result);
		}
		return result;
	}

	/**
	 * This set with other policies in place of some, in the same order and with the same
	 * methods of the application. What was made last is kept.
	 * @param replacements the policies that are replaced, as they were
	 * {@linkplain CompiledPolicy#original() compiled}, and what is in their place
	 * @return the set with the replacements, or this one if nothing is replaced
	 */
	public PolicySet with(Map<CompiledPolicy, CompiledPolicy> replacements) {
		if (isWith(replacements, this)) {
			return this;
		}
		PolicySet known = this.variant;
		if (known == null || !isWith(replacements, known)) {
			known = with(replacements, this.mappedMethods);
			this.variant = known;
		}
		return known;
	}

	private PolicySet with(Map<CompiledPolicy, CompiledPolicy> replacements, @Nullable List<String> mapped) {
		return new PolicySet(Arrays.stream(this.answers)
			.map((answers) -> replaced(answers, replacements))
			.map((policy) -> (mapped != null) ? policy.withMappedMethods(mapped) : policy)
			.toList(), mapped);
	}

	private boolean isWith(Map<CompiledPolicy, CompiledPolicy> replacements, PolicySet variant) {
		for (int i = 0; i < this.answers.length; i++) {
			if (replaced(this.answers[i], replacements) != variant.answers[i].policy().original()) {
				return false;
			}
		}
		return true;
	}

	private static CompiledPolicy replaced(PreparedDecisions answers,
			Map<CompiledPolicy, CompiledPolicy> replacements) {
		CompiledPolicy original = answers.policy().original();
		return replacements.getOrDefault(original, original);
	}

	PathAttributes traits() {
		return this.traits;
	}

	/**
	 * What each policy decides, in the order of their names.
	 * @return the array itself, which callers must not change
	 */
	public PreparedDecisions[] answers() {
		return this.answers;
	}

	/** What is sent if none of the path's policies answers. */
	PreparedDecisions any() {
		return this.answers[0];
	}

}
