package io.corspolicy.registry;

import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.explain.BrowserRequest;
import io.corspolicy.engine.explain.Explanation;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.observe.DecisionLog;
import io.corspolicy.observe.HandlerWarning;
import io.corspolicy.observe.NearMissWarning;
import io.corspolicy.observe.RecentDecisions;
import io.corspolicy.observe.Refusal;
import io.corspolicy.observe.RefusalCounts;
import io.corspolicy.path.RoutedRequestReader;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.pattern.PathPatternParser;

/**
 * All policies of the application. Readers see one immutable snapshot, which
 * {@link #refresh()} replaces as a whole or not at all. Thread-safe.
 */
public final class CorsPolicyRegistry {

	private final RefusalCounts refusals = new RefusalCounts();

	private final RecentDecisions recent = new RecentDecisions(InstantSource.system());

	private final HandlerWarning handlers = new HandlerWarning();

	private final RefreshHistory history;

	private final PolicyRefresher refresher;

	private volatile boolean debug;

	/**
	 * Create a registry that reads its sources on its first use or refresh.
	 * @param sources where policies come from
	 * @param parser supplies the parser of the application's router
	 */
	public CorsPolicyRegistry(List<PolicySource> sources, Supplier<PathPatternParser> parser) {
		this(sources, parser, PolicySpec::empty, List::of, List::of);
	}

	/**
	 * Create a registry that also reads the application's handlers.
	 * @param sources where policies come from
	 * @param parser supplies the parser of the application's router
	 * @param defaults supplies the base of handlers that name no policy, unless a
	 * {@link DefaultsSource} does
	 * @param routers supplies the application's routers, in the order in which its
	 * dispatcher asks them
	 * @param listeners supplies the listeners of all decisions
	 */
	public CorsPolicyRegistry(List<PolicySource> sources, Supplier<PathPatternParser> parser,
			Supplier<PolicySpec> defaults, Supplier<List<HandlerMappingModel>> routers,
			Supplier<List<DecisionListener>> listeners) {
		this(sources, parser, defaults, routers, listeners,
				new RefreshHistory(InstantSource.system(), System::nanoTime));
	}

	CorsPolicyRegistry(List<PolicySource> sources, Supplier<PathPatternParser> parser, Supplier<PolicySpec> defaults,
			Supplier<List<HandlerMappingModel>> routers, Supplier<List<DecisionListener>> listeners,
			RefreshHistory history) {
		List<DecisionListener> own = List.of(new DecisionLog(), this.refusals, this.recent, new NearMissWarning(),
				this.handlers);
		Compilation compilation = new Compilation(parser, defaults, routers,
				() -> Stream.concat(own.stream(), listeners.get().stream()).toList());
		this.history = history;
		this.refresher = new PolicyRefresher(new SourceReader(sources), compilation, history, compilation::replaced);
	}

	/**
	 * Let the application start without some sources if they fail. Called before
	 * {@link #start()}.
	 * @param optional which sources may be left out
	 * @param leftOut receives each that is
	 */
	public void startWithout(Predicate<PolicySource> optional, Consumer<PolicySourceException> leftOut) {
		this.refresher.startWithout(optional, leftOut);
	}

	/**
	 * Refresh for the first time. Unlike any later refresh, this one leaves out sources
	 * that fail if {@link #startWithout} was called: if a handler names a policy that is
	 * missing then, every cross-origin request to it is refused. A registry that is used
	 * before does the same by itself.
	 * @throws InvalidPolicyException with every problem of every policy
	 * @throws PolicySourceException if a source fails that may not be left out
	 */
	public void start() {
		this.refresher.start();
	}

	/**
	 * Read all sources and handlers anew, compile aside and swap. A request sees the
	 * policies as they were or as they are now, never a mix. When this method returns,
	 * everything applies that the sources held when it was called, also if several
	 * threads refresh at once, of which none waits for another.
	 * @throws InvalidPolicyException with every problem of every policy; nothing has
	 * changed then
	 * @throws PolicySourceException if a source fails; nothing has changed then
	 */
	public void refresh() {
		this.refresher.refresh();
	}

	/**
	 * Ask all sources for their {@linkplain PolicySource#version() versions}, read those
	 * anew that have changed or have none, and swap if the policies have changed. This is
	 * what {@code cors.refresh-interval} does. Handlers are read anew only if policies
	 * have changed.
	 * @return whether the policies were replaced
	 * @throws InvalidPolicyException with every problem of every policy; nothing has
	 * changed then
	 * @throws PolicySourceException if a source fails; nothing has changed then
	 */
	public boolean refreshIfChanged() {
		return this.refresher.refreshIfChanged();
	}

	/**
	 * Read the application's handlers anew, under the policies that the sources had when
	 * they were last read. Nothing is asked of the sources.
	 * @throws InvalidPolicyException with every problem; nothing has changed then
	 */
	public void refreshHandlers() {
		this.refresher.refreshHandlers();
	}

