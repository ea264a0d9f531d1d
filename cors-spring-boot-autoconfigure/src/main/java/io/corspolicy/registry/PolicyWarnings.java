package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.engine.AnnotatedPolicyName;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.handler.MappedHandler;
import io.corspolicy.path.PathComparison;
import io.corspolicy.path.PathShape;
import org.jspecify.annotations.Nullable;

/**
 * What the policies of a snapshot have that has no effect, or not the one that it seems
 * to have.
 *
 * @param snapshot the snapshot
 */
record PolicyWarnings(Snapshot snapshot) {

	private static final String DEFAULTS = "cors.defaults";

	private static final String ANNOTATION = "@CorsPolicy";

	private static final String ONE_SEGMENT = "/*";

	private static final int MAX_HANDLERS = 5;

	List<PolicyProblem> all() {
		List<RegisteredPolicy> policies = this.snapshot.policies().policies();
		List<PolicyProblem> warnings = new ArrayList<>(compiled(policies));
		boolean incomplete = this.snapshot.isIncomplete();
		if (incomplete) {
			// What seems unnecessary may be needed by policies of a missing source.
			warnings.addAll(missing());
		}
		Set<String> named = named();
		for (RegisteredPolicy policy : policies) {
			if (!incomplete && policy.paths().isEmpty() && !named.contains(policy.name())) {
				warnings.add(new PolicyProblem(ProblemCode.INEFFECTIVE, policy.name(), PolicyField.PATHS, null,
						"nothing leads to this policy: it has no paths, and no @CorsPolicy(\"" + policy.name()
								+ "\") names it.",
						List.of()));
			}
		}
		for (RegisteredPolicy policy : policies) {
			if (policy.paths().isEmpty() && !policy.policy().hosts().isEmpty()) {
				warnings.add(new PolicyProblem(ProblemCode.INEFFECTIVE, policy.name(), PolicyField.of(Attribute.HOSTS),
						policy.policy().hosts().toString(), "the policy has no paths, so that its hosts mean nothing.",
						List.of()));
			}
		}
		if (!incomplete) {
			warnings.addAll(shallow(policies));
		}
		return warnings;
	}

	/** What handlers name, and no source has that could be read. */
	private List<PolicyProblem> missing() {
		Set<String> known = this.snapshot.policies()
			.policies()
			.stream()
			.map(RegisteredPolicy::name)
			.collect(Collectors.toSet());
		Map<String, PolicyProblem> warnings = new LinkedHashMap<>();
		declarations().forEach((declaration) -> {
			String name = declaration.name();
			if (name != null && declaration.enabled() && !known.contains(name)) {
				warnings.putIfAbsent(name, declaration.problem(ProblemCode.UNKNOWN_POLICY, name,
						"no source has this policy that could be read. Every cross-origin request to the handlers"
								+ " that name it is refused until one has."));
			}
		});
		return List.copyOf(warnings.values());
	}

	/**
	 * What the policies say of themselves, once for each place where it was written.
	 */
	private List<PolicyProblem> compiled(List<RegisteredPolicy> policies) {
		Map<List<@Nullable String>, PolicyProblem> warnings = new LinkedHashMap<>();
		List<RegisteredPolicy> all = new ArrayList<>(policies);
		all.addAll(new HandlerReport(this.snapshot).policies());
		for (RegisteredPolicy policy : all) {
			for (PolicyProblem warning : policy.policy().warnings()) {
				String place = writtenAt(policy.policy(), warning.at());
				PolicyProblem placed = placed(warning, place);
				String owner = (place != null && place.startsWith(DEFAULTS)) ? "" : placed.policy();
				warnings.putIfAbsent(List.of(owner, warning.field(), placed.reason()), placed);
			}
		}
		return List.copyOf(warnings.values());
	}

	private static @Nullable String writtenAt(CompiledPolicy policy, PolicyField field) {
		Attribute<?> attribute = field.attribute();
		return (attribute != null) ? policy.spec().writtenAt(attribute) : null;
	}

