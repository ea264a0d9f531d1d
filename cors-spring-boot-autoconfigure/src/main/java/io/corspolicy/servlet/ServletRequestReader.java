package io.corspolicy.servlet;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;

import io.corspolicy.path.RoutedRequestReader;
import io.corspolicy.path.TextPaths;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * Servlet requests as the engine and the registry see them.
 */
final class ServletRequestReader implements RoutedRequestReader<HttpServletRequest> {

	private final RequestPaths paths = new RequestPaths();

	@Override
	public String rawPath(HttpServletRequest request) {
		return request.getRequestURI();
	}

	@Override
	public int pathStart(HttpServletRequest request) {
		return this.paths.start(request);
	}

	@Override
	public PathContainer path(HttpServletRequest request) {
		return this.paths.pathWithinApplication(request);
	}

	@Override
	public boolean isForHandlers(HttpServletRequest request) {
		return this.paths.isForHandlers(request);
	}

	@Override
	public @Nullable String text(HttpServletRequest request, TextPaths paths) {
		return ((AntPaths) paths).lookupPath(request);
	}

	@Override
	public String servedPath(HttpServletRequest request) {
		return RequestPaths.servedPath(request);
	}

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

	/** Avoids allocating an iterator around the enumeration. */
	@Override
	public @Nullable String only(HttpServletRequest request, String name) {
		Enumeration<String> values = request.getHeaders(name);
		if (values == null || !values.hasMoreElements()) {
			return null;
		}
		String value = values.nextElement();
		return values.hasMoreElements() ? "" : value;
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

}
