package io.corspolicy.engine;

import java.util.Iterator;
import java.util.Locale;
import java.util.function.Predicate;

import io.corspolicy.engine.fetch.FieldNames;
import io.corspolicy.engine.fetch.RequestReader;
import io.corspolicy.engine.origin.OriginIndex;
import io.corspolicy.engine.regex.OriginAutomaton;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do with a request: the one place where the CORS protocol
 * (<a href="https://fetch.spec.whatwg.org/#http-extensions">Fetch, "HTTP extensions"</a>)
 * is applied. Never throws, whatever a request contains.
 */
public final class CorsEngine {

	private static final int MAX_UPGRADE_LENGTH = 200;

	private CorsEngine() {
	}

	/**
	 * Decide on a request. {@code Sec-Fetch-*} is read only if the request would be
	 * refused otherwise.
	 * @param finder finds the policies that share the request's path
	 * @param debug whether a refusal says why
	 * @param origin the request's {@linkplain RequestReader#origin origin}
	 * @param request the request
	 * @param reader reads the request
	 * @param <R> the type of the request
	 * @return the decision, or {@code null} if no policy answers
	 */
	public static <R> @Nullable CorsDecision decide(PolicyFinder<R> finder, boolean debug, @Nullable String origin,
			R request, RequestReader<R> reader) {
		String method = reader.method(request);
		if (origin == null) {
			return notCors(finder.find(request, method), DecisionReason.NO_ORIGIN);
		}
		if (OwnOrigin.is(origin, request, reader)) {
			return notCors(finder.find(request, method), DecisionReason.SAME_ORIGIN);
		}
		String requestedMethod = "OPTIONS".equals(method) ? reader.only(request, FieldNames.REQUEST_METHOD) : null;
		String effectiveMethod = (requestedMethod != null) ? requestedMethod : method;
		PolicySet policies = finder.find(request, effectiveMethod);
		if (policies == null) {
			return null;
		}
		CorsDecision decision = (requestedMethod != null)
				? decidePreflight(policies, origin, requestedMethod, request, reader, debug)
				: decideActual(policies, origin, method, request, reader);
		if (!decision.isAllowed()) {
			if ("same-origin".equals(reader.header(request, FieldNames.SEC_FETCH_SITE))) {
				return notCors(finder.find(request, method), DecisionReason.SAME_ORIGIN);
			}
			if (isNavigation(method, request, reader)) {
				return notCors(policies, DecisionReason.NAVIGATION);
			}
			decision = debug ? decision.explained(detail(decision, request, reader)) : decision;
		}
		finder.decided(decision, policies, request, effectiveMethod, origin);
		return decision;
	}

	private static @Nullable CorsDecision notCors(@Nullable PolicySet policies, DecisionReason reason) {
		return (policies != null) ? policies.any().notCors(reason) : null;
	}

	/**
	 * Whether a user follows a link or sends a form, such as one that single sign-on
	 * posts back: no page reads the response.
	 * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-mode-header">Fetch
	 * Metadata, "Sec-Fetch-Mode"</a>
	 */
	private static <R> boolean isNavigation(String method, R request, RequestReader<R> reader) {
		return AllowedMethods.isSafelisted(method)
				&& "navigate".equals(reader.header(request, FieldNames.SEC_FETCH_MODE));
	}

	/** Browsers' consoles often omit which header was refused. */
	private static <R> String detail(CorsDecision decision, R request, RequestReader<R> reader) {
		String detail = decision.reason().description();
		if (decision.reason() != DecisionReason.HEADER_NOT_ALLOWED) {
			return detail;
		}
		AllowedHeaders allowed = decision.compiledPolicy().headers();
		String name = allowed.firstNotAllowed(reader.headers(request, FieldNames.REQUEST_HEADERS));
		return (name != null) ? detail.substring(0, detail.length() - 1) + ": " + SafeText.quoted(name)
				+ (allowed.isAny() ? ", which * does not cover. List it beside *." : ".") : detail;
	}

	private static <R> CorsDecision decideActual(PolicySet policies, String origin, String method, R request,
			RequestReader<R> reader) {
		PreparedDecisions closest = closest(policies, origin, request, reader);
		if (closest == null) {
			DecisionReason reason = originReason(origin);
			boolean rejected = policies.traits().checkWebSocketOrigin()
					&& isWebSocketHandshake(method, request, reader);
			return rejected ? policies.any().actualRejected(reason) : policies.any().actualRefused(reason);
		}
		// An extended CONNECT counts as a GET, and could not be listed (RFC 8441, 5).
		PreparedDecisions answers = choose(closest, policies, origin, method.equals("CONNECT") ? "GET" : method,
				request, reader);
		return (answers != null) ? answers.actualAllowed() : closest.actualRefused(DecisionReason.METHOD_NOT_ALLOWED);
	}

