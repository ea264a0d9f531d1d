package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.HostPattern;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Turns definitions into an index, or into a list of all that is wrong with them.
 */
final class SnapshotCompiler {

	private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");

	private final PathPatternParser parser;

	private final ParsedPaths matching;

	private final DecisionListener listener;

	private final ReadingProblems reading;

	private final Reading sources;

	private final Set<PolicyProblem> problems;

	private final Map<String, PolicySpec> specs = new LinkedHashMap<>();

	private final Map<String, CompiledPolicy> compiled = new LinkedHashMap<>();

	SnapshotCompiler(PathPatternParser parser) {
		this(parser, new ReadingProblems(List.of()));
	}

	SnapshotCompiler(PathPatternParser parser, ReadingProblems reading) {
		this(parser, DecisionListener.NONE, reading, new Reading(List.of()));
	}

	/**
	 * Create a compiler.
	 * @param parser the parser of the application's router
	 * @param listener hears of decisions
	 * @param reading what could not be read
	 * @param sources what was read, and what is left out: a name may be that of a policy
	 * that nobody knows now
	 */
	SnapshotCompiler(PathPatternParser parser, DecisionListener listener, ReadingProblems reading, Reading sources) {
		this.parser = parser;
		this.matching = new ParsedPaths(parser);
		this.listener = listener;
		this.reading = reading;
		this.sources = sources;
		this.problems = new LinkedHashSet<>(reading.all());
	}

	Snapshot compile(List<PolicyDefinition> definitions, PolicySpec defaults, List<Router> routers) {
		PolicyIndex policies = index(definitions);
		HandlerCompiler compiler = new HandlerCompiler(this.specs, this.compiled, defaults, this.listener,
				this.problems, this.sources::mayLack);
		HandlerIndex handlers = compiler.compile(routers);
		compiler.checkConflicts(handlers, policies);
		PolicyIndex endpointPolicies = endpointPolicies(policies, routers);
		throwIfInvalid(definitions);
		PolicyIndex servedPolicies = index(policies, ParsedPaths.DEFAULT);
		Function<Supplier<PolicySet>, MixedPaths> mixedPaths = mixedPaths(policies, handlers, routers);
		throwIfInvalid(definitions);
		return new Snapshot(policies, endpointPolicies, handlers, servedPolicies, mixedPaths, this.listener,
				this.sources.isIncomplete());
	}

	/**
	 * Policies and handlers as each router sees them, where they do not all match paths
	 * in the same way as policies do.
	 */
	private @Nullable Function<Supplier<PolicySet>, MixedPaths> mixedPaths(PolicyIndex policies, HandlerIndex handlers,
			List<Router> routers) {
		List<PathMatching> matchings = routers.stream().map(Router::matching).toList();
		PathMatching main = main(routers);
		Set<PathMatching> different = new LinkedHashSet<>(matchings);
		different.add(main);
		if (different.size() == 1 && main.equals(this.matching)) {
			return null;
		}
		Map<PathMatching, RouterGroup> groups = new LinkedHashMap<>();
		for (PathMatching matching : different) {
			PolicyIndex own = index(policies, (matching instanceof ParsedPaths parsed) ? parsed : this.matching);
			PolicyIndex ofEndpoints = endpointPolicies(own, routers);
			groups.put(matching,
					(matching instanceof ParsedPaths parsed)
							? new RouterGroup.Parsed(own, ofEndpoints, handlers.matchedBy(parsed, matchings))
							: new TextRouterGroup((TextPaths) matching, own, ofEndpoints,
									handlers.groups()
										.stream()
										.flatMap((group) -> group.candidates().stream())
										.filter((candidate) -> matching.equals(matchings.get(candidate.router())))
										.toList()));
		}
		return (uncertain) -> new MixedPaths(groups, matchings, main, handlers, uncertain);
	}

	/** How the application's own controllers are matched, and what nobody knows. */
	private PathMatching main(List<Router> routers) {
		Set<PathMatching> own = new LinkedHashSet<>();
		routers.stream()
			.filter((router) -> router.kind() != Router.Kind.ROUTES && router.endpoints() == null)
			.forEach((router) -> own.add(router.matching()));
		return (own.size() == 1 && own.iterator().next() instanceof TextPaths texts) ? texts : this.matching;
	}

