package io.corspolicy.registry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CorsEngine;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.explain.BrowserRequest;
import io.corspolicy.engine.explain.Explainer;
import io.corspolicy.engine.explain.Explanation;
import io.corspolicy.engine.explain.Explanation.Action;
import io.corspolicy.engine.explain.Explanation.Change;
import io.corspolicy.engine.explain.SentRequest;
import io.corspolicy.engine.explain.SuggestedFix;
import io.corspolicy.engine.origin.HostPattern;
import io.corspolicy.engine.text.SafeText;
import io.corspolicy.path.PathCorrections;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.pattern.PathPatternParser;
import org.springframework.web.util.pattern.PatternParseException;

/**
 * Explains requests by what is known of policies and handlers at one time.
 *
 * @param snapshot all that is known
 * @param debug whether refusals say why
 */
record RequestExplainer(Snapshot snapshot, boolean debug) {

	Explanation explain(BrowserRequest request) {
		PathContainer path = parse(request.path());
		return Explainer.explain(request, (sent) -> decide(path, sent),
				this.snapshot.find(path, hosts(request), request.method()), this::neighbours,
				() -> withoutPolicy(path, request));
	}

	private List<HostPattern> hosts(BrowserRequest request) {
		return this.snapshot.hosts(new SentRequest(request.method(), Map.of(), request.serverOrigin()),
				SentRequest.READER);
	}

	private static PathContainer parse(String path) {
		try {
			return RequestPath.parse(path, "").pathWithinApplication();
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException(
					"The path " + SafeText.quoted(path)
							+ " has a percent sign that no two hexadecimal digits follow, so that no server takes it.",
					ex);
		}
	}

	/** What the filters of both stacks do. */
	private @Nullable CorsDecision decide(PathContainer path, SentRequest sent) {
		List<HostPattern> hosts = this.snapshot.hosts(sent, SentRequest.READER);
		return CorsEngine.decide((request, method) -> this.snapshot.find(path, hosts, method), this.debug,
				sent.origin(), sent, SentRequest.READER);
	}

	private SuggestedFix withoutPolicy(PathContainer path, BrowserRequest request) {
		HandlersAtPath routes = this.snapshot.handlers().find(path);
		String quoted = SafeText.quoted(request.path());
		if (routes != null && !routes.choose(request.method()).open()) {
			return new SuggestedFix(
					"The handler that answers " + quoted + " says @CorsPolicy(enabled = false): leave that out"
							+ " if pages of other origins are to call it.",
					List.of());
		}
		if (routes != null && routes.isEndpoint()) {
			return new SuggestedFix(
					"At " + quoted + " is an actuator endpoint: only a policy whose path begins with the"
							+ " endpoints' base path in so many words, such as /actuator/**, applies to it.",
					List.of());
		}
		CompiledPolicy exception = this.snapshot.policies().exception(path, hosts(request));
		if (exception != null) {
			return new SuggestedFix("The policy " + SafeText.quoted(exception.name())
					+ " has enabled: false, so that no" + " policy applies to " + quoted
					+ ": narrow its paths if pages of other origins are to call it.", List.of());
		}
		List<RegisteredPolicy> all = this.snapshot.policies().policies();
		CompiledPolicy fitting = Explainer.fitting(request,
				all.stream().map(RegisteredPolicy::policy).filter(CompiledPolicy::isEnabled).toList());
		if (fitting == null) {
			return new SuggestedFix(
					"No policy applies to " + quoted + ", and none that applies elsewhere is meant for such a"
							+ " request. It takes a policy with a name, paths that match and the origin:"
							+ " cors.policies.<name>.paths and cors.policies.<name>.allowed-origins.",
					List.of());
		}
		RegisteredPolicy registered = all.stream()
			.filter((policy) -> policy.policy() == fitting)
			.findFirst()
			.orElseThrow();
		return extend(registered, path, request, routes);
	}

	/** Advises to let a policy apply to a path, and whatever else it takes then. */
	private SuggestedFix extend(RegisteredPolicy policy, PathContainer path, BrowserRequest request,
			@Nullable HandlersAtPath routes) {
		PolicySet alone = PolicySet.lenient(List.of(policy.policy()));
		SuggestedFix further = Explainer.advise(request, (routes != null) ? routes.withMappedMethods(alone) : alone,
				this::neighbours);
		String quoted = SafeText.quoted(request.path());
		String where = policy.paths().isEmpty() ? "it has no paths" : "it applies to "
				+ policy.paths().stream().limit(5).map(SafeText::quoted).collect(Collectors.joining(", "));
		String introduction = "No policy applies to " + quoted + ". The policy " + SafeText.quoted(policy.name())
				+ " fits best; " + where + ".";
		List<HostPattern> hosts = policy.policy().hosts();
		if (!hosts.isEmpty() && hosts(request).stream().noneMatch(hosts::contains)) {
			return new SuggestedFix(introduction + " It holds for the hosts "
					+ hosts.stream()
						.limit(5)
						.map(String::valueOf)
						.map(SafeText::quoted)
						.collect(Collectors.joining(", "))
					+ ((request.serverOrigin() != null) ? ", not for that of " + SafeText.quoted(request.serverOrigin())
							: ": say in server for which one is asked")
					+ ".", List.of());
		}
		if (!isLiteral(request.path(), path)) {
			return new SuggestedFix(introduction + " Its paths need a pattern that matches.", List.of());
		}
		Change paths = new Change(policy.name(), PolicyField.PATHS.key(), Action.ADD, List.of(request.path()));
		if (further == null) {
			return new SuggestedFix(introduction + " " + SuggestedFix.inWords(paths) + ".", List.of(paths));
		}
		if (further.changes().isEmpty()) {
			return new SuggestedFix(introduction + " It would not allow the request there either. " + further.hint(),
					List.of());
		}
		List<Change> changes = new ArrayList<>(List.of(paths));
		changes.addAll(further.changes());
		return new SuggestedFix(introduction + " " + SuggestedFix.inWords(paths) + "; then " + further.hint(), changes);
	}

	/** The policies with which one may not contradict itself. */
	private List<CompiledPolicy> neighbours(String name) {
		PolicyIndex index = this.snapshot.policies();
		Set<CompiledPolicy> neighbours = new LinkedHashSet<>();
		for (PatternPolicies entry : index.entries()) {
			entry.policies().stream().filter((policy) -> policy.name().equals(name)).forEach((policy) -> {
				Set<HostPattern> hosts = HostedPolicies.hosts(policy);
				Stream.concat(Stream.of(entry), index.crossing(entry).stream())
					.forEach((there) -> hosts.forEach((host) -> neighbours.addAll(there.policies(host))));
			});
		}
		return List.copyOf(neighbours);
	}

	private static boolean isLiteral(String text, PathContainer path) {
		try {
			return text.chars().noneMatch((c) -> "{}*?\\".indexOf(c) >= 0 || c <= ' ' || c > '~')
					&& PathPatternParser.defaultInstance.parse(text).matches(path)
					&& PathCorrections.find(text) == null;
		}
		catch (PatternParseException ex) {
			return false;
		}
	}

}
