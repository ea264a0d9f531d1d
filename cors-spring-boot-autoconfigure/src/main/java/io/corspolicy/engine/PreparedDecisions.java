package io.corspolicy.engine;

import java.time.Duration;
import java.util.List;
import io.corspolicy.engine.fetch.FieldNames;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one policy on a path, each made when a request first needs it and
 * kept: of the sets that policies make where their patterns meet, most are never asked
 * for most decisions. Only a preflight's answer that repeats what was asked for is made
 * for its request. Two threads may both make a decision, which is immutable, so that
 * either will do.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-responses">Fetch,
 * "HTTP responses"</a>
 */
public final class PreparedDecisions {

	private static final int REASONS = DecisionReason.values().length;

	private final CompiledPolicy policy;

	private final PathAttributes traits;

	private @Nullable Kept kept;

	PreparedDecisions(CompiledPolicy policy, PathAttributes traits) {
		this.policy = policy;
		this.traits = traits;
	}

	private Kept kept() {
		Kept known = this.kept;
		if (known == null) {
			known = new Kept();
			this.kept = known;
		}
		return known;
	}

	public CompiledPolicy policy() {
		return this.policy;
	}

	CorsDecision notCors(DecisionReason reason) {
		@Nullable CorsDecision[] kept = kept().notCors;
		CorsDecision known = kept[reason.ordinal()];
		return (known != null) ? known : keep(kept, reason, pass(CorsDecision.Kind.NOT_CORS, reason, plain()));
	}

	CorsDecision actualAllowed() {
		Kept kept = kept();
		CorsDecision known = kept.actualAllowed;
		if (known == null) {
			known = pass(CorsDecision.Kind.ACTUAL, DecisionReason.ALLOWED, allowedHeaders());
			kept.actualAllowed = known;
		}
		return known;
	}

	CorsDecision actualRefused(DecisionReason reason) {
		if (this.traits.rejectDisallowed()) {
			return actualRejected(reason);
		}
		@Nullable CorsDecision[] kept = kept().actualRefused;
		CorsDecision known = kept[reason.ordinal()];
		return (known != null) ? known : keep(kept, reason, pass(CorsDecision.Kind.ACTUAL, reason, plain()));
	}

	/** An actual request that gets 403 whether the policy rejects or not. */
	CorsDecision actualRejected(DecisionReason reason) {
		@Nullable CorsDecision[] kept = kept().actualRejected;
		CorsDecision known = kept[reason.ordinal()];
		return (known != null) ? known : keep(kept, reason, reject(CorsDecision.Kind.ACTUAL, reason, 403, plain()));
	}

	CorsDecision preflightAllowed(boolean headersAsked, boolean privateNetworkAsked) {
		@Nullable CorsDecision[] kept = kept().preflightAllowed;
		int index = (headersAsked ? 1 : 0) + (privateNetworkAsked ? 2 : 0);
		CorsDecision known = kept[index];
		if (known == null) {
			known = preflight(this.policy.methods().rendered(), headersAsked ? this.policy.headers().rendered() : null,
					privateNetworkAsked);
			kept[index] = known;
		}
		return known;
	}

	/**
	 * A preflight that is allowed by a wildcard beside credentials: browsers then take an
	 * answered {@code *} literally, so the answer repeats what was asked for.
	 */
	CorsDecision preflightReflected(String method, @Nullable String headers, boolean privateNetworkAsked) {
		String methods = this.policy.methods().isAny() ? method : this.policy.methods().rendered();
		String allowed = (headers == null || this.policy.headers().isAny()) ? headers
				: this.policy.headers().rendered();
		return preflight(methods, allowed, privateNetworkAsked);
	}

	CorsDecision preflightRefused(DecisionReason reason) {
		@Nullable CorsDecision[] kept = kept().preflightRefused;
		CorsDecision known = kept[reason.ordinal()];
		return (known != null) ? known
				: keep(kept, reason, reject(CorsDecision.Kind.PREFLIGHT, reason, 403, refusedPreflight()));
	}

	/**
	 * A preflight that is refused for its method or a header, where the origin is
	 * allowed, as debug mode answers it: with a status and an origin that satisfy the
	 * browser, so that its console names what is missing from the lists.
	 */
	CorsDecision preflightIncomplete(DecisionReason reason, String method, boolean headersAsked) {
		boolean reflected = this.policy.allowsCredentials() && this.policy.methods().isAny();
		RenderedHeaders headers = preflightHeaders(reflected ? method : this.policy.methods().rendered(),
				headersAsked ? this.policy.headers().rendered() : null, false, null);
		return reject(CorsDecision.Kind.PREFLIGHT, reason, 200, headers);
	}

