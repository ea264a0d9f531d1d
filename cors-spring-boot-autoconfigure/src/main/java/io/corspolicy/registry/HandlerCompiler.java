package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.ParsedPaths;
import io.corspolicy.path.RankedPattern;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPattern;

/**
 * Turns the application's handlers into an index, or into problems.
 */
final class HandlerCompiler {

	private final PolicyCompiler named;

	private final PolicySpec defaults;

	private final DecisionListener listener;

	private final Collection<PolicyProblem> problems;

	private final Predicate<String> mayLack;

	private final Compiled before;

	private final Map<Compiled.Base, Compiled.Annotated> verdicts = new HashMap<>();

	/** The policies of missing sources, by name. */
	private final Map<String, HandlerPolicy> missing = new HashMap<>();

	/**
	 * Create a compiler.
	 * @param named the policies that have names
	 * @param defaults the base of a handler without a name
	 * @param listener receives decisions
	 * @param problems where problems are added
	 * @param mayLack whether a name may belong to a policy of a missing source
	 * @param before the previous result
	 */
	HandlerCompiler(PolicyCompiler named, PolicySpec defaults, DecisionListener listener,
			Collection<PolicyProblem> problems, Predicate<String> mayLack, Compiled before) {
		this.before = (before.listener() == listener) ? before : Compiled.NOTHING;
		this.named = named;
		this.defaults = defaults;
		this.listener = listener;
		this.problems = problems;
		this.mayLack = mayLack;
	}

	HandlerIndex compile(List<HandlerMappingModel> routers) {
		Map<PathPattern, List<IndexedHandler>> byPattern = new LinkedHashMap<>();
		for (int i = 0; i < routers.size(); i++) {
			HandlerMappingModel router = routers.get(i);
			for (int j = 0; j < router.handlers().size(); j++) {
				MappedHandler handler = router.handlers().get(j);
				PolicyDeclaration declaration = handler.declaration();
				if (declaration != null && !declaration.problems().isEmpty()) {
					// The start fails anyway; a possible conflict with it is not
					// reported, too.
					this.problems.addAll(declaration.problems());
					continue;
				}
				IndexedHandler candidate = new IndexedHandler(handler, router.selection(), i, j,
						verdict(handler.declaration()), router.endpoints() != null);
				byPattern.computeIfAbsent(handler.pattern(), (pattern) -> new ArrayList<>(1)).add(candidate);
			}
		}
		List<HandlerIndex.Group> groups = new ArrayList<>(byPattern.size());
		for (List<PathPattern> equallySpecific : RankedPattern.bySpecificity(List.copyOf(byPattern.keySet()),
				Function.identity())) {
			int rank = groups.size();
			equallySpecific.forEach((pattern) -> groups
				.add(new HandlerIndex.Group(pattern, rank, Objects.requireNonNull(byPattern.get(pattern)))));
		}
		return new HandlerIndex(groups,
				ParsedPaths.common(routers.stream().map(HandlerMappingModel::matching).toList()));
	}

	private @Nullable HandlerPolicy verdict(@Nullable PolicyDeclaration declaration) {
		if (declaration == null) {
			return null;
		}
		String name = declaration.name();
		if (name != null && this.named.spec(name) == null) {
			if (this.mayLack.test(name)) {
				return declaration.enabled() ? this.missing.computeIfAbsent(name, this::missing) : HandlerPolicy.OFF;
			}
			this.problems.add(declaration.problem(ProblemCode.UNKNOWN_POLICY, name, this.named.names().isEmpty()
					? "there is no such policy, nor any other."
					: "there is no such policy, only " + String.join(", ", new TreeSet<>(this.named.names())) + "."));
			return null;
		}
		if (!declaration.enabled() || (name != null && !isEnabled(name))) {
			return HandlerPolicy.OFF;
		}
		Compiled.Base origin = new Compiled.Base(name, declaration.spec());
		Compiled.Annotated annotated = this.verdicts.get(origin);
		if (annotated == null) {
			annotated = annotated(origin, declaration);
			if (annotated != null) {
				this.verdicts.put(origin, annotated);
			}
		}
		return (annotated != null) ? annotated.verdict() : null;
	}

	/** What is not known allows nothing. */
	private HandlerPolicy missing(String name) {
		List<CompiledPolicy> known = this.named.all().stream().map(ObservedPolicy::policy).toList();
		return new HandlerPolicy(ObservedPolicy.of(CompiledPolicy.ofNobody(name, known), this.listener));
	}

	private boolean isEnabled(String policy) {
		PolicySpec spec = this.named.spec(policy);
		return spec == null || Boolean.TRUE.equals(spec.effective(Attribute.ENABLED));
	}

	/** What declarations made of policies. */
	Map<Compiled.Base, Compiled.Annotated> verdicts() {
		return this.verdicts;
	}

	private Compiled.@Nullable Annotated annotated(Compiled.Base origin, PolicyDeclaration declaration) {
		String name = declaration.name();
		PolicySpec named = (name != null) ? this.named.spec(name) : null;
		PolicySpec base = ((named != null) ? named : this.defaults).inherited();
		PolicySpec spec = declaration.spec().orElse(base);
		ObservedPolicy same = (name != null) ? this.named.observed(name) : null;
		Compiled.Annotated before = this.before.verdicts().get(origin);
		if (before != null && before.isOf(declaration.policyName(), spec, same)) {
			return before;
		}
		HandlerPolicy verdict = compile(declaration, base, spec, same);
		return (verdict != null) ? new Compiled.Annotated(declaration.policyName(), spec, same, verdict) : null;
	}

	private @Nullable HandlerPolicy compile(PolicyDeclaration declaration, PolicySpec base, PolicySpec spec,
			@Nullable ObservedPolicy same) {
		String name = declaration.name();
		// A handler does not know the host whose label an origin names: that is a
		// problem.
		boolean shared = spec.equals(base) && same != null && !same.policy().dependsOnHost();
		if (name != null && (shared || same == null)) {
			// What is wrong with the policy itself has been said.
			return (same != null) ? new HandlerPolicy(same) : null;
		}
		try {
			CompiledPolicy policy = CompiledPolicy.compile(declaration.policyName(), spec);
			CompiledPolicy candidate = (same != null) ? same.candidate() : null;
			if (candidate != null) {
				candidate = CompiledPolicy.compile(candidate.name(),
						declaration.spec().orElse(candidate.spec().inherited()));
			}
			return new HandlerPolicy(ObservedPolicy.of(policy, candidate, this.listener));
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
			.map((edit) -> new PolicyProblem.Edit(written.writtenField(edit.at()).camelCase(), edit.value()))
			.toList();
		return new PolicyProblem(problem.code(), problem.policy(), written.writtenField(problem.at()).camelCase(),
				problem.value(), problem.reason(), fix);
	}

}
