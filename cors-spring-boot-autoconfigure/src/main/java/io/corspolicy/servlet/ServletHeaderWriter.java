package io.corspolicy.servlet;

import java.util.Collection;

import io.corspolicy.engine.HeaderWriter;
import io.corspolicy.engine.Vary;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Servlet responses as the engine sees them.
 */
enum ServletHeaderWriter implements HeaderWriter<HttpServletResponse> {

	INSTANCE;

	@Override
	public void set(HttpServletResponse response, String name, String value) {
		response.setHeader(name, value);
	}

	@Override
	public void addVary(HttpServletResponse response, String names) {
		Collection<String> present = response.getHeaders(Vary.NAME);
		response.setHeader(Vary.NAME, present.isEmpty() ? names : Vary.merge(names, present));
	}

}
