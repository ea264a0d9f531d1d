package io.corspolicy.engine.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;

import io.corspolicy.engine.AllowedMethods;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CorsEngine;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.explain.BrowserRequest.Header;
import io.corspolicy.engine.explain.Explanation.Exchange;
import io.corspolicy.engine.explain.Explanation.Outcome;
import io.corspolicy.engine.explain.Explanation.Phase;
import io.corspolicy.engine.explain.Explanation.Step;
import io.corspolicy.engine.explain.Explanation.Verdict;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * One run of Fetch's algorithm against a server: what the browser sends, what the server
 * answers, and what the browser does with the answer. The verdict depends on status and
 * header fields alone.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#main-fetch">Fetch, "main fetch"</a>
 */
final class SimulatedFetch {

	/** At most this many of a request's fields are returned. */
	private static final int MAX_SHOWN = 50;

	private static final String PREFLIGHT_NEEDED = "Main fetch, step 12";

	private final BrowserRequest request;

	private final Function<SentRequest, @Nullable CorsDecision> server;

	private final SortedMap<String, String> unsafeNames;

	private final List<Step> steps = new ArrayList<>();

	private Verdict verdict = Verdict.BLOCKED;

	private Exchange preflight = Exchange.notSent("Nothing was sent before.");

	private Exchange actual = Exchange.notSent("The preflight failed.");

	private @Nullable CorsDecision decision;

	private CorsChecks.@Nullable Check failed;

	private SimulatedFetch(BrowserRequest request, Function<SentRequest, @Nullable CorsDecision> server) {
		this.request = request;
		this.server = server;
		this.unsafeNames = SafelistedRequestHeaders.unsafeNames(request.headers());
	}

	/**
	 * Run the algorithm.
	 * @param request what the page asks for
	 * @param server answers requests; {@code null} if no policy applies
	 */
	static SimulatedFetch of(BrowserRequest request, Function<SentRequest, @Nullable CorsDecision> server) {
		SimulatedFetch run = new SimulatedFetch(request, server);
		run.mainFetch();
		return run;
	}

	/** Run the algorithm against policies that share a path. */
	static SimulatedFetch of(BrowserRequest request, PolicySet policies) {
		return of(request,
				(sent) -> CorsEngine.decide((any, method) -> policies, false, sent.origin(), sent, SentRequest.READER));
	}

	BrowserRequest request() {
		return this.request;
	}

	Verdict verdict() {
		return this.verdict;
	}

	Exchange preflight() {
		return this.preflight;
	}

	Exchange actual() {
		return this.actual;
	}

	List<Step> steps() {
		return this.steps;
	}

	/** The CORS-unsafe request-header names, in lower case. */
	SortedMap<String, String> unsafeNames() {
		return this.unsafeNames;
	}

	/** The last decision: the one on which the verdict depends. */
	@Nullable CorsDecision decision() {
		return this.decision;
	}

	/**
	 * What blocks the request.
	 * @return the obstacle, or {@code null} if nothing does
	 */
	@Nullable Obstacle obstacle() {
		CorsChecks.Check check = this.failed;
		if (check == null) {
			return null;
		}
		CorsDecision last = this.decision;
		if (last == null) {
			return Obstacle.NO_POLICY;
		}
		return switch (check) {
			case CREDENTIALS, ORIGIN_MISMATCH -> Obstacle.CREDENTIALS;
			case METHOD -> Obstacle.METHOD;
			case HEADERS -> Obstacle.HEADERS;
			default -> switch (last.reason()) {
				case ORIGIN_NOT_ALLOWED, ORIGIN_INVALID -> Obstacle.ORIGIN;
				case METHOD_NOT_ALLOWED, METHOD_INVALID -> Obstacle.METHOD;
				case HEADER_NOT_ALLOWED, HEADERS_INVALID -> Obstacle.HEADERS;
				case HEADERS_TOO_LONG -> Obstacle.HEADERS_TOO_LONG;
				default -> Obstacle.OWN_ORIGIN;
			};
		};
	}

	private void mainFetch() {
		List<String> dropped = this.request.headers()
			.stream()
			.filter(SafelistedRequestHeaders::isForbidden)
			.map(Header::name)
			.toList();
		if (!dropped.isEmpty()) {
			step(Phase.REQUEST, "Headers, \"validate\", step 3", "Forbidden request-headers", Outcome.SKIPPED,
					"No page can set " + CorsChecks.enumerate(dropped)
							+ ": the browser drops it, as if the page had not tried.");
		}
		String origin = this.request.origin();
		String reference = "Main fetch, step 12";
		if (origin == null) {
			step(Phase.REQUEST, reference, "Origin", Outcome.PASSED,
					"The request has no Origin: it comes from the server's own origin, or from no page at all.");
			notCors("The request has no Origin.");
		}
		else if (origin.equals(this.request.serverOrigin())) {
			step(Phase.REQUEST, reference, "Origin", Outcome.PASSED,
					SafeText.quoted(origin) + " is the server's own origin: CORS does not apply.");
			notCors("The request goes to the page's own origin.");
		}
		else {
			String server = this.request.serverOrigin();
			step(Phase.REQUEST, reference, "Origin", Outcome.PASSED,
					SafeText.quoted(origin)
							+ ((server != null) ? " is not the server's origin " + SafeText.quoted(server)
									: " is taken for another origin than the server's")
							+ ": CORS applies.");
			cors(origin);
		}
	}

