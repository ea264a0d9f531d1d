package io.corspolicy.path;

import io.corspolicy.engine.fetch.RequestReader;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * Reads the facts on which a decision depends and the request's path, which determines
 * the policies.
 *
 * @param <R> the type of the requests
 */
public interface RoutedRequestReader<R> extends RequestReader<R> {

	/**
	 * The path as it was sent, without the query.
	 * @param request the request
	 * @return the path, not decoded and not normalised
	 */
	String rawPath(R request);

	/**
	 * Where in the {@linkplain #rawPath raw path} the path within the application begins.
	 * @param request the request
	 * @return an index, or -1 if only {@link #path} can tell
	 */
	int pathStart(R request);

	/**
	 * The path within the application.
	 * @param request the request
	 * @return the path, as the application's router parses it
	 */
	PathContainer path(R request);

	/**
	 * The path within the application if the application's router matches texts.
	 * @param request the request
	 * @param paths how they are matched
	 * @return the text that the router matches, or {@code null} if it can't read the path
	 */
	default @Nullable String text(R request, TextPaths paths) {
		return paths.text(path(request));
	}

	/**
	 * Whether the application's dispatcher serves the request, so that its handlers'
	 * policies apply.
	 * @param request the request
	 * @return {@code false} if something else serves it, such as another servlet
	 */
	boolean isForHandlers(R request);

	/**
	 * The path by which the container chose something else than the application's
	 * dispatcher: within the application, decoded and normalised. Called only if the
	 * request is not {@linkplain #isForHandlers for handlers}.
	 * @param request the request
	 * @return the path
	 */
	default String servedPath(R request) {
		return path(request).value();
	}

}
