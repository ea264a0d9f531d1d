package io.corspolicy.test;

import java.io.IOException;

import jakarta.servlet.http.Cookie;

import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * Hands requests to {@link MockMvc}, or to the {@link MockMvcTester} around it. MockMvc
 * rethrows an unresolved exception of a handler: there is no container that would answer
 * 500.
 */
final class MockMvcTransport implements Transport {

	private final Performer performer;

	MockMvcTransport(MockMvc mockMvc) {
		this.performer = (builder) -> mockMvc.perform(builder).andReturn();
	}

	MockMvcTransport(MockMvcTester tester) {
		this.performer = (builder) -> {
			MvcTestResult result = tester.perform(builder);
			if (result.getUnresolvedException() != null) {
				throw result.getUnresolvedException();
			}
			return result.getMvcResult();
		};
	}

	@Override
	public WireResponse exchange(WireRequest request) throws IOException {
		MockHttpServletRequestBuilder builder = MockMvcRequestBuilders.request(HttpMethod.valueOf(request.method()),
				request.uri());
		for (HeaderList.Field field : request.fieldsWithoutCookies()) {
			builder.header(field.name(), field.value());
		}
		request.cookies().forEach((name, value) -> builder.cookie(new Cookie(name, value)));
		if (request.body() != null) {
			builder.content(request.body());
		}
		if (request.uri().getScheme().equals("https") && request.uri().getPort() < 0) {
			builder.with(MockMvcTransport::onDefaultPort);
		}
		return read(perform(builder));
	}

	/** MockMvc's own default is 80 for every scheme. */
	private static MockHttpServletRequest onDefaultPort(MockHttpServletRequest request) {
		request.setServerPort(443);
		return request;
	}

	private MockHttpServletResponse perform(MockHttpServletRequestBuilder builder) throws IOException {
		try {
			MvcResult result = this.performer.perform(builder);
			String contentType = result.getResponse().getContentType();
			boolean endless = contentType != null && WireResponse.isEventStream(contentType);
			if (result.getRequest().isAsyncStarted() && !endless) {
				result = this.performer.perform(MockMvcRequestBuilders.asyncDispatch(result));
			}
			return result.getResponse();
		}
		catch (IOException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException("MockMvc threw what a container would make an error page of", ex);
		}
	}

	private static WireResponse read(MockHttpServletResponse response) {
		HeaderList headers = HeaderList.empty();
		for (String name : response.getHeaderNames()) {
			for (String value : response.getHeaders(name)) {
				headers = headers.with(name, value);
			}
		}
		return new WireResponse(response.getStatus(), headers, response.getContentAsByteArray());
	}

	@FunctionalInterface
	private interface Performer {

		MvcResult perform(RequestBuilder builder) throws Exception;

	}

}