	private CorsDecision preflight(String methods, @Nullable String headers, boolean privateNetworkAsked) {
		RenderedHeaders block = preflightHeaders(methods, headers, privateNetworkAsked, maxAge());
		int status = this.policy.is(Attribute.FORWARD_PREFLIGHT) ? 0 : preflightStatus();
		return new CorsDecision(CorsDecision.Kind.PREFLIGHT, DecisionReason.ALLOWED, this.policy, status, block, null);
	}

	private RenderedHeaders preflightHeaders(String methods, @Nullable String headers, boolean privateNetworkAsked,
			@Nullable String maxAge) {
		boolean privateNetwork = privateNetworkAsked && this.policy.is(Attribute.ALLOW_PRIVATE_NETWORK);
		return allowOrigin(resourcePolicy()).add(FieldNames.ALLOW_METHODS, methods)
			.add(FieldNames.ALLOW_HEADERS, headers)
			.add(FieldNames.MAX_AGE, maxAge)
			.add(FieldNames.ALLOW_PRIVATE_NETWORK, privateNetwork ? "true" : null)
			.vary(this.traits.preflightVary())
			.build();
	}

	/** What is written where the policy applies and the request is not allowed. */
	private RenderedHeaders plain() {
		return this.traits.sendWithoutOrigin() ? allowedHeaders() : resourcePolicy().vary(this.traits.vary()).build();
	}

	private RenderedHeaders refusedPreflight() {
		return resourcePolicy().vary(this.traits.preflightVary()).build();
	}

	private RenderedHeaders allowedHeaders() {
		RenderedHeaders.Builder headers = allowOrigin(resourcePolicy()).add(FieldNames.EXPOSE_HEADERS,
				exposedHeaders());
		if (this.policy.is(Attribute.TIMING_ALLOW_ORIGIN)) {
			addOrigin(headers, FieldNames.TIMING_ALLOW_ORIGIN);
		}
		return headers.vary(this.traits.vary()).build();
	}

	private RenderedHeaders.Builder allowOrigin(RenderedHeaders.Builder headers) {
		addOrigin(headers, FieldNames.ALLOW_ORIGIN);
		return headers.add(FieldNames.ALLOW_CREDENTIALS, this.policy.allowsCredentials() ? "true" : null);
	}

	private void addOrigin(RenderedHeaders.Builder headers, String name) {
		if (this.policy.allowsAnyOrigin()) {
			headers.add(name, "*");
		}
		else {
			headers.addOrigin(name);
		}
	}

	private RenderedHeaders.Builder resourcePolicy() {
		CrossOriginResourcePolicy resourcePolicy = this.traits.resourcePolicy();
		return RenderedHeaders.builder()
			.add(FieldNames.CROSS_ORIGIN_RESOURCE_POLICY, (resourcePolicy != null) ? resourcePolicy.value() : null);
	}

	private CorsDecision pass(CorsDecision.Kind kind, DecisionReason reason, RenderedHeaders headers) {
		return new CorsDecision(kind, reason, this.policy, 0, headers, null);
	}

	private CorsDecision reject(CorsDecision.Kind kind, DecisionReason reason, int status, RenderedHeaders headers) {
		return new CorsDecision(kind, reason, this.policy, status, headers, null);
	}

	private static CorsDecision keep(@Nullable CorsDecision[] kept, DecisionReason reason, CorsDecision decision) {
		kept[reason.ordinal()] = decision;
		return decision;
	}

	/**
	 * What has been decided so far, indexed by the reasons, which are few.
	 */
	private static final class Kept {

		private @Nullable CorsDecision actualAllowed;

		private final @Nullable CorsDecision[] notCors = new CorsDecision[REASONS];

		private final @Nullable CorsDecision[] actualRefused = new CorsDecision[REASONS];

		private final @Nullable CorsDecision[] actualRejected = new CorsDecision[REASONS];

		private final @Nullable CorsDecision[] preflightRefused = new CorsDecision[REASONS];

		/** Indexed by whether headers (1) and a private network (2) are asked for. */
		private final @Nullable CorsDecision[] preflightAllowed = new CorsDecision[4];

	}

	private String exposedHeaders() {
		List<String> exposed = this.policy.spec().list(Attribute.EXPOSED_HEADERS);
		return exposed.contains("*") ? "*" : String.join(", ", exposed);
	}

	private String maxAge() {
		Duration maxAge = this.policy.spec().effective(Attribute.MAX_AGE);
		return String.valueOf((maxAge != null) ? maxAge.toSeconds() : 0);
	}

	private int preflightStatus() {
		Integer status = this.policy.spec().effective(Attribute.PREFLIGHT_STATUS);
		return (status != null) ? status : 204;
	}

}
