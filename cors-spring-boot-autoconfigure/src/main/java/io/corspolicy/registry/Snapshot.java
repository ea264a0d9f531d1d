package io.corspolicy.registry;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.corspolicy.engine.AnnotatedPolicyName;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.fetch.RequestReader;
import io.corspolicy.engine.origin.HostPattern;
import io.corspolicy.engine.origin.HostTable;
import io.corspolicy.path.PathAutomaton;
import io.corspolicy.path.PathTree;
import io.corspolicy.path.RankedPattern;
import io.corspolicy.path.RoutedRequestReader;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * All that is known of policies and handlers at one time.
 */
final class Snapshot {

	/** No policy of an application has such a name. */
	private static final String NOBODY = AnnotatedPolicyName.at("ambiguous-path").toString();

	private final PolicyIndex policies;

	private final PolicyIndex endpointPolicies;

	private final HandlerIndex handlers;

	private final PathAutomaton<PoliciesAtPath> plainPaths;

	private final ObservedPolicies observed;

	private final DecisionListener listener;

	private final boolean incomplete;

	private final Compiled compiled;

	private volatile @Nullable Nobody nobody;

	private final ServedPaths servedPaths;

	/** Where the routers match paths in several ways, or by texts. */
	private final @Nullable MixedPaths mixedPaths;

	/** Made when they are first asked for. */
	private volatile @Nullable List<RegisteredHandler> routes;

	/** The hosts of all policies, or {@code null} if every policy applies to any. */
	private final @Nullable HostTable hosts;

	/**
	 * Create a snapshot.
	 * @param policies the policies by path
	 * @param endpointPolicies those of them that may apply to actuator endpoints
	 * @param handlers the handlers by path
	 * @param servedPolicies the policies by path, for what no handler serves
	 * @param mixedPaths makes the paths if the routers match them in several ways, given
	 * what answers if the policy is not known; or {@code null}
	 * @param named the policies that have names
	 * @param listener receives decisions
	 * @param incomplete whether sources are missing
	 * @param compiled what the next snapshot may take over
	 */
	Snapshot(PolicyIndex policies, PolicyIndex endpointPolicies, HandlerIndex handlers, PolicyIndex servedPolicies,
			@Nullable Function<Supplier<PolicySet>, MixedPaths> mixedPaths, List<ObservedPolicy> named,
			DecisionListener listener, boolean incomplete, Compiled compiled) {
		this.policies = policies;
		this.endpointPolicies = endpointPolicies;
		this.handlers = handlers;
		this.hosts = policies.hosts();
		this.plainPaths = new PathAutomaton<>(List.of(policies.tree(), endpointPolicies.tree(), handlers.tree()),
				compiled.segments(), this::answer);
		this.observed = new ObservedPolicies(named, handlers.verdicts(), () -> ofNobody().observed());
		this.listener = listener;
		this.incomplete = incomplete;
		this.compiled = compiled;
		this.servedPaths = new ServedPaths(servedPolicies, (servedPolicies == policies) ? this.plainPaths : null,
				this::nobody);
		this.mixedPaths = (mixedPaths != null) ? mixedPaths.apply(this::nobody) : null;
	}

	PolicyIndex policies() {
		return this.policies;
	}

	/** What the next snapshot may take over. */
	Compiled compiled() {
		return this.compiled;
	}

	/** Whether sources are missing. */
	boolean isIncomplete() {
		return this.incomplete;
	}

	PolicyIndex endpointPolicies() {
		return this.endpointPolicies;
	}

	HandlerIndex handlers() {
		return this.handlers;
	}

	/** The handlers, and who answers there. */
	List<RegisteredHandler> routes() {
		List<RegisteredHandler> known = this.routes;
		if (known == null) {
			known = new HandlerReport(this).routes();
			this.routes = known;
		}
		return known;
	}

	/** Who listens to the policies. */
	ObservedPolicies observed() {
		return this.observed;
	}

	/**
	 * Answers if the policy is not known. Listeners are notified of such decisions.
	 */
	private PolicySet nobody() {
		return ofNobody().policies();
	}

	private Nobody ofNobody() {
		Nobody known = this.nobody;
		if (known == null) {
			CompiledPolicy policy = CompiledPolicy.ofNobody(NOBODY, this.observed.all());
			known = new Nobody(ObservedPolicy.of(policy, this.listener), PolicySet.lenient(List.of(policy)));
			this.nobody = known;
		}
		return known;
	}

	<R> @Nullable PolicySet find(R request, RoutedRequestReader<R> reader, String method) {
		List<HostPattern> hosts = hosts(request, reader);
		if (!reader.isForHandlers(request)) {
			return this.servedPaths.find(reader.servedPath(request), hosts);
		}
		if (this.mixedPaths != null) {
			return this.mixedPaths.find(RequestedPath.of(request, reader), hosts, method);
		}
		int start = reader.pathStart(request);
		PoliciesAtPath answer = (start >= 0) ? this.plainPaths.find(reader.rawPath(request), start) : null;
		if (answer == null) {
			answer = answer(reader.path(request));
		}
		return answer.policies(hosts, method);
	}

	/** The patterns that match a request's host, the closest first. */
	<R> List<HostPattern> hosts(R request, RequestReader<R> reader) {
		return (this.hosts != null) ? this.hosts.find(request, reader) : List.of();
	}

	@Nullable PolicySet find(PathContainer path) {
		return (this.mixedPaths != null) ? this.mixedPaths.find(RequestedPath.of(path)) : this.policies.find(path);
	}

	@Nullable PolicySet find(PathContainer path, List<HostPattern> hosts, String method) {
		if (this.mixedPaths != null) {
			return this.mixedPaths.find(RequestedPath.of(path), hosts, method);
		}
		return answer(path).policies(hosts, method);
	}

	private PoliciesAtPath answer(PathContainer path) {
		HandlersAtPath routes = this.handlers.find(path);
		boolean endpoint = routes != null && routes.isEndpoint();
		return new PoliciesAtPath(answers(this.policies, this.policies.matching(path)),
				endpoint ? answers(this.endpointPolicies, this.endpointPolicies.matching(path)) : (hosts) -> null,
				routes);
	}

	private static Function<List<HostPattern>, @Nullable PolicySet> answers(PolicyIndex index,
			List<PatternPolicies> matching) {
		return (hosts) -> index.find(matching, hosts);
	}

	/**
	 * The answer for plain paths that the same patterns match.
	 * @return the answer, or {@code null} if there is no room for it in the cache
	 */
	@SuppressWarnings("unchecked")
	private @Nullable PoliciesAtPath answer(List<? extends List<? extends RankedPattern>> matching) {
		List<PatternPolicies> ofPath = (List<PatternPolicies>) matching.get(0);
		List<PatternPolicies> ofEndpoint = (List<PatternPolicies>) matching.get(1);
		List<HandlerIndex.Group> groups = (List<HandlerIndex.Group>) matching.get(2);
		PoliciesAtPath answer = new PoliciesAtPath(answers(this.policies, ofPath),
				answers(this.endpointPolicies, ofEndpoint), this.handlers.find(groups));
		boolean remembered = this.policies.remembers(ofPath) && this.endpointPolicies.remembers(ofEndpoint)
				&& this.handlers.remembers(groups);
		return remembered ? answer : null;
	}

	/**
	 * The policy that answers if none is known.
	 *
	 * @param observed the policy
	 * @param policies the policy alone
	 */
	private record Nobody(ObservedPolicy observed, PolicySet policies) {

	}

}
