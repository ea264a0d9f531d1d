package io.corspolicy.registry;

import java.util.Collections;
import java.util.Iterator;

import io.corspolicy.path.RoutedRequestReader;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * Requests that are nothing but a path, all of them sent to one host.
 */
public class PlainPathReader implements RoutedRequestReader<String> {

	private final @Nullable String host;

	public PlainPathReader() {
		this(null);
	}

	public PlainPathReader(@Nullable String host) {
		this.host = host;
	}

	@Override
	public String rawPath(String request) {
		return request;
	}

	@Override
	public int pathStart(String request) {
		return 0;
	}

	@Override
	public PathContainer path(String request) {
		return PathContainer.parsePath(request);
	}

	@Override
	public boolean isForHandlers(String request) {
		return true;
	}

	@Override
	public String method(String request) {
		return "GET";
	}

	@Override
	public @Nullable String header(String request, String name) {
		return null;
	}

	@Override
	public Iterator<String> headers(String request, String name) {
		return Collections.emptyIterator();
	}

	@Override
	public @Nullable String scheme(String request) {
		return null;
	}

	@Override
	public @Nullable String host(String request) {
		return this.host;
	}

	@Override
	public int port(String request) {
		return -1;
	}

}
