package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicyContradictions;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.origin.HostPattern;
import io.corspolicy.path.ParsedPaths;
import io.corspolicy.path.RankedPattern;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPattern;

/**
 * Puts policies in the order of their paths, and finds those that contradict each other.
 * What an index had before of the same policies is taken over.
 */
final class IndexCompiler {

	private final ParsedPaths matching;

	private final @Nullable PolicyIndex before;

	private final Collection<PolicyProblem> problems;

	/** The patterns that policies had before. */
	private final Map<CompiledPolicy, List<Binding>> known = new IdentityHashMap<>();

	/** The entries of the index before, by their first binding. */
	private final Map<Binding, PatternPolicies> knownEntries = new IdentityHashMap<>();

	private final List<List<Binding>> bindings = new ArrayList<>();

	private final List<PatternPolicies> changed = new ArrayList<>();

	/**
	 * The policies that the index before did not have. All others have been compared with
	 * each other: they have the paths and the hosts that they had.
	 */
	private final Set<CompiledPolicy> added = Collections.newSetFromMap(new IdentityHashMap<>());

	/**
	 * Create a compiler.
	 * @param before the previous result
	 * @param matching how paths are matched
	 * @param problems where problems are added
	 */
	IndexCompiler(Compiled before, ParsedPaths matching, Collection<PolicyProblem> problems) {
		this.before = before.indexes().get(matching);
		this.matching = matching;
		this.problems = problems;
	}

	/**
	 * Make the index of policies that have the names and the paths of those before: only
	 * the values at the paths are replaced.
	 * @return the index, or {@code null} if names or paths have changed
	 */
	@Nullable PolicyIndex indexOfSamePaths(List<RegisteredPolicy> registered) {
		PolicyIndex before = this.before;
		if (before == null || !before.hasSamePaths(registered)) {
			return null;
		}
		List<List<Binding>> bindings = new ArrayList<>(before.bindings());
		Map<Binding, Binding> replaced = new IdentityHashMap<>();
		Map<CompiledPolicy, CompiledPolicy> policies = new IdentityHashMap<>();
		for (int i = 0; i < registered.size(); i++) {
			CompiledPolicy policy = registered.get(i).policy();
			if (policy != before.policies().get(i).policy()) {
				this.added.add(policy);
				policies.put(before.policies().get(i).policy(), policy);
				bindings.get(i).forEach((binding) -> replaced.put(binding, binding.of(policy)));
				bindings.set(i, replaced(bindings.get(i), replaced));
			}
		}
		List<PatternPolicies> entries = new ArrayList<>(before.entries());
		entries.replaceAll((entry) -> entry.bindings().stream().anyMatch(replaced::containsKey) ? change(
				entry.with(replaced(entry.bindings(), replaced), replaced(entry.policies(), policies), entry.rank()))
				: entry);
		return checked(before.with(registered, entries, bindings));
	}

	private static <T> List<T> replaced(List<T> all, Map<T, T> replaced) {
		return all.stream().map((one) -> replaced.getOrDefault(one, one)).toList();
	}

	/**
	 * Add a policy.
	 * @param policy the policy
	 * @param patterns reads its patterns, unless they are known
	 */
	void add(CompiledPolicy policy, Supplier<List<PathPattern>> patterns) {
		if (this.before != null && this.bindings.isEmpty()) {
			takeOver(this.before);
		}
		List<Binding> known = this.known.get(policy);
		if (known == null) {
			this.added.add(policy);
		}
		this.bindings.add((known != null) ? known
				: patterns.get().stream().map((pattern) -> new Binding(pattern, policy)).toList());
	}

	private void takeOver(PolicyIndex index) {
		for (int i = 0; i < index.policies().size(); i++) {
			this.known.put(index.policies().get(i).policy(), index.bindings().get(i));
		}
		index.entries().forEach((entry) -> this.knownEntries.put(entry.bindings().get(0), entry));
	}

	PolicyIndex index(List<RegisteredPolicy> registered) {
		return checked(new PolicyIndex(registered, entries(), this.matching, this.bindings));
	}

	private PolicyIndex checked(PolicyIndex index) {
		this.changed.forEach((entry) -> index.crossing(entry).forEach((other) -> checkCrossing(entry, other)));
		return index;
	}

	/**
	 * Patterns of one rank and one shape are the same pattern: one entry for all of them.
	 */
	private List<PatternPolicies> entries() {
		List<Binding> all = new ArrayList<>(this.bindings.size());
		this.bindings.forEach(all::addAll);
		List<PatternPolicies> entries = new ArrayList<>(all.size());
		int rank = 0;
		for (List<Binding> equallySpecific : RankedPattern.bySpecificity(all, Binding::pattern)) {
			addEntries(equallySpecific, rank, entries);
			rank += equallySpecific.size();
		}
		return entries;
	}

	private void addEntries(List<Binding> equallySpecific, int rank, List<PatternPolicies> entries) {
		// Texts, whose order maps know: strangers may have chosen names that collide.
		Map<String, List<Binding>> byShape = new LinkedHashMap<>();
		for (Binding binding : equallySpecific) {
			byShape.computeIfAbsent(binding.shapeText(), (shape) -> new ArrayList<>(1)).add(binding);
		}
		byShape.values().forEach((there) -> entries.add(entry(there, rank)));
	}

	private PatternPolicies entry(List<Binding> there, int rank) {
		PatternPolicies unchanged = this.knownEntries.get(there.get(0));
		if (unchanged != null && unchanged.bindings().equals(there)) {
			return unchanged.withRank(rank);
		}
		List<Binding> bindings = List.copyOf(there);
		return change((unchanged != null) ? unchanged.with(bindings, policies(bindings), rank)
				: new PatternPolicies(bindings, policies(bindings), rank));
	}

	private PatternPolicies change(PatternPolicies entry) {
		for (HostPattern host : entry.hosted().hosts()) {
			this.problems.addAll(PolicyContradictions.find(entry.policies(host), this.added::contains));
		}
		this.changed.add(entry);
		return entry;
	}

	private void checkCrossing(PatternPolicies entry, PatternPolicies other) {
		for (HostPattern host : entry.hosted().hosts()) {
			for (CompiledPolicy one : entry.policies(host)) {
				for (CompiledPolicy another : other.policies(host)) {
					int order = one.name().compareTo(another.name());
					// A pair may come up twice, once from either side: with the same
					// problem.
					if (order != 0 && (this.added.contains(one) || this.added.contains(another))) {
						this.problems.addAll(
								PolicyContradictions.find((order < 0) ? List.of(one, another) : List.of(another, one)));
					}
				}
			}
		}
	}

	/** The policies of bindings, each once. */
	private static List<CompiledPolicy> policies(List<Binding> bindings) {
		return bindings.stream()
			.map(Binding::policy)
			.distinct()
			.sorted(Comparator.comparing(CompiledPolicy::name))
			.toList();
	}

}
