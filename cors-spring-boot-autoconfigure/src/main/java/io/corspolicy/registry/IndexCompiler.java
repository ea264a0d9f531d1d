package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.HostPattern;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySet;

import org.springframework.web.util.pattern.PathPattern;

/**
 * Puts policies in the order of their paths, and finds those that contradict each other.
 * What an index had before of the same policies is taken over.
 */
final class IndexCompiler {

	private final ParsedPaths matching;

	private final Map<CompiledPolicy, List<Binding>> known;

	/** The entries of the index before, by their first binding. */
	private final Map<Binding, PolicyIndex.Entry> knownEntries = new IdentityHashMap<>();

	private final Collection<PolicyProblem> problems;

	private final Map<CompiledPolicy, List<Binding>> bindings = new IdentityHashMap<>();

	private final List<Binding> all = new ArrayList<>();

	private final List<PolicyIndex.Entry> changed = new ArrayList<>();

	/**
	 * Create a compiler.
	 * @param before what was compiled before
	 * @param matching how paths are matched
	 * @param problems where problems are added
	 */
	IndexCompiler(Compiled before, ParsedPaths matching, Collection<PolicyProblem> problems) {
		this.matching = matching;
		this.problems = problems;
		this.known = before.bindings(matching);
		PolicyIndex index = before.indexes().get(matching);
		if (index != null) {
			index.entries().forEach((entry) -> this.knownEntries.put(entry.bindings().get(0), entry));
		}
	}

	/** Whether a policy has had its paths before. */
	boolean knows(CompiledPolicy policy) {
		return this.known.containsKey(policy);
	}

	void add(CompiledPolicy policy, List<PathPattern> patterns) {
		put(policy, patterns.stream().map((pattern) -> new Binding(pattern, policy)).toList());
	}

	void addKnown(CompiledPolicy policy) {
		put(policy, this.known.getOrDefault(policy, List.of()));
	}

	private void put(CompiledPolicy policy, List<Binding> bindings) {
		this.bindings.put(policy, bindings);
		this.all.addAll(bindings);
	}

	PolicyIndex index(List<RegisteredPolicy> registered) {
		this.all.sort((one, other) -> PathPattern.SPECIFICITY_COMPARATOR.compare(one.pattern(), other.pattern()));
		PolicyIndex index = new PolicyIndex(registered, entries(), this.matching, this.bindings);
		this.changed.forEach((entry) -> index.crossing(entry).forEach((other) -> checkCrossing(entry, other)));
		return index;
	}

	/**
	 * Patterns of one rank and one shape are the same pattern: one entry for all of them.
	 */
	private List<PolicyIndex.Entry> entries() {
		List<PolicyIndex.Entry> entries = new ArrayList<>(this.all.size());
		int start = 0;
		while (start < this.all.size()) {
			int end = start + 1;
			while (end < this.all.size() && this.all.get(start).isAsSpecificAs(this.all.get(end))) {
				end++;
			}
			addEntries(this.all.subList(start, end), start, entries);
			start = end;
		}
		return entries;
	}

	private void addEntries(List<Binding> equallySpecific, int rank, List<PolicyIndex.Entry> entries) {
		// Texts, whose order maps know: strangers may have chosen names that collide.
		Map<String, List<Binding>> byShape = new LinkedHashMap<>();
		for (Binding binding : equallySpecific) {
			byShape.computeIfAbsent(binding.shapeText(), (shape) -> new ArrayList<>(1)).add(binding);
		}
		byShape.values().forEach((there) -> entries.add(entry(there, rank)));
	}

	private PolicyIndex.Entry entry(List<Binding> there, int rank) {
		PolicyIndex.Entry unchanged = this.knownEntries.get(there.get(0));
		if (unchanged != null && unchanged.bindings().equals(there)) {
			return unchanged.withRank(rank);
		}
		PolicyIndex.Entry entry = new PolicyIndex.Entry(List.copyOf(there), rank);
		for (HostPattern host : entry.hosted().hosts()) {
			this.problems.addAll(PolicySet.contradictions(entry.policies(host)));
		}
		this.changed.add(entry);
		return entry;
	}

	private void checkCrossing(PolicyIndex.Entry entry, PolicyIndex.Entry other) {
		for (HostPattern host : entry.hosted().hosts()) {
			for (CompiledPolicy one : entry.policies(host)) {
				for (CompiledPolicy another : other.policies(host)) {
					int order = one.name().compareTo(another.name());
					// A pair may come up twice, once from either side: with the same
					// problem.
					if (order != 0) {
						this.problems.addAll(
								PolicySet.contradictions((order < 0) ? List.of(one, another) : List.of(another, one)));
					}
				}
			}
		}
	}

	/** The policies of bindings, each once. */
	static List<CompiledPolicy> policies(List<Binding> bindings) {
		return bindings.stream()
			.map(Binding::policy)
			.distinct()
			.sorted(Comparator.comparing(CompiledPolicy::name))
			.toList();
	}

}
