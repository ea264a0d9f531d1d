package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.path.ParsedPaths;
import io.corspolicy.path.PathMatching;
import io.corspolicy.path.PathSegments;
import io.corspolicy.path.PathShape;
import io.corspolicy.path.TextPaths;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Turns definitions into an index, or into a list of all that is wrong with them.
 */
final class SnapshotCompiler {

	private final PathPatternParser parser;

	private final ParsedPaths matching;

	private final DecisionListener listener;

	private final UncertainAttributes reading;

	private final Reading sources;

	private final Compiled before;

	private final Set<PolicyProblem> problems;

	private final PolicyCompiler policies;

	private final Map<ParsedPaths, PolicyIndex> indexes = new LinkedHashMap<>();

	SnapshotCompiler(PathPatternParser parser, UncertainAttributes reading) {
		this(parser, DecisionListener.NONE, reading, new Reading(List.of()), Compiled.NOTHING);
	}

	/**
	 * Create a compiler.
	 * @param parser the parser of the application's router
	 * @param listener receives decisions
	 * @param reading what could not be read
	 * @param sources what was read, and what is left out: a name may belong to a policy
	 * of a missing source
	 * @param before the previous result
	 */
	SnapshotCompiler(PathPatternParser parser, DecisionListener listener, UncertainAttributes reading, Reading sources,
			Compiled before) {
		this.parser = parser;
		this.matching = new ParsedPaths(parser);
		this.listener = listener;
		this.reading = reading;
		this.sources = sources;
		this.before = before;
		this.problems = new LinkedHashSet<>(reading.all());
		this.policies = new PolicyCompiler(before, listener, reading, sources::mayLack, this.problems);
	}

	Snapshot compile(List<PolicyDefinition> definitions, PolicySpec defaults, List<HandlerMappingModel> routers) {
		Parts parts = check(definitions, defaults, routers);
		PathSegments segments = PathSegments.of(
				List.of(parts.policies().tree(), parts.endpointPolicies().tree(), parts.handlers().tree()),
				this.before.segments());
		return new Snapshot(parts.policies(), parts.endpointPolicies(), parts.handlers(), parts.servedPolicies(),
				parts.mixedPaths(), this.policies.all(), this.listener, this.sources.isIncomplete(),
				new Compiled(this.listener, this.policies.known(), this.indexes, segments, parts.verdicts()));
	}

	/**
	 * Make all that a snapshot consists of.
	 * @throws InvalidPolicyException with every problem
	 */
	Parts check(List<PolicyDefinition> definitions, PolicySpec defaults, List<HandlerMappingModel> routers) {
		PolicyIndex policies = index(definitions);
		HandlerCompiler compiler = new HandlerCompiler(this.policies, defaults, this.listener, this.problems,
				this.sources::mayLack, this.before);
		HandlerIndex handlers = compiler.compile(routers);
		new HandlerConflicts(this.problems).check(handlers, policies);
		PolicyIndex endpointPolicies = endpointPolicies(policies, routers);
		throwIfInvalid(definitions);
		PolicyIndex servedPolicies = index(policies, ParsedPaths.DEFAULT);
		Function<Supplier<PolicySet>, MixedPaths> mixedPaths = mixedPaths(policies, handlers, routers);
		throwIfInvalid(definitions);
		return new Parts(policies, endpointPolicies, handlers, servedPolicies, mixedPaths, compiler.verdicts());
	}

	/**
	 * Policies and handlers as each router sees them, if they do not all match paths in
	 * the same way as policies do.
	 */
	private @Nullable Function<Supplier<PolicySet>, MixedPaths> mixedPaths(PolicyIndex policies, HandlerIndex handlers,
			List<HandlerMappingModel> routers) {
		List<PathMatching> matchings = routers.stream().map(HandlerMappingModel::matching).toList();
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

	/** How the application's own controllers are matched, and unknown handlers. */
	private PathMatching main(List<HandlerMappingModel> routers) {
		Set<PathMatching> own = new LinkedHashSet<>();
		routers.stream()
			.filter((router) -> router.selection() != HandlerMappingModel.Selection.ROUTES
					&& router.endpoints() == null)
			.forEach((router) -> own.add(router.matching()));
		return (own.size() == 1 && own.iterator().next() instanceof TextPaths texts) ? texts : this.matching;
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
			throw new InvalidPolicyException(
					this.sources.located(new SuggestionCheck(this.parser, definitions, this.reading.all())
						.check(List.copyOf(this.problems))));
		}
	}

