package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Turns the application's handlers into an index, or into problems.
 */
final class HandlerCompiler {

	/** What takes in anything. What has an expression of its own stays. */
	private static final Pattern OPEN = Pattern.compile("\\{\\*?[\\w$]+}|\\*{1,2}|\\?");

	private static final Pattern SYNTAX = Pattern.compile("[{}*?\\\\]");

	private static final String BY_HOST = ": the host decides which of them runs, and a policy that a handler names"
			+ " holds for every host. Write the hosts in the policies instead: cors.policies.<name>.paths and"
			+ " cors.policies.<name>.hosts, and no policy at these handlers.";

	/** Nobody's segment. */
	private static final String SAMPLE = "\uE000";

	private final Map<String, PolicySpec> specs;

	private final Map<String, CompiledPolicy> policies;

	private final PolicySpec defaults;

	private final DecisionListener listener;

	private final Collection<PolicyProblem> problems;

	private final Predicate<String> mayLack;

	private final Map<Origin, Verdict> verdicts = new HashMap<>();

	/** Of policies that nobody knows now, by name. */
	private final Map<String, Verdict> missing = new HashMap<>();

	/**
	 * Create a compiler.
	 * @param specs the named policies as they were written
	 * @param policies those of them that are valid
	 * @param defaults what a handler without a name starts from
	 * @param listener hears of decisions
	 * @param problems where problems are added
	 * @param mayLack whether a name may be that of a policy that nobody knows now
	 */
	HandlerCompiler(Map<String, PolicySpec> specs, Map<String, CompiledPolicy> policies, PolicySpec defaults,
			DecisionListener listener, Collection<PolicyProblem> problems, Predicate<String> mayLack) {
		this.specs = specs;
		this.policies = policies;
		this.defaults = defaults;
		this.listener = listener;
		this.problems = problems;
		this.mayLack = mayLack;
	}

	HandlerIndex compile(List<Router> routers) {
		Map<PathPattern, List<Candidate>> byPattern = new LinkedHashMap<>();
		for (int i = 0; i < routers.size(); i++) {
			Router router = routers.get(i);
			for (int j = 0; j < router.handlers().size(); j++) {
				MappedHandler handler = router.handlers().get(j);
				PolicyDeclaration declaration = handler.declaration();
				if (declaration != null && !declaration.problems().isEmpty()) {
					// Nothing starts; what it might clash with is no problem of its own.
					this.problems.addAll(declaration.problems());
					continue;
				}
				Candidate candidate = new Candidate(handler, router.kind(), i, j, verdict(handler.declaration()),
						router.endpoints() != null);
				byPattern.computeIfAbsent(handler.pattern(), (pattern) -> new ArrayList<>(1)).add(candidate);
			}
		}
		List<PathPattern> patterns = byPattern.keySet().stream().sorted(PathPattern.SPECIFICITY_COMPARATOR).toList();
		List<HandlerIndex.Group> groups = new ArrayList<>(patterns.size());
		int rank = 0;
		for (int i = 0; i < patterns.size(); i++) {
			if (i > 0 && PathPattern.SPECIFICITY_COMPARATOR.compare(patterns.get(i - 1), patterns.get(i)) != 0) {
				rank = i;
			}
			groups.add(new HandlerIndex.Group(patterns.get(i), rank,
					Objects.requireNonNull(byPattern.get(patterns.get(i)))));
		}
		return new HandlerIndex(groups, ParsedPaths.common(routers.stream().map(Router::matching).toList()));
	}

	private @Nullable Verdict verdict(@Nullable PolicyDeclaration declaration) {
		if (declaration == null) {
			return null;
		}
		String name = declaration.name();
		if (name != null && !this.specs.containsKey(name)) {
			if (this.mayLack.test(name)) {
				return declaration.enabled() ? this.missing.computeIfAbsent(name, this::missing) : Verdict.OFF;
			}
			this.problems.add(new PolicyProblem(ProblemCode.UNKNOWN_POLICY, "@" + declaration.where(), "value", name,
					this.specs.isEmpty() ? "there is no such policy, nor any other." : "there is no such policy, only "
							+ String.join(", ", new TreeSet<>(this.specs.keySet())) + ".",
					List.of()));
			return null;
		}
		if (!declaration.enabled() || (name != null && !isEnabled(name))) {
			return Verdict.OFF;
		}
		return this.verdicts.computeIfAbsent(new Origin(name, declaration.spec()), (origin) -> compile(declaration));
	}

	/** What is not known allows nothing. */
	private Verdict missing(String name) {
		return new Verdict(CompiledPolicy.ofNobody(name, this.policies.values()).withListener(this.listener));
	}

	private boolean isEnabled(String policy) {
		PolicySpec spec = this.specs.get(policy);
		return spec == null || Boolean.TRUE.equals(spec.effective(Attribute.ENABLED));
	}

	private @Nullable Verdict compile(PolicyDeclaration declaration) {
		String name = declaration.name();
		PolicySpec named = (name != null) ? this.specs.get(name) : null;
		PolicySpec base = ((named != null) ? named : this.defaults).inherited();
		PolicySpec spec = declaration.spec().orElse(base);
		CompiledPolicy same = (name != null) ? this.policies.get(name) : null;
		// A handler does not know the host whose label an origin names: that is a
		// problem.
		boolean shared = spec.equals(base) && same != null && !same.dependsOnHost();
		if (name != null && (shared || same == null)) {
			// What is wrong with the policy itself has been said.
			return (same != null) ? new Verdict(same) : null;
		}
		try {
			CompiledPolicy policy = CompiledPolicy.compile(declaration.policyName(), spec);
			CompiledPolicy candidate = (same != null) ? same.candidate() : null;
			if (candidate != null) {
				policy = policy.withCandidate(CompiledPolicy.compile(candidate.name(),
						declaration.spec().orElse(candidate.spec().inherited())));
			}
			return new Verdict(policy.withListener(this.listener));
		}
		catch (InvalidPolicyException ex) {
			ex.problems()
				.stream()
				.map((problem) -> asInAnnotation(problem, declaration.spec()))
				.forEach(this.problems::add);
			return null;
		}
	}