	/**
	 * How up to date the policies are: the last success, the last failure, and the
	 * versions of the sources. Nothing is read.
	 * @return the state as it is now
	 */
	public RefreshState refreshState() {
		return this.refresher.state();
	}

	/**
	 * Add a listener of refreshes.
	 * @param listener receives the outcome of each one from now on
	 */
	public void addRefreshListener(RefreshListener listener) {
		this.history.add(listener);
	}

	/**
	 * Whether refusals say why.
	 * @return {@code false} unless it was switched on
	 */
	public boolean isDebug() {
		return this.debug;
	}

	/**
	 * Let refusals say why, or no longer. Takes effect with the next request.
	 * @param debug whether refused preflights, and requests that
	 * {@code reject-disallowed} turns away, are answered with a problem document
	 */
	public void setDebug(boolean debug) {
		this.debug = debug;
	}

	/**
	 * Create a decider for requests of one kind.
	 * @param reader reads the requests
	 * @param <R> the type of the requests
	 * @return decides on each request by the current policies
	 */
	public <R> RequestDecider<R> decider(RoutedRequestReader<R> reader) {
		return new RequestDecider<>(this, reader, this.handlers);
	}

	/**
	 * Explain what a browser does with a request, and why: the requests that it sends are
	 * put to the engine that answers them on the wire, and the browser's own checks to
	 * the header fields that it would answer. Nothing is sent and nothing changes.
	 * @param request what the page asks for
	 * @return the explanation
	 * @throws IllegalArgumentException if no server takes the request's path
	 */
	public Explanation explain(BrowserRequest request) {
		return new RequestExplainer(snapshot(), this.debug).explain(request);
	}

	/**
	 * Explain what a browser does with a request, and why.
	 * @param origin the page's origin as browsers serialise it, or {@code null} for none
	 * @param method the method
	 * @param path the path within the application
	 * @param headers the header fields that the page sets, each a name or
	 * {@code name: value}; a missing value is assumed to be safelisted, except for
	 * {@code Content-Type}, where it is {@code application/json}
	 * @param credentials whether the page asks for cookies and other credentials
	 * @return the explanation
	 * @throws IllegalArgumentException if no page can send the request, or its path is
	 * too long; the message says so in a sentence
	 * @see #explain(BrowserRequest)
	 */
	public Explanation explain(@Nullable String origin, String method, String path, List<String> headers,
			boolean credentials) {
		return explain(BrowserRequest.of(origin, method, path, headers, credentials));
	}

	/**
	 * All policies, in the order of their sources.
	 * @return an immutable list
	 */
	public List<RegisteredPolicy> policies() {
		return snapshot().policies().policies();
	}

	/**
	 * The refusals since the application started: how often and why, and the origin of
	 * the latest.
	 * @return the refusals, sorted by policy; as many as policies and reasons at most
	 */
	public List<Refusal> refusals() {
		return this.refusals.refusals();
	}

	/**
	 * What is remembered of the decisions since the application started.
	 * @return the same object at any time
	 */
	public RecentDecisions recent() {
		return this.recent;
	}

	/**
	 * The policies that handlers have for themselves because their annotations replace
	 * attributes or name no policy, such as {@code api@com.example.Orders#create}.
	 * Handlers whose annotations say the same share the one of the first.
	 * @return an immutable list, by name
	 */
	public List<RegisteredPolicy> annotatedPolicies() {
		return new HandlerReport(snapshot()).policies();
	}

	/**
	 * What policies have that stops nothing, but has no effect or not the one that it
	 * seems to have.
	 * @return an immutable list; the reasons say what to write instead
	 */
	public List<PolicyProblem> warnings() {
		return List.copyOf(new PolicyWarnings(snapshot()).all());
	}

	/**
	 * Find the problems that would keep the application from starting with more policies
	 * beside the current ones. Handlers are read anew; the sources are not read, and
	 * nothing changes.
	 * @param more the other policies
	 * @return the problems, none if it would start
	 */
	public List<PolicyProblem> problemsWith(List<PolicyDefinition> more) {
		return this.refresher.problemsWith(more);
	}

	/**
	 * The handlers of the application, and who answers there.
	 * @return an immutable list, by path pattern
	 */
	public List<RegisteredHandler> routes() {
		return snapshot().routes();
	}

	/**
	 * Find the policies that may answer on some path that a pattern matches. Two patterns
	 * whose overlap can't be decided count as having no path in common.
	 * @param pattern a path pattern, relative to the context path
	 * @return the names of the policies, sorted
	 */
	public Set<String> overlapping(String pattern) {
		return snapshot().policies().overlapping(pattern);
	}

	Snapshot snapshot() {
		return this.refresher.snapshot();
	}

}
