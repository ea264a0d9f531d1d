package io.corspolicy.registry;

import io.corspolicy.path.RoutedRequestReader;
import io.corspolicy.path.TextPaths;
import org.jspecify.annotations.Nullable;

import org.springframework.http.server.PathContainer;

/**
 * A path as each of the application's handler mappings reads it.
 */
interface RequestedPath {

	/** As mappings read it that match parsed paths. */
	PathContainer parsed();

	/**
	 * The path as mappings that match texts read it.
	 * @return the text, or {@code null} if they can't read it
	 */
	@Nullable String text(TextPaths paths);

	/** A path without a request. */
	static RequestedPath of(PathContainer path) {
		return new RequestedPath() {

			@Override
			public PathContainer parsed() {
				return path;
			}

			@Override
			public String text(TextPaths paths) {
				return paths.text(path);
			}

		};
	}

	/** The path of a request. */
	static <R> RequestedPath of(R request, RoutedRequestReader<R> reader) {
		return new RequestedPath() {

			@Override
			public PathContainer parsed() {
				return reader.path(request);
			}

			@Override
			public @Nullable String text(TextPaths paths) {
				return reader.text(request, paths);
			}

		};
	}

}
