package io.corspolicy.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import io.corspolicy.engine.CorsDecision;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RequestDecider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.WebUtils;

/**
 * Asks for a decision on each request and applies it. The decision on a request applies
 * to all of its dispatches: a forward, an asynchronous one, or an error's, for which most
 * containers use a response that is not guarded and may have been reset.
 */
public final class CorsPolicyFilter implements Filter {

	private static final String ORIGIN_ATTRIBUTE = CorsPolicyFilter.class.getName() + ".origin";

	private final RequestDecider<HttpServletRequest> decider;

	/**
	 * Create a filter.
	 * @param registry knows the policies
	 */
	public CorsPolicyFilter(CorsPolicyRegistry registry) {
		this.decider = registry.decider(new ServletRequestReader());
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (request instanceof HttpServletRequest httpRequest && response instanceof HttpServletResponse httpResponse) {
			doFilter(httpRequest, httpResponse, chain);
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		GuardedResponse guarded = WebUtils.getNativeResponse(response, GuardedResponse.class);
		if (guarded == null && request.getDispatcherType() == DispatcherType.REQUEST) {
			firstDispatch(request, response, chain);
		}
		else {
			laterDispatch(request, response, guarded, chain);
		}
	}

	private void firstDispatch(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		String origin = this.decider.origin(request);
		CorsDecision decision = this.decider.decide(origin, request);
		if (decision == null) {
			chain.doFilter(request, new GuardedResponse(response, request, this.decider, null, origin));
			return;
		}
		request.setAttribute(CorsDecision.REQUEST_ATTRIBUTE, decision);
		if (!decision.forwardsOrigin()) {
			request.setAttribute(ORIGIN_ATTRIBUTE, origin);
		}
		apply(decision, origin, request, response, chain);
	}

	private void laterDispatch(HttpServletRequest request, HttpServletResponse response,
			@Nullable GuardedResponse guarded, FilterChain chain) throws IOException, ServletException {
		CorsDecision decision = (CorsDecision) request.getAttribute(CorsDecision.REQUEST_ATTRIBUTE);
		boolean error = request.getDispatcherType() == DispatcherType.ERROR;
		if (guarded != null) {
			if (error) {
				// Undertow clears the headers of an asynchronous request that fails, and
				// then dispatches the response with all its wrappers.
				guarded.writeDecision();
			}
			chain.doFilter(forwarded(request, decision), response);
			return;
		}
		if (decision == null) {
			chain.doFilter(request, response);
			return;
		}
		if (error) {
			// Fields that were written past the guard of the failed request.
			ResponseFields.removeKeepingBody(response, decision::forbids);
		}
		apply(decision, rememberedOrigin(request), request, response, chain);
	}

	private void apply(CorsDecision decision, @Nullable String origin, HttpServletRequest request,
			HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
		decision.writeTo(response, origin, ServletHeaderWriter.INSTANCE);
		if (decision.proceeds()) {
			GuardedResponse guarded = new GuardedResponse(response, request, this.decider, decision, origin);
			chain.doFilter(new GuardedRequest(forwarded(request, decision), guarded), guarded);
			guarded.endOfChain();
		}
		else {
			answer(response, decision);
		}
	}

	/**
	 * The origin of the decision: the request of a later dispatch may lack it.
	 */
	private @Nullable String rememberedOrigin(HttpServletRequest request) {
		String remembered = (String) request.getAttribute(ORIGIN_ATTRIBUTE);
		return (remembered != null) ? remembered : this.decider.origin(request);
	}

	private static HttpServletRequest forwarded(HttpServletRequest request, @Nullable CorsDecision decision) {
		boolean unchanged = decision == null || decision.forwardsOrigin()
				|| WebUtils.getNativeRequest(request, OriginlessRequest.class) != null;
		return unchanged ? request : new OriginlessRequest(request);
	}

	static void answer(HttpServletResponse response, CorsDecision decision) throws IOException {
		response.setStatus(decision.status());
		String body = decision.body();
		if (body != null) {
			byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
			response.setContentType(CorsDecision.BODY_TYPE);
			response.setContentLength(bytes.length);
			response.getOutputStream().write(bytes);
		}
	}

}