	private static PolicyProblem asInAnnotation(PolicyProblem problem, PolicySpec written) {
		List<PolicyProblem.Edit> fix = problem.fix()
			.stream()
			.map((edit) -> new PolicyProblem.Edit(Attribute.camelCase(written.writtenField(edit.field())),
					edit.value()))
			.toList();
		return new PolicyProblem(problem.code(), problem.policy(),
				Attribute.camelCase(written.writtenField(problem.field())), problem.value(), problem.reason(), fix);
	}

	/**
	 * Find handlers among which only conditions beyond path and method decide and that
	 * have not the same policy, so that a preflight could not tell.
	 */
	void checkConflicts(HandlerIndex handlers, PolicyIndex policies) {
		// The first route that matches answers, however unspecific: it may be in anyone's
		// way.
		boolean everywhere = handlers.groups()
			.stream()
			.flatMap((group) -> group.candidates().stream())
			.anyMatch((candidate) -> candidate.kind() == Router.Kind.ROUTES && candidate.handler().conditional());
		for (HandlerIndex.Group group : handlers.groups()) {
			if (!everywhere && !group.isContested()) {
				continue;
			}
			PathContainer sample = sample(group.pattern().getPatternString());
			checkConflicts(group, (sample != null) ? handlers.ranked(sample) : alone(group), policies);
			for (HandlerIndex.Group other : handlers.overlapping(group)) {
				// Where only a part of the paths is shared, the sample may miss it.
				PathContainer common = sample(group.shape().common(other.shape()));
				if (common != null && !common.equals(sample)) {
					checkConflicts(group, handlers.ranked(common), policies);
				}
			}
		}
	}

	private void checkConflicts(HandlerIndex.Group group, List<Routes.Ranked> ranked, PolicyIndex policies) {
		if (ranked.size() < 2) {
			return;
		}
		List<Routes.Ranked> ordered = ranked.stream()
			.sorted((one, other) -> Candidate.IN_ORDER.compare(one.candidate(), other.candidate()))
			.toList();
		Set<String> methods = group.candidates()
			.stream()
			.flatMap((candidate) -> candidate.handler().methods().stream())
			.collect(Collectors.toCollection(TreeSet::new));
		if (group.candidates().stream().anyMatch((candidate) -> candidate.handler().methods().isEmpty())) {
			methods.addAll(List.of("DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"));
		}
		if (methods.contains("GET")) {
			methods.add("HEAD");
		}
		for (String method : methods) {
			List<Candidate> conflict = Routes.Choice.of(ordered, method)
				.conflict(() -> !policies.overlapping(group.pattern().getPatternString()).isEmpty());
			if (!conflict.isEmpty()) {
				this.problems.add(conflict(method, group.pattern(), conflict.get(0), conflict.get(1)));
				return;
			}
		}
	}

	private static PolicyProblem conflict(String method, PathPattern pattern, Candidate one, Candidate other) {
		Candidate second = (other.verdict() != null) ? other : one;
		Candidate first = (second == other) ? one : other;
		PolicyDeclaration declaration = Objects.requireNonNull(second.handler().declaration());
		Verdict verdict = Objects.requireNonNull(second.verdict());
		boolean byHost = first.handler().byHost() || second.handler().byHost();
		// Which of the two policies holds for both, only their author knows.
		return new PolicyProblem(ProblemCode.CONFLICTING_HANDLERS, "@" + declaration.where(), "value", verdict.name(),
				first.handler().description() + " serves " + method + " " + pattern.getPatternString() + ", too, with "
						+ ((first.verdict() != null) ? "another policy" : "no annotation, so under the path's policy")
						+ (byHost ? BY_HOST : ": a preflight can't tell them apart. " + advice(first, declaration)
								+ ", or give the two different paths or methods."),
				List.of());
	}

	private static String advice(Candidate first, PolicyDeclaration second) {
		if (first.verdict() != null) {
			return "Annotate both, " + first.handler().description() + " and " + second.where()
					+ ", with the same @CorsPolicy";
		}
		boolean plain = second.spec().attributes().isEmpty();
		String annotation = !second.enabled() ? "@CorsPolicy(enabled = false)" : (plain && second.name() != null)
				? "@CorsPolicy(\"" + second.name() + "\")" : "the same @CorsPolicy as " + second.where();
		return "Annotate " + first.handler().description() + " with " + annotation;
	}

	private static List<Routes.Ranked> alone(HandlerIndex.Group group) {
		return group.candidates()
			.stream()
			.map((candidate) -> new Routes.Ranked(candidate, group.rank(), false))
			.toList();
	}

	/**
	 * A path that a pattern matches, and others only if they match all that it does.
	 */
	private static @Nullable PathContainer sample(String pattern) {
		String text = OPEN.matcher(pattern).replaceAll(SAMPLE);
		if (SYNTAX.matcher(text).find()) {
			return null;
		}
		try {
			return PathContainer.parsePath(text);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Declarations that come to the same policy.
	 *
	 * @param name the policy that it starts from
	 * @param spec what it replaces
	 */
	private record Origin(@Nullable String name, PolicySpec spec) {
	}

}
