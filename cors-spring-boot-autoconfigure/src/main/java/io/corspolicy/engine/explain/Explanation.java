package io.corspolicy.engine.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionReason;
import org.jspecify.annotations.Nullable;

/**
 * What a browser does with a request, and why. Immutable. Any text of the request in
 * sentences is truncated and has no control characters.
 *
 * @param verdict the outcome
 * @param policy the name of the policy that answers, or {@code null} if none applies
 * @param preflight the CORS-preflight request and its answer
 * @param actual the request itself and its answer
 * @param steps the steps of the browser and of the server, in order
 * @param decidingAttributes the attributes of the policy on which the verdict depends, in
 * kebab case
 * @param hint what to change so that the request is allowed, or why it should not be;
 * {@code null} if nothing is blocked
 * @param changes the changes that the hint names, in order: with all of them applied, the
 * request is allowed; none if nothing can or should be changed
 */
public record Explanation(Verdict verdict, @Nullable String policy, Exchange preflight, Exchange actual,
		List<Step> steps, List<String> decidingAttributes, @Nullable String hint, List<Change> changes) {

	/**
	 * Create an explanation.
	 */
	public Explanation {
		steps = List.copyOf(steps);
		decidingAttributes = List.copyOf(decidingAttributes);
		changes = List.copyOf(changes);
	}

	/**
	 * The outcome of a request.
	 */
	public enum Verdict {

		/** The page may read the response. */
		ALLOWED,

		/** The browser doesn't send the request, or keeps its response from the page. */
		BLOCKED,

		/** The request is not subject to CORS. */
		NOT_CORS

	}

	/**
	 * A request that the browser sends or does not send, and its answer.
	 *
	 * @param sent whether the browser sends the request
	 * @param why why it does or doesn't, in a sentence
	 * @param requestHeaders the header fields of the request that matter here, in order,
	 * at most 50, names and values truncated after 200 characters
	 * @param status the status with which this library answers, or {@code null} if the
	 * application sets it or nothing is sent
	 * @param responseHeaders exactly the header fields that this library writes, in
	 * order, none if nothing is sent or no policy applies
	 * @param kind the kind of the decision, or {@code null} if there is none
	 * @param reason the reason of the decision, or {@code null} if there is none
	 */
	public record Exchange(boolean sent, String why, Map<String, String> requestHeaders, @Nullable Integer status,
			Map<String, String> responseHeaders, CorsDecision.@Nullable Kind kind, @Nullable DecisionReason reason) {

		/**
		 * Create an exchange.
		 */
		public Exchange {
			requestHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(requestHeaders));
			responseHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(responseHeaders));
		}

		static Exchange notSent(String why) {
			return new Exchange(false, why, Map.of(), null, Map.of(), null, null);
		}

	}

	/**
	 * One step on the way to the verdict.
	 *
	 * @param phase which message the step is about
	 * @param reference the clause of the step, such as
	 * {@code CORS-preflight fetch, step 7.5}: a section of Fetch, or {@code Server}
	 * @param name the step in a few words
	 * @param outcome its outcome
	 * @param detail the outcome in a sentence, with the values at hand
	 */
	public record Step(Phase phase, String reference, String name, Outcome outcome, String detail) {
	}

	/**
	 * Which message a step is about.
	 */
	public enum Phase {

		/** What the page asks for, before anything is sent. */
		REQUEST,

		/** The CORS-preflight request and its answer. */
		PREFLIGHT,

		/** The request itself and its answer. */
		ACTUAL

	}

	/**
	 * The outcome of a step.
	 */
	public enum Outcome {

		/** The request goes on. */
		PASSED,

		/** The step blocks the request. */
		FAILED,

		/** The step is not reached, or there is nothing to do. */
		SKIPPED

	}

	/**
	 * A change of one attribute of a policy.
	 *
	 * @param policy the policy's name
	 * @param attribute the attribute in kebab case: one of {@link Attribute#all()}, or
	 * {@code paths}
	 * @param action whether the value is added to the attribute's list or replaces it
	 * @param value a {@code Boolean}, or a list of strings
	 */
	public record Change(String policy, String attribute, Action action, Object value) {

		/**
		 * Create a change.
		 */
		public Change {
			value = (value instanceof List<?> list) ? List.copyOf(list) : value;
		}

	}

	/**
	 * What a change does.
	 */
	public enum Action {

		/** Entries are added to a list. */
		ADD,

		/** The value replaces the current one. */
		SET

	}

}