	PolicyIndex compile(List<PolicyDefinition> definitions) {
		PolicyIndex policies = index(definitions);
		throwIfInvalid(definitions);
		return policies;
	}

	/**
	 * Find the problems of definitions, the suggestions unchecked.
	 * @throws InvalidPolicyException if there are any
	 */
	void findProblems(List<PolicyDefinition> definitions) {
		index(definitions);
		if (!this.problems.isEmpty()) {
			throw new InvalidPolicyException(List.copyOf(this.problems));
		}
	}

	private void throwIfInvalid(List<PolicyDefinition> definitions) {
		if (!this.problems.isEmpty()) {
			throw new InvalidPolicyException(new SuggestionCheck(this.parser, definitions, this.reading.all())
				.check(List.copyOf(this.problems)));
		}
	}

	private PolicyIndex index(List<PolicyDefinition> definitions) {
		Set<String> names = new HashSet<>();
		for (PolicyDefinition definition : definitions) {
			checkName(definition.name(), names);
			this.specs.put(definition.name(), definition.spec());
			CompiledPolicy policy = compile(definition);
			if (policy != null) {
				this.compiled.put(definition.name(), policy);
			}
		}
		complete(definitions);
		List<Binding> bindings = new ArrayList<>();
		List<RegisteredPolicy> registered = new ArrayList<>();
		PathReader paths = new PathReader(this.parser, this.problems);
		for (PolicyDefinition definition : definitions) {
			List<PathPattern> patterns = paths.parse(definition);
			CompiledPolicy policy = this.compiled.get(definition.name());
			if (policy != null) {
				patterns.forEach((pattern) -> bindings.add(new Binding(pattern, policy)));
				registered.add(new RegisteredPolicy(definition.paths(), policy,
						definition.paths().isEmpty() ? null : definition.pathsWrittenAt()));
			}
		}
		return index(registered, bindings, this.matching);
	}

	/**
	 * The same policies, matched with other options.
	 */
	private PolicyIndex index(PolicyIndex policies, ParsedPaths matching) {
		if (matching.equals(policies.tree().matching())) {
			return policies;
		}
		List<Binding> bindings = new ArrayList<>();
		for (RegisteredPolicy registered : policies.policies()) {
			registered.paths()
				.forEach((path) -> bindings.add(new Binding(matching.parser().parse(path), registered.policy())));
		}
		return index(policies.policies(), bindings, matching);
	}

	private PolicyIndex index(List<RegisteredPolicy> registered, List<Binding> bindings, ParsedPaths matching) {
		bindings.sort((one, other) -> PathPattern.SPECIFICITY_COMPARATOR.compare(one.pattern(), other.pattern()));
		List<PolicyIndex.Entry> entries = entries(bindings);
		PolicyIndex index = new PolicyIndex(registered, entries, matching);
		entries.forEach((entry) -> index.crossing(entry).forEach((other) -> checkCrossing(entry, other)));
		return index;
	}

	/**
	 * Only a policy that names the endpoints' path is meant for them: that they are open
	 * to the web must not be an accident.
	 */
	private PolicyIndex endpointPolicies(PolicyIndex policies, List<Router> routers) {
		List<PathShape> bases = new ArrayList<>();
		boolean ownCors = false;
		for (Router router : routers) {
			Router.Endpoints endpoints = router.endpoints();
			if (endpoints != null) {
				PathShape base = PathShape.of(endpoints.basePath());
				bases.addAll(base.segments().isEmpty() ? ownPaths(router) : List.of(base));
				ownCors |= endpoints.ownCors();
			}
		}
		List<PolicyIndex.Entry> entries = policies.entries()
			.stream()
			.filter((entry) -> bases.stream().anyMatch((base) -> entry.shape().beginsWith(base)))
			.toList();
		if (ownCors) {
			entries.forEach(this::endpointProblem);
		}
		return new PolicyIndex(List.of(), entries, policies.tree().matching());
	}

