package io.corspolicy.engine;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.corspolicy.engine.fetch.FieldNames;
import io.corspolicy.engine.fetch.ForbiddenHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a request: which header fields to write, and whether to answer it or to
 * pass it on. Immutable, prepared with the policy and shared by all requests to which it
 * applies; only what reflects a request is made for it.
 */
public final class CorsDecision {

	/**
	 * The name of the attribute under which an application finds the decision on the
	 * current request: a servlet request's, or an exchange's. There is none where no
	 * policy answers.
	 */
	public static final String REQUEST_ATTRIBUTE = "io.corspolicy.engine.CorsDecision";

	/** The media type of {@link #body()} (RFC 9457). */
	public static final String BODY_TYPE = "application/problem+json";

	/** The status of what is rejected after the decision. */
	private static final int REJECTED = 403;

	private final Kind kind;

	private final DecisionReason reason;

	private final CompiledPolicy policy;

	/** The status to answer with, or 0 to pass the request on. */
	private final int status;

	private final RenderedHeaders headers;

	private final @Nullable String body;

	CorsDecision(Kind kind, DecisionReason reason, CompiledPolicy policy, int status, RenderedHeaders headers,
			@Nullable String body) {
		this.kind = kind;
		this.reason = reason;
		this.policy = policy;
		this.status = status;
		this.headers = headers;
		this.body = body;
	}

	/**
	 * What kind of request was decided on.
	 * @return the kind
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Why the decision came out as it did.
	 * @return the reason
	 */
	public DecisionReason reason() {
		return this.reason;
	}

	/**
	 * The policy that answered, or one of those that share the path if none fits.
	 * @return the policy's name
	 */
	public String policy() {
		return this.policy.name();
	}

	/**
	 * Whether this is a CORS request that the policy allows.
	 * @return {@code false} for refused requests and for those that are not CORS
	 */
	public boolean isAllowed() {
		return this.reason == DecisionReason.ALLOWED;
	}

	/**
	 * Whether the policy allows the request's origin, be it that it refuses the method or
	 * a header.
	 * @return {@code false} for requests that are not CORS, too
	 */
	public boolean isOriginAllowed() {
		return this.reason.isOriginAllowed();
	}

	/**
	 * Whether the request goes on to the application. Otherwise it is answered with
	 * {@link #status()} and {@link #body()}.
	 * @return whether the request goes on
	 */
	public boolean proceeds() {
		return this.status == 0;
	}

	/**
	 * Whether the request goes on with its {@code Origin}. An actual request that is
	 * allowed goes on without it if the policy says so: what is behind the filter then
	 * has nothing to decide on once more.
	 * @return {@code false} if the application must not see the field
	 */
	public boolean forwardsOrigin() {
		return this.kind != Kind.ACTUAL || !isAllowed() || this.policy.forwardsOrigin();
	}

	/**
	 * The status to answer with.
	 * @return a status code, or 0 if the request goes on
	 */
	public int status() {
		return this.status;
	}

	/**
	 * The body to answer with: a problem document (RFC 9457) in debug mode.
	 * @return JSON in ASCII, or {@code null} for an empty body
	 */
	public @Nullable String body() {
		return this.body;
	}

	/**
	 * The policy that answered, as the set of the path's policies has it.
	 * @return the policy
	 */
	public CompiledPolicy compiledPolicy() {
		return this.policy;
	}

	boolean hasHeadersOf(CorsDecision other) {
		return this.headers.isSameAs(other.headers);
	}

	/**
	 * Whether an earlier decision on the same request still applies, where this one was
	 * made by the policies of the request's handler: the same policy decided, and allows
	 * at least as much.
	 * @param earlier the earlier decision, with which the request went on, or
	 * {@code null} if no policy answered
	 * @return {@code false} if the earlier decision has to be {@link #withheld()}
	 */
	public boolean confirms(@Nullable CorsDecision earlier) {
		return earlier != null && proceeds() && policy().equals(earlier.policy())
				&& (isAllowed() || !earlier.isAllowed());
	}

