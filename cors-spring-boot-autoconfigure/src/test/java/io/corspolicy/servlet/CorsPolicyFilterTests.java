package io.corspolicy.servlet;

import java.io.IOException;
import java.util.List;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What no server does that runs in every build; all else is in the scenarios.
 */
class CorsPolicyFilterTests {

	private static final String APP = "https://app.example.com";

	private final CorsPolicyFilter filter = new CorsPolicyFilter(registry());

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

	private static CorsPolicyRegistry registry() {
		PolicyDefinition policy = new PolicyDefinition("items", List.of("/items"),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(APP)));
		CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> List.of(policy)),
				() -> PathPatternParser.defaultInstance);
		registry.refresh();
		return registry;
	}

}
