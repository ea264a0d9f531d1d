package io.corspolicy.test;

import java.io.IOException;

import jakarta.servlet.http.Cookie;

import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/**
 * Hands requests to {@link MockMvc}. What a handler throws and nobody resolves, MockMvc
 * throws, too: there is no container that would make a 500 of it.
 */
final class MockMvcTransport implements Transport {

	private static final String COOKIE = "Cookie";

	private final MockMvc mockMvc;

	MockMvcTransport(MockMvc mockMvc) {
		this.mockMvc = mockMvc;
	}

	@Override
	public WireResponse exchange(WireRequest request) throws IOException {
		MockHttpServletRequestBuilder builder = MockMvcRequestBuilders.request(HttpMethod.valueOf(request.method()),
				request.uri());
		for (HeaderList.Field field : request.headers().without(COOKIE).fields()) {
			builder.header(field.name(), field.value());
		}
		String cookies = request.headers().get(COOKIE);
		if (cookies != null) {
			for (String cookie : cookies.split("; ")) {
				String[] parts = cookie.split("=", 2);
				builder.cookie(new Cookie(parts[0], parts[1]));
			}
		}
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
			MvcResult result = this.mockMvc.perform(builder).andReturn();
			String contentType = result.getResponse().getContentType();
			boolean endless = contentType != null && WireResponse.isEventStream(contentType);
			if (result.getRequest().isAsyncStarted() && !endless) {
				result = this.mockMvc.perform(MockMvcRequestBuilders.asyncDispatch(result)).andReturn();
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

}