	/**
	 * A policy that comes of an annotation shares what it inherits.
	 */
	private static PolicyProblem placed(PolicyProblem warning, @Nullable String place) {
		AnnotatedPolicyName annotated = AnnotatedPolicyName.parse(warning.policy());
		if (annotated == null) {
			return warning;
		}
		if (place != null && place.startsWith(ANNOTATION)) {
			return copy(warning, warning.policy(), warning.at().camelCase());
		}
		boolean inherited = annotated.base().isEmpty();
		return copy(warning, annotated.base(), inherited ? PolicyField.DEFAULTS.append(warning.at()) : warning.at());
	}

	private static PolicyProblem copy(PolicyProblem warning, String policy, PolicyField field) {
		return new PolicyProblem(warning.code(), policy, field, warning.value(), warning.reason(), warning.fix());
	}

	private Stream<PolicyDeclaration> declarations() {
		return this.snapshot.handlers()
			.groups()
			.stream()
			.flatMap((group) -> group.candidates().stream())
			.flatMap((candidate) -> Stream.ofNullable(candidate.handler().declaration()));
	}

	private Set<String> named() {
		Set<String> named = new HashSet<>();
		declarations().forEach((declaration) -> {
			if (declaration.name() != null) {
				named.add(declaration.name());
			}
		});
		for (RegisteredPolicy policy : this.snapshot.policies().policies()) {
			CompiledPolicy candidate = policy.candidate();
			if (candidate != null) {
				named.add(candidate.name());
			}
		}
		return named;
	}

	/**
	 * A single asterisk matches one segment. That is seldom meant if there are handlers
	 * below it for which no policy answers.
	 */
	private List<PolicyProblem> shallow(List<RegisteredPolicy> policies) {
		if (policies.stream().noneMatch((policy) -> policy.paths().stream().anyMatch((path) -> isShallow(path)))) {
			return List.of();
		}
		List<MappedHandler> unanswered = this.snapshot.handlers()
			.groups()
			.stream()
			.flatMap((group) -> group.candidates().stream())
			.filter((candidate) -> candidate.verdict() == null && !candidate.endpoint())
			.map(IndexedHandler::handler)
			.filter((handler) -> this.snapshot.policies().overlapping(handler.pattern().getPatternString()).isEmpty())
			.toList();
		List<PolicyProblem> warnings = new ArrayList<>();
		for (RegisteredPolicy policy : policies) {
			for (int i = 0; i < policy.paths().size(); i++) {
				String path = policy.paths().get(i);
				List<MappedHandler> below = isShallow(path) ? below(path, unanswered) : List.of();
				if (!below.isEmpty()) {
					warnings.add(new PolicyProblem(ProblemCode.INEFFECTIVE, policy.name(), PolicyField.PATHS.entry(i),
							path, "/* matches one segment, and no policy answers for " + some(below)
									+ " below it. Write " + path + "* if they are meant.",
							List.of()));
				}
			}
		}
		return warnings;
	}

	private static boolean isShallow(String path) {
		return path.endsWith(ONE_SEGMENT);
	}

	private List<MappedHandler> below(String path, List<MappedHandler> handlers) {
		PathComparison comparison = this.snapshot.policies().comparison();
		PathShape deeper = PathShape.of(path + "/**");
		return handlers.stream()
			.filter((handler) -> comparison.overlap(deeper, PathShape.of(handler.pattern().getPatternString())))
			.toList();
	}

	private static String some(List<MappedHandler> handlers) {
		List<String> patterns = handlers.stream()
			.map((handler) -> handler.pattern().getPatternString())
			.distinct()
			.toList();
		String text = patterns.stream().limit(MAX_HANDLERS).collect(Collectors.joining(", "));
		return (patterns.size() > MAX_HANDLERS) ? text + " and " + (patterns.size() - MAX_HANDLERS) + " more" : text;
	}

}