	private PolicyIndex index(List<PolicyDefinition> definitions) {
		this.policies.compile(definitions);
		List<RegisteredPolicy> registered = new ArrayList<>(definitions.size());
		for (PolicyDefinition definition : definitions) {
			ObservedPolicy policy = this.policies.observed(definition.name());
			if (policy != null) {
				registered.add(new RegisteredPolicy(definition.paths(), policy.policy(), policy.candidate(),
						definition.paths().isEmpty() ? null : definition.pathsWrittenAt()));
			}
		}
		IndexCompiler index = new IndexCompiler(this.before, this.matching, this.problems);
		PolicyIndex same = (registered.size() == definitions.size()) ? index.indexOfSamePaths(registered) : null;
		if (same != null) {
			return keep(same);
		}
		PathReader paths = new PathReader(this.parser, this.problems);
		for (PolicyDefinition definition : definitions) {
			CompiledPolicy policy = this.policies.policy(definition.name());
			if (policy == null) {
				paths.parse(definition);
			}
			else {
				index.add(policy, () -> paths.parse(definition));
			}
		}
		return keep(index.index(registered));
	}

	/**
	 * The same policies, matched with other options.
	 */
	private PolicyIndex index(PolicyIndex policies, ParsedPaths matching) {
		PolicyIndex known = this.indexes.get(matching);
		if (known != null) {
			return known;
		}
		IndexCompiler index = new IndexCompiler(this.before, matching, this.problems);
		PolicyIndex same = index.indexOfSamePaths(policies.policies());
		if (same != null) {
			return keep(same);
		}
		for (RegisteredPolicy registered : policies.policies()) {
			index.add(registered.policy(),
					() -> registered.paths().stream().map((path) -> matching.parser().parse(path)).toList());
		}
		return keep(index.index(policies.policies()));
	}

	private PolicyIndex keep(PolicyIndex index) {
		this.indexes.put(index.tree().matching(), index);
		return index;
	}

	/**
	 * Only a policy that names the endpoints' path is meant for them: that they are open
	 * to the web must not be an accident.
	 */
	private PolicyIndex endpointPolicies(PolicyIndex policies, List<HandlerMappingModel> routers) {
		List<PathShape> bases = new ArrayList<>();
		boolean ownCors = false;
		for (HandlerMappingModel router : routers) {
			HandlerMappingModel.Endpoints endpoints = router.endpoints();
			if (endpoints != null) {
				PathShape base = PathShape.of(endpoints.basePath());
				bases.addAll(base.exact().isEmpty() ? ownPaths(router) : List.of(base));
				ownCors |= endpoints.ownCors();
			}
		}
		List<PatternPolicies> entries = bases.isEmpty() ? List.of()
				: policies.entries()
					.stream()
					.filter((entry) -> bases.stream().anyMatch((base) -> entry.shape().beginsWith(base)))
					.toList();
		if (ownCors) {
			entries.forEach(this::endpointProblem);
		}
		return new PolicyIndex(List.of(), entries, policies.tree().matching(), List.of());
	}

	/** Without a base path every endpoint has one of its own, up to its variables. */
	private static List<PathShape> ownPaths(HandlerMappingModel router) {
		return router.handlers()
			.stream()
			.map((handler) -> PathShape.of(handler.pattern().getPatternString()).literalPrefix())
			.filter((path) -> !path.exact().isEmpty())
			.distinct()
			.toList();
	}

	private void endpointProblem(PatternPolicies entry) {
		for (CompiledPolicy policy : entry.policies()) {
			if (!policy.isEnabled()) {
				continue;
			}
			this.problems.add(new PolicyProblem(ProblemCode.CONFLICTING_POLICIES, policy.name(), PolicyField.PATHS,
					entry.pattern().getPatternString(),
					"management.endpoints.web.cors is about the same endpoints: only one of the two can answer. Leave"
							+ " one of them out.",
					List.of()));
		}
	}

	/**
	 * What a snapshot consists of.
	 *
	 * @param policies the policies by path
	 * @param endpointPolicies those of them that may apply to actuator endpoints
	 * @param handlers the handlers by path
	 * @param servedPolicies the policies by path, for what no handler serves
	 * @param mixedPaths makes the paths if the routers match them in several ways
	 * @param verdicts what annotations made of policies
	 */
	record Parts(PolicyIndex policies, PolicyIndex endpointPolicies, HandlerIndex handlers, PolicyIndex servedPolicies,
			@Nullable Function<Supplier<PolicySet>, MixedPaths> mixedPaths,
			Map<Compiled.Base, Compiled.Annotated> verdicts) {

	}

}
