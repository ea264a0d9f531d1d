package io.corspolicy.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * Makes the guarded response the one of an asynchronous context, since
 * {@link #startAsync()} would use the container's own.
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
