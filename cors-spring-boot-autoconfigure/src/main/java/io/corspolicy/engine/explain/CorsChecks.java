package io.corspolicy.engine.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.corspolicy.engine.AllowedMethods;
import io.corspolicy.engine.explain.Explanation.Outcome;
import io.corspolicy.engine.explain.Explanation.Phase;
import io.corspolicy.engine.explain.Explanation.Step;
import io.corspolicy.engine.fetch.FieldNames;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * The checks that a browser makes on one answer, step by step. They use the request and
 * the header fields of the answer, never policies or decisions.
 */
final class CorsChecks {

	private static final int MAX_SHOWN = 10;

	private static final int MAX_NAME_LENGTH = 64;

	private final BrowserRequest request;

	private final String origin;

	private final Phase phase;

	private final Map<String, String> headers;

	private final List<Step> steps;

	private @Nullable Check failed;

	/**
	 * Create checks.
	 * @param request the request that the page asked for
	 * @param origin the request's origin
	 * @param phase which answer is checked
	 * @param headers the answer's header fields
	 * @param steps where the steps are added
	 */
	CorsChecks(BrowserRequest request, String origin, Phase phase, Map<String, String> headers, List<Step> steps) {
		this.request = request;
		this.origin = origin;
		this.phase = phase;
		this.headers = headers;
		this.steps = steps;
	}

