package io.corspolicy.registry;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.corspolicy.engine.PolicyDeclaration;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.handler.HandlerMappingModel;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * Finds handlers with different policies that a preflight can't distinguish.
 */
final class HandlerConflicts {

	/** Wildcards that match anything. Variables with an expression are kept. */
	private static final Pattern OPEN = Pattern.compile("\\{\\*?[\\w$]+}|\\*{1,2}|\\?");

	private static final Pattern SYNTAX = Pattern.compile("[{}*?\\\\]");

	private static final String BY_HOST = ": the host decides which of them runs, and a policy that a handler names"
			+ " holds for every host. Write the hosts in the policies instead: cors.policies.<name>.paths and"
			+ " cors.policies.<name>.hosts, and no policy at these handlers.";

	/** A segment that no pattern has. */
	private static final String SAMPLE = "\uE000";

	private final Collection<PolicyProblem> problems;

	/**
	 * Create a check.
	 * @param problems where problems are added
	 */
	HandlerConflicts(Collection<PolicyProblem> problems) {
		this.problems = problems;
	}

	/**
	 * Find handlers with different policies among which only conditions other than path
	 * and method decide, which a preflight can't distinguish.
	 */
	void check(HandlerIndex handlers, PolicyIndex policies) {
		if (!handlers.hasVerdicts()) {
			return;
		}
		// The first route that matches answers, however unspecific: it may be in anyone's
		// way.
		boolean everywhere = handlers.groups()
			.stream()
			.flatMap((group) -> group.candidates().stream())
			.anyMatch((candidate) -> candidate.kind() == HandlerMappingModel.Selection.ROUTES
					&& candidate.handler().conditional());
		for (HandlerIndex.Group group : handlers.groups()) {
			if (!everywhere && !group.isContested()) {
				continue;
			}
			PathContainer sample = sample(group.pattern().getPatternString());
			check(group, (sample != null) ? handlers.ranked(sample) : alone(group), policies);
			for (HandlerIndex.Group other : handlers.overlapping(group)) {
				// If only a part of the paths is shared, the sample may miss it.
				PathContainer common = sample(group.shape().common(other.shape()));
				if (common != null && !common.equals(sample)) {
					check(group, handlers.ranked(common), policies);
				}
			}
		}
	}

	private void check(HandlerIndex.Group group, List<HandlersAtPath.Ranked> ranked, PolicyIndex policies) {
		if (ranked.size() < 2) {
			return;
		}
		List<HandlersAtPath.Ranked> ordered = ranked.stream()
			.sorted((one, other) -> IndexedHandler.IN_ORDER.compare(one.candidate(), other.candidate()))
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
			List<IndexedHandler> conflict = HandlersAtPath.Choice.of(ordered, method)
				.conflict(() -> !policies.overlapping(group.pattern().getPatternString()).isEmpty());
			if (!conflict.isEmpty()) {
				this.problems.add(conflict(method, group.pattern(), conflict.get(0), conflict.get(1)));
				return;
			}
		}
	}

	private static PolicyProblem conflict(String method, PathPattern pattern, IndexedHandler one,
			IndexedHandler other) {
		IndexedHandler second = (other.verdict() != null) ? other : one;
		IndexedHandler first = (second == other) ? one : other;
		PolicyDeclaration declaration = Objects.requireNonNull(second.handler().declaration());
		HandlerPolicy verdict = Objects.requireNonNull(second.verdict());
		boolean byHost = first.handler().byHost() || second.handler().byHost();
		// Which of the two policies holds for both, only their author knows.
		return declaration.problem(ProblemCode.CONFLICTING_HANDLERS, verdict.name(),
				first.handler().description() + " serves " + method + " " + pattern.getPatternString() + ", too, with "
						+ ((first.verdict() != null) ? "another policy" : "no annotation, so under the path's policy")
						+ (byHost ? BY_HOST : ": a preflight can't tell them apart. " + advice(first, declaration)
								+ ", or give the two different paths or methods."));
	}

	private static String advice(IndexedHandler first, PolicyDeclaration second) {
		if (first.verdict() != null) {
			return "Annotate both, " + first.handler().description() + " and " + second.where()
					+ ", with the same @CorsPolicy";
		}
		boolean plain = second.spec().attributes().isEmpty();
		String annotation = !second.enabled() ? "@CorsPolicy(enabled = false)" : (plain && second.name() != null)
				? "@CorsPolicy(\"" + second.name() + "\")" : "the same @CorsPolicy as " + second.where();
		return "Annotate " + first.handler().description() + " with " + annotation;
	}

	private static List<HandlersAtPath.Ranked> alone(HandlerIndex.Group group) {
		return group.candidates()
			.stream()
			.map((candidate) -> new HandlersAtPath.Ranked(candidate, group.rank(), false))
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

}