	private void notCors(String why) {
		this.verdict = Verdict.NOT_CORS;
		this.preflight = Exchange.notSent("There is no preflight without CORS.");
		SentRequest sent = SentRequest.sameOrigin(this.request);
		CorsDecision answer = this.server.apply(sent);
		this.decision = answer;
		this.actual = exchange(sent, why, answer);
	}

	private void cors(String origin) {
		String why = whyPreflight();
		if (why == null) {
			why = "The method and all headers are CORS-safelisted.";
			step(Phase.REQUEST, PREFLIGHT_NEEDED, "Preflight", Outcome.SKIPPED,
					"No preflight is needed: " + decapitalise(why));
			this.preflight = Exchange.notSent(why);
		}
		else {
			step(Phase.REQUEST, PREFLIGHT_NEEDED, "Preflight", Outcome.PASSED, "A preflight is needed: " + why);
			this.preflight = send(Phase.PREFLIGHT,
					SentRequest.preflight(this.request, origin, this.unsafeNames.keySet()), why);
			CorsChecks checks = checks(Phase.PREFLIGHT, origin, this.preflight);
			checks.preflight(this.preflight.status(), this.unsafeNames.keySet());
			this.failed = checks.failed();
			if (this.failed != null) {
				step(Phase.ACTUAL, "HTTP fetch, step 4.1", "Request", Outcome.SKIPPED,
						"The preflight failed, so the browser does not send the request.");
				return;
			}
		}
		this.actual = send(Phase.ACTUAL, SentRequest.actual(this.request),
				this.preflight.sent() ? "The preflight succeeded." : "No preflight is needed.");
		CorsChecks checks = checks(Phase.ACTUAL, origin, this.actual);
		checks.corsCheck();
		checks.exposed();
		this.failed = checks.failed();
		this.verdict = (this.failed == null) ? Verdict.ALLOWED : Verdict.BLOCKED;
	}

	private @Nullable String whyPreflight() {
		List<String> reasons = new ArrayList<>();
		if (!AllowedMethods.isSafelisted(this.request.method())) {
			reasons.add(SafeText.quoted(this.request.method()) + " is not a CORS-safelisted method");
		}
		if (!this.unsafeNames.isEmpty()) {
			String first = this.unsafeNames.firstKey();
			reasons.add(CorsChecks.enumerate(this.unsafeNames.keySet()) + ((this.unsafeNames.size() == 1)
					? " needs to be allowed, because " + this.unsafeNames.get(first) : " need to be allowed"));
		}
		return reasons.isEmpty() ? null : String.join("; ", reasons) + ".";
	}

	private Exchange send(Phase phase, SentRequest sent, String why) {
		CorsDecision answer = this.server.apply(sent);
		this.decision = answer;
		if (answer == null) {
			step(phase, "Server", "Policy", Outcome.FAILED,
					"No policy applies to " + SafeText.quoted(this.request.path())
							+ ": this library writes no headers, and it knows of nothing else that does.");
		}
		else {
			boolean refused = answer.kind() != CorsDecision.Kind.NOT_CORS && !answer.isAllowed();
			step(phase, "Server", "Policy", refused ? Outcome.FAILED : Outcome.PASSED,
					"The policy " + SafeText.quoted(answer.policy()) + " answers. " + answer.reason().description());
		}
		return exchange(sent, why, answer);
	}

	private static Exchange exchange(SentRequest sent, String why, @Nullable CorsDecision answer) {
		Map<String, String> shown = new LinkedHashMap<>();
		sent.headers()
			.entrySet()
			.stream()
			.limit(MAX_SHOWN)
			.forEach((field) -> shown.put(SafeText.cut(field.getKey()), SafeText.cut(field.getValue())));
		if (answer == null) {
			return new Exchange(true, why, shown, null, Map.of(), null, null);
		}
		return new Exchange(true, why, shown, answer.proceeds() ? null : answer.status(), answer.headers(sent.origin()),
				answer.kind(), answer.reason());
	}

	private CorsChecks checks(Phase phase, String origin, Exchange exchange) {
		return new CorsChecks(this.request, origin, phase, exchange.responseHeaders(), this.steps);
	}

	private void step(Phase phase, String reference, String name, Outcome outcome, String detail) {
		this.steps.add(new Step(phase, reference, name, outcome, detail));
	}

	private static String decapitalise(String sentence) {
		return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
	}

	/**
	 * What blocks a request, as seen from the server.
	 */
	enum Obstacle {

		/** No policy applies. */
		NO_POLICY,

		/** The server treats the request as one from its own origin. */
		OWN_ORIGIN,

		/** The origin is not allowed. */
		ORIGIN,

		/** The method is not allowed. */
		METHOD,

		/** A header is not allowed. */
		HEADERS,

		/**
		 * More headers are asked for than are read or reflected.
		 */
		HEADERS_TOO_LONG,

		/** Credentials are not allowed. */
		CREDENTIALS

	}

}
