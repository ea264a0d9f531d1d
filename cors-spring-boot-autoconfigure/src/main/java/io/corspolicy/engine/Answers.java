package io.corspolicy.engine;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The decisions of one policy on a path, all prepared. Only a preflight's answer that
 * repeats what was asked for is made for its request.
 */
final class Answers {

	private static final Set<DecisionReason> NOT_CORS = EnumSet.range(DecisionReason.NO_ORIGIN,
			DecisionReason.NAVIGATION);

	private static final Set<DecisionReason> REFUSALS = EnumSet.range(DecisionReason.ORIGIN_NOT_ALLOWED,
			DecisionReason.HEADERS_TOO_LONG);

	private final CompiledPolicy policy;

	private final PolicySet policies;

	private final PathTraits traits;

	private final @Nullable CorsDecision[] notCors;

	private final CorsDecision actualAllowed;

	private final @Nullable CorsDecision[] actualRefused;

	private final @Nullable CorsDecision[] actualRejected;

	/** Indexed by whether headers (1) and a private network (2) are asked for. */
	private final CorsDecision[] preflightAllowed;

	private final @Nullable CorsDecision[] preflightRefused;

	Answers(CompiledPolicy policy, PolicySet policies) {
		this.policy = policy;
		this.policies = policies;
		this.traits = policies.traits();
		HeaderBlock plain = traits.sendWithoutOrigin() ? allowedHeaders()
				: resourcePolicy().vary(traits.vary()).build();
		this.notCors = each(NOT_CORS, (reason) -> pass(CorsDecision.Kind.NOT_CORS, reason, plain));
		this.actualAllowed = pass(CorsDecision.Kind.ACTUAL, DecisionReason.ALLOWED, allowedHeaders());
		this.actualRejected = each(REFUSALS, (reason) -> reject(CorsDecision.Kind.ACTUAL, reason, 403, plain));
		this.actualRefused = traits.rejectDisallowed() ? this.actualRejected
				: each(REFUSALS, (reason) -> pass(CorsDecision.Kind.ACTUAL, reason, plain));
		HeaderBlock refused = resourcePolicy().vary(traits.preflightVary()).build();
		this.preflightRefused = each(REFUSALS, (reason) -> reject(CorsDecision.Kind.PREFLIGHT, reason, 403, refused));
		this.preflightAllowed = new CorsDecision[] { preflight(false, false), preflight(true, false),
				preflight(false, true), preflight(true, true) };
	}

	CompiledPolicy policy() {
		return this.policy;
	}

	/** The policies among which this one answers. */
	PolicySet policies() {
		return this.policies;
	}

	CorsDecision notCors(DecisionReason reason) {
		return get(this.notCors, reason);
	}

	CorsDecision actualAllowed() {
		return this.actualAllowed;
	}

	CorsDecision actualRefused(DecisionReason reason) {
		return get(this.actualRefused, reason);
	}

	/** An actual request that gets 403 whether the policy rejects or not. */
	CorsDecision actualRejected(DecisionReason reason) {
		return get(this.actualRejected, reason);
	}

	CorsDecision preflightAllowed(boolean headersAsked, boolean privateNetworkAsked) {
		return this.preflightAllowed[(headersAsked ? 1 : 0) + (privateNetworkAsked ? 2 : 0)];
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
		return get(this.preflightRefused, reason);
	}

	/**
	 * A request whose handler has these policies, while others decided: nothing is
	 * allowed.
	 * @param status the status to answer with, or 0 to pass the request on
	 */
	CorsDecision withheld(CorsDecision.Kind kind, DecisionReason reason, int status) {
		String vary = (kind == CorsDecision.Kind.PREFLIGHT) ? this.traits.preflightVary() : this.traits.vary();
		return reject(kind, reason, status, resourcePolicy().vary(vary).build());
	}