	/**
	 * What is left of this decision if an earlier one was made on another path or by
	 * another method, and the request went on with it: what this one rejects is rejected
	 * with 403, and no page may read the response, because none of what was allowed
	 * before, in a preflight or with {@code Vary}, was about this handler.
	 * @return a decision that writes no field of the CORS protocol
	 */
	public CorsDecision withheld() {
		boolean rejected = !proceeds() && !isAllowed();
		CorsDecision withheld = without(this.headers.only(FieldNames.CROSS_ORIGIN_RESOURCE_POLICY),
				rejected ? REJECTED : 0);
		return (this.body != null) ? withheld.explained() : withheld;
	}

	/**
	 * This decision without anything that it writes, but for {@code Vary}: for a handler
	 * that has no policy.
	 * @return a decision that writes no field of the CORS protocol
	 */
	public CorsDecision withdrawn() {
		return without(RenderedHeaders.builder().vary(vary()).build(), 0);
	}

	/** This decision with what is left of its header fields. */
	private CorsDecision without(RenderedHeaders left, int status) {
		return new CorsDecision(this.kind, isAllowed() ? DecisionReason.HANDLER_CHANGED : this.reason, this.policy,
				status, left, null);
	}

	/** This decision, with a body that says why if it is a refusal. */
	CorsDecision explained() {
		return explained(this.reason.description());
	}

	/** This decision, with a body that says why in the given words. */
	CorsDecision explained(String detail) {
		if (proceeds() || isAllowed()) {
			return this;
		}
		String document = ProblemDocument.render(this.kind, this.reason, detail, this.status, policy());
		return new CorsDecision(this.kind, this.reason, this.policy, this.status, this.headers, document);
	}

	/**
	 * Write the decision's header fields to a response. Writing them again changes
	 * nothing.
	 * @param response the response
	 * @param origin the value of {@code Origin} with which the decision was made
	 * @param writer writes to the response
	 * @param <S> the type of the response
	 */
	public <S> void writeTo(S response, @Nullable String origin, HeaderWriter<S> writer) {
		this.headers.writeTo(response, origin, writer);
	}

	/**
	 * Whether a response has what {@link #writeTo} writes and nothing that the decision
	 * {@linkplain #forbids forbids}, so that neither has to be done again.
	 * @param fields the lines of the response's header fields
	 * @param origin the value of {@code Origin} with which the decision was made
	 * @return {@code false} if that is not so, or not certain
	 */
	public boolean isWritten(Iterator<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> fields,
			@Nullable String origin) {
		return this.headers.areWritten(fields, origin);
	}

	/**
	 * The decision's header fields as a map.
	 * @param origin the value of {@code Origin} with which the decision was made
	 * @return the fields, in the order in which they are written
	 */
	public Map<String, String> headers(@Nullable String origin) {
		return Collections.unmodifiableMap(this.headers.toMap(origin));
	}

	/**
	 * The names that the decision adds to {@code Vary}.
	 * @return the names, separated by commas, or {@code null} for none
	 */
	public @Nullable String vary() {
		return this.headers.vary();
	}

	/**
	 * Whether only the decision may set a response header field: every
	 * {@code Access-Control-*} field, however it is spelled, and whatever else the policy
	 * writes. Not {@code Vary}, to which others may add.
	 * @param name the field's name as it was given, which may be none at all
	 * @return whether others must leave the field alone
	 */
	public boolean governs(@Nullable String name) {
		return ForbiddenHeaders.isProtocol(name) || this.headers.contains(name);
	}

	/**
	 * Whether a response header field must not be there: an {@code Access-Control-*}
	 * field, however it is spelled, that the decision does not write.
	 * @param name the field's name as it was given, which may be none at all
	 * @return whether a response with the field has to be cleared of it
	 */
	public boolean forbids(@Nullable String name) {
		return ForbiddenHeaders.isProtocol(name) && !this.headers.contains(name);
	}

	/**
	 * The names of the fields that the decision writes, without {@code Vary}.
	 * @return an immutable list
	 */
	public List<String> names() {
		return this.headers.names();
	}

	@Override
	public String toString() {
		return this.kind + " " + this.reason + " by " + policy();
	}

	/**
	 * Kinds of requests.
	 */
	public enum Kind {

		/** Not a CORS request, as far as the policy is concerned. */
		NOT_CORS,

		/** A CORS request that is not a preflight. */
		ACTUAL,

		/** A CORS-preflight request (Fetch, "CORS-preflight request"). */
		PREFLIGHT

	}

}