	/**
	 * The first check that failed.
	 * @return the check, or {@code null} if all of them passed
	 */
	@Nullable Check failed() {
		return this.failed;
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#concept-cors-check">Fetch, "CORS
	 * check"</a>.
	 */
	void corsCheck() {
		String allowOrigin = this.headers.get(FieldNames.ALLOW_ORIGIN);
		check(Check.ALLOW_ORIGIN_MISSING, "CORS check, step 2", "Access-Control-Allow-Origin", allowOrigin != null,
				(allowOrigin != null) ? "The response has Access-Control-Allow-Origin: " + allowOrigin + "."
						: "The response has no Access-Control-Allow-Origin.");
		boolean credentials = this.request.credentials();
		String quoted = SafeText.quoted(this.origin);
		if (!credentials && "*".equals(allowOrigin)) {
			check(Check.ORIGIN_MISMATCH, "CORS check, step 3", "Origin", true,
					"Without credentials, * matches " + quoted + ".");
		}
		else {
			boolean equal = this.origin.equals(allowOrigin);
			check(Check.ORIGIN_MISMATCH, "CORS check, step 4", "Origin", equal,
					equal ? "The value is the page's origin, byte for byte." : "The value " + allowOrigin
							+ " is not the page's origin " + quoted + "; with credentials, * is not a wildcard.");
		}
		if (!credentials) {
			skip("CORS check, step 5", "Credentials", "The page asks for no credentials.");
			return;
		}
		String allowed = this.headers.get(FieldNames.ALLOW_CREDENTIALS);
		check(Check.CREDENTIALS, "CORS check, step 7", "Credentials", "true".equals(allowed), (allowed != null)
				? "The response has Access-Control-Allow-Credentials: " + allowed + "."
				: "The page asks for credentials, and the response has no Access-Control-Allow-Credentials: true.");
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch">Fetch,
	 * "CORS-preflight fetch"</a>, step 7.
	 * @param status the answer's status, or {@code null} if the application sets it
	 * @param unsafeNames the CORS-unsafe request-header names
	 */
	void preflight(@Nullable Integer status, Collection<String> unsafeNames) {
		corsCheck();
		if (status == null) {
			skip("CORS-preflight fetch, step 7", "Status",
					"The application answers the preflight: a status from 200 to 299 is assumed.");
		}
		else {
			boolean ok = status >= 200 && status <= 299;
			check(Check.STATUS, "CORS-preflight fetch, step 7", "Status", ok,
					"The status " + status + (ok ? " is an ok status." : " is not an ok status (200 to 299)."));
		}
		List<String> methods = SafelistedRequestHeaders.names(this.headers.get(FieldNames.ALLOW_METHODS));
		List<String> names = SafelistedRequestHeaders.names(this.headers.get(FieldNames.ALLOW_HEADERS));
		boolean readable = methods != null && names != null;
		check(Check.LISTS, "CORS-preflight fetch, step 7.3", "Lists", readable, readable
				? "Access-Control-Allow-Methods and Access-Control-Allow-Headers can be read."
				: "Access-Control-Allow-Methods or Access-Control-Allow-Headers has an entry that is not a name.");
		checkMethod((methods != null) ? methods : List.of());
		checkHeaders((names != null) ? names : List.of(), unsafeNames);
	}

	private void checkMethod(List<String> methods) {
		String method = this.request.method();
		boolean star = !this.request.credentials() && methods.contains("*");
		boolean safelisted = AllowedMethods.isSafelisted(method);
		String detail = SafeText.quoted(method);
		if (methods.contains(method)) {
			detail += " is in Access-Control-Allow-Methods.";
		}
		else if (safelisted) {
			detail += " is a CORS-safelisted method.";
		}
		else {
			detail += star ? " is taken in by * in Access-Control-Allow-Methods."
					: " is not in Access-Control-Allow-Methods" + literalStar(methods) + ".";
		}
		check(Check.METHOD, "CORS-preflight fetch, step 7.5", "Method", methods.contains(method) || safelisted || star,
				detail);
	}

	private void checkHeaders(List<String> allowed, Collection<String> unsafeNames) {
		List<String> lowerCase = allowed.stream().map((name) -> name.toLowerCase(Locale.ROOT)).toList();
		boolean star = !this.request.credentials() && lowerCase.contains("*");
		if (unsafeNames.contains("authorization")) {
			boolean listed = lowerCase.contains("authorization");
			check(Check.HEADERS, "CORS-preflight fetch, step 7.6", "Authorization", listed,
					listed ? "Authorization is in Access-Control-Allow-Headers."
							: "Authorization is not in Access-Control-Allow-Headers, and * does not take it in.");
		}
		List<String> missing = star ? List.of()
				: unsafeNames.stream().filter((name) -> !lowerCase.contains(name)).toList();
		if (unsafeNames.isEmpty()) {
			skip("CORS-preflight fetch, step 7.7", "Headers", "No header has to be allowed.");
			return;
		}
		check(Check.HEADERS, "CORS-preflight fetch, step 7.7", "Headers", missing.isEmpty(), missing.isEmpty()
				? (star ? "* covers them: " : "All are allowed: ") + enumerate(unsafeNames) + "."
				: "Not in Access-Control-Allow-Headers" + literalStar(lowerCase) + ": " + enumerate(missing) + ".");
	}

	private static String literalStar(List<String> names) {
		return names.contains("*") ? ", in which * is not a wildcard with credentials" : "";
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#main-fetch">Fetch, "main fetch"</a>, step
	 * 14.1.
	 */
	void exposed() {
		List<String> names = SafelistedRequestHeaders.names(this.headers.get(FieldNames.EXPOSE_HEADERS));
		String detail;
		if (names == null || names.isEmpty()) {
			detail = "The page may read the CORS-safelisted response headers only.";
		}
		else if (names.contains("*") && !this.request.credentials()) {
			detail = "The page may read all response headers.";
		}
		else {
			detail = "Besides the CORS-safelisted response headers, the page may read " + enumerate(names) + ".";
		}
		check(Check.LISTS, "Main fetch, step 14.1", "Exposed headers", true, detail);
	}

	private void check(Check check, String reference, String name, boolean passed, String detail) {
		if (this.failed != null) {
			skip(reference, name, "Not reached.");
			return;
		}
		this.steps.add(new Step(this.phase, reference, name, passed ? Outcome.PASSED : Outcome.FAILED, detail));
		this.failed = passed ? null : check;
	}

	private void skip(String reference, String name, String detail) {
		this.steps.add(new Step(this.phase, reference, name, Outcome.SKIPPED,
				(this.failed != null) ? "Not reached." : detail));
	}

	/** Names for messages, at most a readable number. */
	static String enumerate(Collection<String> names) {
		List<String> shown = new ArrayList<>();
		for (String name : names) {
			if (shown.size() == MAX_SHOWN) {
				shown.add("and " + (names.size() - MAX_SHOWN) + " more");
				break;
			}
			shown.add((name.length() <= MAX_NAME_LENGTH) ? name : name.substring(0, MAX_NAME_LENGTH) + "\u2026");
		}
		return String.join(", ", shown);
	}

	/**
	 * What a browser checks.
	 */
	enum Check {

		/** Whether {@code Access-Control-Allow-Origin} is present. */
		ALLOW_ORIGIN_MISSING,

		/** Whether it is the page's origin. */
		ORIGIN_MISMATCH,

		/**
		 * Whether credentials are allowed.
		 * @see <a href=
		 * "https://fetch.spec.whatwg.org/#cors-protocol-and-credentials">Fetch,
		 * "CORS protocol and credentials"</a>
		 */
		CREDENTIALS,

		/**
		 * Whether a preflight's status is an ok status.
		 * @see <a href="https://fetch.spec.whatwg.org/#ok-status">Fetch, "ok status"</a>
		 */
		STATUS,

		/**
		 * Whether lists can be read.
		 * @see <a href="https://fetch.spec.whatwg.org/#extract-header-list-values">Fetch,
		 * "extract header list values"</a>
		 */
		LISTS,

		/** Whether the method is allowed. */
		METHOD,

		/** Whether the headers are allowed. */
		HEADERS

	}

}
