package io.corspolicy.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * Lets the guarded response be the one that an asynchronous context has, where
 * {@link #startAsync()} would give it the container's own.
 */
final class GuardedRequest extends HttpServletRequestWrapper {

	private final GuardedResponse response;

	GuardedRequest(HttpServletRequest request, GuardedResponse response) {
		super(request);
		this.response = response;
	}

	@Override
	public AsyncContext startAsync() {
		return super.startAsync(this, this.response);
	}

}