	/** Without a base path every endpoint has one of its own, up to its variables. */
	private static List<PathShape> ownPaths(Router router) {
		return router.handlers()
			.stream()
			.map((handler) -> PathShape.of(handler.pattern().getPatternString()).literalPrefix())
			.filter((path) -> !path.segments().isEmpty())
			.distinct()
			.toList();
	}

	private void endpointProblem(PolicyIndex.Entry entry) {
		for (CompiledPolicy policy : entry.policies()) {
			if (!policy.isEnabled()) {
				continue;
			}
			this.problems.add(new PolicyProblem(ProblemCode.CONFLICTING_POLICIES, policy.name(), "paths",
					entry.pattern().getPatternString(),
					"management.endpoints.web.cors is about the same endpoints: only one of the two can answer. Leave"
							+ " one of them out.",
					List.of()));
		}
	}

	private void checkCrossing(PolicyIndex.Entry entry, PolicyIndex.Entry other) {
		for (HostPattern host : entry.hosted().hosts()) {
			for (CompiledPolicy one : entry.policies(host)) {
				for (CompiledPolicy another : other.policies(host)) {
					// Each pair comes up twice, once from either side.
					if (one.name().compareTo(another.name()) < 0) {
						this.problems.addAll(PolicySet.contradictions(List.of(one, another)));
					}
				}
			}
		}
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
				CompiledPolicy complete = (other != null) ? policy.withCandidate(other) : policy;
				this.compiled.put(definition.name(), complete.withListener(this.listener));
			}
		}
	}

	/** A candidate that a missing source may have is none for now. */
	private @Nullable String candidate(PolicyDefinition definition) {
		String candidate = definition.candidate();
		return (candidate != null && !this.specs.containsKey(candidate) && this.sources.mayLack(candidate)) ? null
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

	private @Nullable CompiledPolicy compile(PolicyDefinition definition) {
		Set<String> uncertain = this.reading.uncertain(definition.name());
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

	/**
	 * Patterns of one rank and one shape are the same pattern: one entry for all of them.
	 */
	private List<PolicyIndex.Entry> entries(List<Binding> bindings) {
		List<PolicyIndex.Entry> entries = new ArrayList<>();
		int start = 0;
		while (start < bindings.size()) {
			int end = start + 1;
			while (end < bindings.size() && bindings.get(start).isAsSpecificAs(bindings.get(end))) {
				end++;
			}
			addEntries(bindings.subList(start, end), start, entries);
			start = end;
		}
		return entries;
	}

	private void addEntries(List<Binding> equallySpecific, int rank, List<PolicyIndex.Entry> entries) {
		// Texts, whose order maps know: strangers may have chosen names that collide.
		Map<String, List<Binding>> byShape = new LinkedHashMap<>();
		for (Binding binding : equallySpecific) {
			byShape.computeIfAbsent(binding.shape().text(), (shape) -> new ArrayList<>()).add(binding);
		}
		byShape.values().forEach((bindings) -> {
			List<CompiledPolicy> policies = bindings.stream()
				.map(Binding::policy)
				.distinct()
				.sorted(Comparator.comparing(CompiledPolicy::name))
				.toList();
			PolicyIndex.Entry entry = new PolicyIndex.Entry(bindings.get(0).pattern(), bindings.get(0).shape(), rank,
					policies);
			for (HostPattern host : entry.hosted().hosts()) {
				this.problems.addAll(PolicySet.contradictions(entry.policies(host)));
			}
			entries.add(entry);
		});
	}

	/**
	 * A pattern of a policy.
	 */
	private record Binding(PathPattern pattern, PathShape shape, CompiledPolicy policy) {

		Binding(PathPattern pattern, CompiledPolicy policy) {
			this(pattern, PathShape.of(pattern.getPatternString()), policy);
		}

		boolean isAsSpecificAs(Binding other) {
			return PathPattern.SPECIFICITY_COMPARATOR.compare(this.pattern, other.pattern) == 0;
		}

	}

}
