package io.corspolicy.reactive;

import java.net.URI;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import io.corspolicy.path.RoutedRequestReader;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Reactive requests as the engine and the registry see them.
 */
enum ReactiveRequestReader implements RoutedRequestReader<ServerHttpRequest> {

	INSTANCE;

	@Override
	public String rawPath(ServerHttpRequest request) {
		return request.getPath().value();
	}

	@Override
	public int pathStart(ServerHttpRequest request) {
		return request.getPath().contextPath().value().length();
	}

	@Override
	public PathContainer path(ServerHttpRequest request) {
		return request.getPath().pathWithinApplication();
	}

	/** WebFlux has only one dispatcher. */
	@Override
	public boolean isForHandlers(ServerHttpRequest request) {
		return true;
	}

	@Override
	public String method(ServerHttpRequest request) {
		return request.getMethod().name();
	}

	@Override
	public @Nullable String header(ServerHttpRequest request, String name) {
		return NettyHeaders.areOf(request) ? NettyHeaders.first(request, name) : request.getHeaders().getFirst(name);
	}

	@Override
	public @Nullable String only(ServerHttpRequest request, String name) {
		return NettyHeaders.areOf(request) ? NettyHeaders.only(request, name)
				: RoutedRequestReader.super.only(request, name);
	}

	@Override
	public Iterator<String> headers(ServerHttpRequest request, String name) {
		if (NettyHeaders.areOf(request)) {
			String only = NettyHeaders.only(request, name);
			if (only == null) {
				return Collections.emptyIterator();
			}
			if (!only.isEmpty()) {
				return List.of(only).iterator();
			}
		}
		List<String> values = HeaderValues.get(request.getHeaders(), name);
		return (values != null) ? values.iterator() : Collections.emptyIterator();
	}

	@Override
	public @Nullable String scheme(ServerHttpRequest request) {
		return request.getURI().getScheme();
	}

	@Override
	public @Nullable String host(ServerHttpRequest request) {
		URI uri = request.getURI();
		if (uri.getHost() != null) {
			return uri.getHost();
		}
		// java.net.URI returns no host if it has an underscore.
		String authority = uri.getRawAuthority();
		int port = (authority != null) ? authority.lastIndexOf(':') : -1;
		return (port >= 0) ? authority.substring(0, port) : authority;
	}

	@Override
	public int port(ServerHttpRequest request) {
		URI uri = request.getURI();
		String authority = uri.getRawAuthority();
		if (uri.getHost() != null || authority == null) {
			return uri.getPort();
		}
		try {
			return Integer.parseInt(authority, authority.lastIndexOf(':') + 1, authority.length(), 10);
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
