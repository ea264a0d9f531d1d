package io.corspolicy.servlet;

import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;

import io.corspolicy.engine.HeaderWriter;
import io.corspolicy.engine.RequestReader;
import io.corspolicy.engine.Vary;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Servlet requests and responses as the engine sees them.
 */
enum ServletHeaders implements RequestReader<HttpServletRequest>, HeaderWriter<HttpServletResponse> {

	INSTANCE;

	@Override
	public String method(HttpServletRequest request) {
		return request.getMethod();
	}

	@Override
	public @Nullable String header(HttpServletRequest request, String name) {
		return request.getHeader(name);
	}

	@Override
	public Iterator<String> headers(HttpServletRequest request, String name) {
		// A container may deny access to headers with null.
		Enumeration<String> values = request.getHeaders(name);
		return (values != null) ? values.asIterator() : Collections.emptyIterator();
	}

	@Override
	public @Nullable String scheme(HttpServletRequest request) {
		return request.getScheme();
	}

	@Override
	public @Nullable String host(HttpServletRequest request) {
		return request.getServerName();
	}

	@Override
	public int port(HttpServletRequest request) {
		return request.getServerPort();
	}

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
