package io.corspolicy.servlet;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.fetch.Vary;
import io.corspolicy.registry.RequestDecider;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the decision's fields in the response, whatever the application does to its
 * headers: it can't change the fields that the decision governs, can only add to
 * {@code Vary}, and {@link #reset()} keeps both. If no policy answers, every change is
 * passed on, unless the request's handler turns out to have a policy.
 * <p>
 * Code that unwraps this response can bypass it. Such changes are corrected when the body
 * is begun through this response, or at the end of the filter chain, unless the response
 * is already committed.
 */
final class GuardedResponse extends HttpServletResponseWrapper {

	private final HttpServletRequest request;

	private final RequestDecider<HttpServletRequest> decider;

	private final @Nullable String origin;

	private @Nullable CorsDecision decision;

	private boolean reviewed;

	private boolean unwrapped;

	/**
	 * Guard a response.
	 * @param response the response
	 * @param request the request of the decision
	 * @param decider decides
	 * @param decision the decision, or {@code null} if no policy answers
	 * @param origin the origin of the decision
	 */
	GuardedResponse(HttpServletResponse response, HttpServletRequest request,
			RequestDecider<HttpServletRequest> decider, @Nullable CorsDecision decision, @Nullable String origin) {
		super(response);
		this.request = request;
		this.decider = decider;
		this.decision = decision;
		this.origin = origin;
	}

	/**
	 * Compare the decision with the policy of the handler that was chosen. Only the first
	 * handler counts: its dispatches keep the decision.
	 * @param now the request for which the handler was chosen
	 * @param handler describes the handler
	 * @return the decision from now on, or {@code null} if nothing changes
	 */
	@Nullable CorsDecision review(HttpServletRequest now, Supplier<String> handler) {
		if (this.reviewed) {
			return null;
		}
		this.reviewed = true;
		if (isUnchanged(now)) {
			return null;
		}
		CorsDecision overruling = (now instanceof FileRequest)
				? this.decider.overruleFile(this.decision, this.origin, now, handler)
				: this.decider.overrule(this.decision, this.origin, now, handler);
		if (overruling != null) {
			overrule(overruling);
		}
		return overruling;
	}

	/** For OPTIONS, header fields matter, too, and a filter may have changed those. */
	private boolean isUnchanged(HttpServletRequest now) {
		HttpServletRequest then = this.request;
		if (now == then || (now instanceof GuardedRequest guarded && guarded.getRequest() == then)) {
			return true;
		}
		return Objects.equals(then.getRequestURI(), now.getRequestURI()) && then.getMethod().equals(now.getMethod())
				&& !now.getMethod().equals("OPTIONS") && Objects.equals(then.getContextPath(), now.getContextPath())
				&& Objects.equals(then.getServletPath(), now.getServletPath());
	}

	/**
	 * Let another decision govern the response from now on. The fields that the first one
	 * and others wrote are removed.
	 */
	private void overrule(CorsDecision overruling) {
		HttpServletResponse response = own();
		if (!response.isCommitted()) {
			List<String> written = (this.decision != null) ? this.decision.names() : List.of();
			ResponseFields.remove(response,
					(name) -> overruling.governs(name) || written.stream().anyMatch(name::equalsIgnoreCase));
		}
		this.decision = overruling;
		writeDecision();
	}

	/**
	 * Write the decision's fields again, after headers were cleared.
	 */
	void writeDecision() {
		if (this.decision != null) {
			this.decision.writeTo(own(), this.origin, ServletHeaderWriter.INSTANCE);
		}
	}

	/**
	 * Correct what was written past this response, while that is possible.
	 */
	private void restoreIfUnwrapped() {
		if (this.unwrapped && this.decision != null && !isCommitted()) {
			ResponseFields.removeKeepingBody(own(), this.decision::forbids);
			writeDecision();
		}
	}

	/**
	 * The filter chain has returned. An asynchronous request continues on its own.
	 */
	void endOfChain() {
		if (this.unwrapped && !this.request.isAsyncStarted()) {
			restoreIfUnwrapped();
		}
	}

	private HttpServletResponse own() {
		return (HttpServletResponse) super.getResponse();
	}

	@Override
	public ServletResponse getResponse() {
		this.unwrapped = true;
		return super.getResponse();
	}

	@Override
	public void setHeader(String name, @Nullable String value) {
		if (Vary.NAME.equalsIgnoreCase(name)) {
			super.setHeader(name, withOwnVary(value));
		}
		else if (isFree(name)) {
			super.setHeader(name, value);
		}
	}

	@Override
	public void addHeader(String name, @Nullable String value) {
		if (this.decision != null && Vary.NAME.equalsIgnoreCase(name) && value != null) {
			super.setHeader(name, Vary.merge(String.join(",", getHeaders(name)), List.of(value)));
		}
		else if (isFree(name)) {
			super.addHeader(name, value);
		}
	}

	private @Nullable String withOwnVary(@Nullable String value) {
		String own = (this.decision != null) ? this.decision.vary() : null;
		if (own == null) {
			return value;
		}
		return (value != null) ? Vary.merge(own, List.of(value)) : own;
	}

	@Override
	public void setDateHeader(String name, long date) {
		if (isFree(name)) {
			super.setDateHeader(name, date);
		}
	}

	@Override
	public void addDateHeader(String name, long date) {
		if (isFree(name)) {
			super.addDateHeader(name, date);
		}
	}

	@Override
	public void setIntHeader(String name, int value) {
		if (isFree(name)) {
			super.setIntHeader(name, value);
		}
	}

	@Override
	public void addIntHeader(String name, int value) {
		if (isFree(name)) {
			super.addIntHeader(name, value);
		}
	}

	@Override
	public void setTrailerFields(Supplier<Map<String, String>> supplier) {
		super.setTrailerFields((supplier != null) ? () -> free(supplier.get()) : supplier);
	}

	private @Nullable Map<String, String> free(@Nullable Map<String, String> trailers) {
		if (trailers == null || trailers.keySet().stream().allMatch(this::isFree)) {
			return trailers;
		}
		Map<String, String> free = new HashMap<>(trailers);
		free.keySet().removeIf((name) -> !isFree(name));
		return free;
	}

	@Override
	public void reset() {
		super.reset();
		writeDecision();
	}

	@Override
	public ServletOutputStream getOutputStream() throws IOException {
		restoreIfUnwrapped();
		return super.getOutputStream();
	}

	@Override
	public PrintWriter getWriter() throws IOException {
		restoreIfUnwrapped();
		return super.getWriter();
	}

	@Override
	public void flushBuffer() throws IOException {
		restoreIfUnwrapped();
		super.flushBuffer();
	}

	@Override
	public void sendError(int status) throws IOException {
		restoreIfUnwrapped();
		super.sendError(status);
	}

	@Override
	public void sendError(int status, String message) throws IOException {
		restoreIfUnwrapped();
		super.sendError(status, message);
	}

	@Override
	public void sendRedirect(String location) throws IOException {
		restoreIfUnwrapped();
		super.sendRedirect(location);
	}

	private boolean isFree(@Nullable String name) {
		return this.decision == null || !this.decision.governs(name);
	}

}