	private static <R> CorsDecision decidePreflight(PolicySet policies, String origin, String method, R request,
			RequestReader<R> reader, boolean debug) {
		PreparedDecisions closest = closest(policies, origin, request, reader);
		if (closest == null) {
			return policies.any().preflightRefused(originReason(origin));
		}
		PreparedDecisions answers = choose(closest, policies, origin, method, request, reader);
		if (answers == null || !answers.policy().methods().isAllowed(method)) {
			if (!AllowedMethods.isUsable(method)) {
				return closest.preflightRefused(DecisionReason.METHOD_INVALID);
			}
			PreparedDecisions refusing = (answers != null) ? answers : closest;
			return (debug && !AllowedMethods.isSafelisted(method)) ? methodMissing(refusing, method, request, reader)
					: refusing.preflightRefused(DecisionReason.METHOD_NOT_ALLOWED);
		}
		CompiledPolicy policy = answers.policy();
		AllowedHeaders.Match outcome = policy.headers().check(reader.headers(request, FieldNames.REQUEST_HEADERS));
		if (outcome.isRefusal()) {
			return headersNotAllowed(answers, method, outcome, debug);
		}
		boolean headersAsked = outcome == AllowedHeaders.Match.ALLOWED;
		boolean privateNetworkAsked = policies.traits().privateNetwork()
				&& "true".equals(reader.header(request, FieldNames.REQUEST_PRIVATE_NETWORK));
		if (!policy.reflects(headersAsked)) {
			return answers.preflightAllowed(headersAsked, privateNetworkAsked);
		}
		String requestedHeaders = headersAsked ? join(reader.headers(request, FieldNames.REQUEST_HEADERS)) : null;
		if (policy.headers().isAny() && requestedHeaders != null
				&& requestedHeaders.length() > AllowedHeaders.MAX_REFLECTED_LENGTH) {
			return answers.preflightRefused(DecisionReason.HEADERS_TOO_LONG);
		}
		return answers.preflightReflected(method, requestedHeaders, privateNetworkAsked);
	}

	/**
	 * Not for methods that browsers allow unlisted: only the status blocks those.
	 * @see <a href="https://fetch.spec.whatwg.org/#cors-safelisted-method">Fetch,
	 * "CORS-safelisted method"</a>
	 */
	private static <R> CorsDecision methodMissing(PreparedDecisions answers, String method, R request,
			RequestReader<R> reader) {
		boolean headersAsked = reader.header(request, FieldNames.REQUEST_HEADERS) != null;
		return answers.preflightIncomplete(DecisionReason.METHOD_NOT_ALLOWED, method, headersAsked);
	}

	private static CorsDecision headersNotAllowed(PreparedDecisions answers, String method,
			AllowedHeaders.Match outcome, boolean debug) {
		return switch (outcome) {
			case MALFORMED -> answers.preflightRefused(DecisionReason.HEADERS_INVALID);
			case TOO_LONG -> answers.preflightRefused(DecisionReason.HEADERS_TOO_LONG);
			// Browsers allow Authorization with *: only the status blocks it.
			default -> (debug && !answers.policy().headers().isAny())
					? answers.preflightIncomplete(DecisionReason.HEADER_NOT_ALLOWED, method, true)
					: answers.preflightRefused(DecisionReason.HEADER_NOT_ALLOWED);
		};
	}

	/**
	 * The policy that answers: the closest by origin among those that allow the method. A
	 * closer one that does not allow the method does not hide a wider one.
	 */
	private static <R> @Nullable PreparedDecisions choose(PreparedDecisions closest, PolicySet policies, String origin,
			String method, R request, RequestReader<R> reader) {
		if (closest.policy().answersFor(method)) {
			return closest;
		}
		return closest(policies, origin, (policy) -> policy.answersFor(method), request, reader);
	}

	/**
	 * The closest policy by origin alone.
	 */
	private static <R> @Nullable PreparedDecisions closest(PolicySet policies, String origin, R request,
			RequestReader<R> reader) {
		return closest(policies, origin, (policy) -> true, request, reader);
	}

	private static <R> @Nullable PreparedDecisions closest(PolicySet policies, String origin,
			Predicate<CompiledPolicy> candidates, R request, RequestReader<R> reader) {
		PreparedDecisions chosen = null;
		int closest = OriginIndex.NO_MATCH;
		for (PreparedDecisions answers : policies.answers()) {
			if (candidates.test(answers.policy())) {
				int match = answers.policy().matchOrigin(origin, request, reader);
				if (match > closest) {
					chosen = answers;
					closest = match;
				}
			}
		}
		return chosen;
	}

	private static DecisionReason originReason(String origin) {
		boolean serialised = origin.length() <= OriginAutomaton.MAX_LENGTH
				&& (origin.equals("null") || origin.indexOf("://") > 0);
		return serialised ? DecisionReason.ORIGIN_NOT_ALLOWED : DecisionReason.ORIGIN_INVALID;
	}

	/**
	 * <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.1">RFC 6455, 4.1</a>, and
	 * <a href="https://www.rfc-editor.org/rfc/rfc8441#section-4">RFC 8441, 4</a> (the
	 * extended CONNECT).
	 */
	private static <R> boolean isWebSocketHandshake(String method, R request, RequestReader<R> reader) {
		if (method.equals("CONNECT")) {
			return true;
		}
		if (method.equals("GET")) {
			for (Iterator<String> lines = reader.headers(request, FieldNames.UPGRADE); lines.hasNext();) {
				String line = lines.next();
				// No browser sends a longer one: its origin is checked instead.
				if (line.length() > MAX_UPGRADE_LENGTH || line.toLowerCase(Locale.ROOT).contains("websocket")) {
					return true;
				}
			}
		}
		return false;
	}

	private static String join(Iterator<String> values) {
		String first = values.next();
		if (!values.hasNext()) {
			return first;
		}
		StringBuilder joined = new StringBuilder(first);
		values.forEachRemaining((value) -> joined.append(", ").append(value));
		return joined.toString();
	}

}
