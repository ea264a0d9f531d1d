package io.corspolicy.servlet;

import io.corspolicy.engine.HeaderWriter;
import io.corspolicy.engine.fetch.Vary;
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
		if (response.containsHeader(Vary.NAME)) {
			response.setHeader(Vary.NAME, Vary.merge(names, response.getHeaders(Vary.NAME)));
		}
		else {
			response.addHeader(Vary.NAME, names);
		}
	}

}