	/**
	 * A preflight that is refused for its method or a header, where the origin is
	 * allowed, as debug mode answers it: with a status and an origin that satisfy the
	 * browser, so that its console names what is missing from the lists.
	 */
	CorsDecision preflightIncomplete(DecisionReason reason, String method, boolean headersAsked) {
		boolean reflected = this.policy.allowsCredentials() && this.policy.methods().isAny();
		HeaderBlock headers = preflightHeaders(reflected ? method : this.policy.methods().rendered(),
				headersAsked ? this.policy.headers().rendered() : null, false, null);
		return reject(CorsDecision.Kind.PREFLIGHT, reason, 200, headers);
	}

	private CorsDecision preflight(boolean headersAsked, boolean privateNetworkAsked) {
		return preflight(this.policy.methods().rendered(), headersAsked ? this.policy.headers().rendered() : null,
				privateNetworkAsked);
	}

	private CorsDecision preflight(String methods, @Nullable String headers, boolean privateNetworkAsked) {
		HeaderBlock block = preflightHeaders(methods, headers, privateNetworkAsked, this.policy.maxAge());
		int status = this.policy.is(Attribute.FORWARD_PREFLIGHT) ? 0 : this.policy.preflightStatus();
		return new CorsDecision(CorsDecision.Kind.PREFLIGHT, DecisionReason.ALLOWED, this, status, block, null);
	}

	private HeaderBlock preflightHeaders(String methods, @Nullable String headers, boolean privateNetworkAsked,
			@Nullable String maxAge) {
		boolean privateNetwork = privateNetworkAsked && this.policy.is(Attribute.ALLOW_PRIVATE_NETWORK);
		return allowOrigin(resourcePolicy()).add(FieldNames.ALLOW_METHODS, methods)
			.add(FieldNames.ALLOW_HEADERS, headers)
			.add(FieldNames.MAX_AGE, maxAge)
			.add(FieldNames.ALLOW_PRIVATE_NETWORK, privateNetwork ? "true" : null)
			.vary(this.traits.preflightVary())
			.build();
	}

	private HeaderBlock allowedHeaders() {
		HeaderBlock.Builder headers = allowOrigin(resourcePolicy()).add(FieldNames.EXPOSE_HEADERS,
				this.policy.exposedHeaders());
		if (this.policy.is(Attribute.TIMING_ALLOW_ORIGIN)) {
			addOrigin(headers, FieldNames.TIMING_ALLOW_ORIGIN);
		}
		return headers.vary(this.traits.vary()).build();
	}

	private HeaderBlock.Builder allowOrigin(HeaderBlock.Builder headers) {
		addOrigin(headers, FieldNames.ALLOW_ORIGIN);
		return headers.add(FieldNames.ALLOW_CREDENTIALS, this.policy.allowsCredentials() ? "true" : null);
	}

	private void addOrigin(HeaderBlock.Builder headers, String name) {
		if (this.policy.allowsAnyOrigin()) {
			headers.add(name, "*");
		}
		else {
			headers.addOrigin(name);
		}
	}

	private HeaderBlock.Builder resourcePolicy() {
		CrossOriginResourcePolicy resourcePolicy = this.traits.resourcePolicy();
		return HeaderBlock.builder()
			.add(FieldNames.CROSS_ORIGIN_RESOURCE_POLICY, (resourcePolicy != null) ? resourcePolicy.value() : null);
	}

	private CorsDecision pass(CorsDecision.Kind kind, DecisionReason reason, HeaderBlock headers) {
		return new CorsDecision(kind, reason, this, 0, headers, null);
	}

	private CorsDecision reject(CorsDecision.Kind kind, DecisionReason reason, int status, HeaderBlock headers) {
		return new CorsDecision(kind, reason, this, status, headers, null);
	}

	/** Indexed by the reasons, which are few. */
	private static @Nullable CorsDecision[] each(Set<DecisionReason> reasons,
			Function<DecisionReason, CorsDecision> decision) {
		@Nullable CorsDecision[] decisions = new CorsDecision[DecisionReason.values().length];
		reasons.forEach((reason) -> decisions[reason.ordinal()] = decision.apply(reason));
		return decisions;
	}

	private static CorsDecision get(@Nullable CorsDecision[] decisions, DecisionReason reason) {
		return Objects.requireNonNull(decisions[reason.ordinal()]);
	}

}
