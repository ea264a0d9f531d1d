package io.corspolicy.servlet;

import java.io.IOException;

import io.corspolicy.registry.OnePolicy;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What no server does that runs in every build; all else is in the scenarios.
 */
class CorsPolicyFilterTests {

	private static final String APP = "https://app.example.com";

	private final CorsPolicyFilter filter = new CorsPolicyFilter(OnePolicy.of("/items", APP));

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/items");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	/**
	 * As Undertow does where an asynchronous request fails.
	 */
	@Test
	void anErrorsDispatchFindsItsHeadersAgainUnderItsWrappers() throws Exception {
		this.request.addHeader("Origin", APP);
		this.filter.doFilter(this.request, this.response, (request, guarded) -> {
			this.response.reset();
			this.request.setDispatcherType(DispatcherType.ERROR);
			dispatch(new HttpServletResponseWrapper((HttpServletResponse) guarded));
		});
		assertThat(this.response.getHeader("Access-Control-Allow-Origin")).isEqualTo(APP);
		assertThat(this.response.getHeaders("Vary")).containsExactly("Origin");
	}

	private void dispatch(HttpServletResponse response) throws IOException, ServletException {
		this.filter.doFilter(this.request, response, (request, passed) -> {
			assertThat(passed).isSameAs(response);
			response.setHeader("Access-Control-Allow-Origin", "*");
		});
	}

}
