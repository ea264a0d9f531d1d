package io.corspolicy.servlet;

import java.util.List;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.Vary;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was decided in the response, whatever the application does to its headers:
 * it can't touch the fields that the decision governs, can only add to {@code Vary}, and
 * finds both again after a {@link #reset()}.
 */
final class GuardedResponse extends HttpServletResponseWrapper {

	private final CorsDecision decision;

	private final @Nullable String origin;

	GuardedResponse(HttpServletResponse response, CorsDecision decision, @Nullable String origin) {
		super(response);
		this.decision = decision;
		this.origin = origin;
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
		if (Vary.NAME.equalsIgnoreCase(name) && value != null) {
			super.setHeader(name, Vary.merge(String.join(",", getHeaders(name)), List.of(value)));
		}
		else if (isFree(name)) {
			super.addHeader(name, value);
		}
	}

	private @Nullable String withOwnVary(@Nullable String value) {
		String own = this.decision.vary();
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
	public void reset() {
		super.reset();
		writeDecision();
	}

	/**
	 * Write what was decided once more, to headers that have been cleared.
	 */
	void writeDecision() {
		this.decision.writeTo((HttpServletResponse) getResponse(), this.origin, ServletHeaderWriter.INSTANCE);
	}

	private boolean isFree(String name) {
		return !this.decision.governs(name);
	}

}
