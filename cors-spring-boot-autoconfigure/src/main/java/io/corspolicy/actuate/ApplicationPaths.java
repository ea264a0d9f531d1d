package io.corspolicy.actuate;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Where the application is served: what precedes its paths, and where its actuator
 * endpoints are.
 *
 * @param contextPath the context path, such as {@code /shop}, or an empty string
 * @param servletPath what the {@code DispatcherServlet} is mapped to after the context
 * path, such as {@code /rest}, or an empty string
 * @param endpointsElsewhere the base path of the actuator endpoints if they have a port
 * of their own, otherwise {@code null}
 */
public record ApplicationPaths(String contextPath, String servletPath, @Nullable String endpointsElsewhere) {

	/** Everything at the root, the endpoints too. */
	public static final ApplicationPaths ROOT = new ApplicationPaths("", "", null);

	/**
	 * What comes before a path within the application and must not be written in
	 * {@code paths}.
	 * @return the context path with the servlet path, and each of them, unless empty; the
	 * longest first
	 */
	public List<String> prefixes() {
		return Stream.of(this.contextPath + this.servletPath, this.contextPath, this.servletPath)
			.filter((prefix) -> !prefix.isEmpty())
			.distinct()
			.toList();
	}

	/**
	 * The prefix that a path or path pattern begins with, in whole segments.
	 * @param path the path or path pattern
	 * @return the prefix, or {@code null} if it begins with none
	 */
	public @Nullable String prefixOf(String path) {
		return prefixes().stream().filter((prefix) -> isBelow(path, prefix)).findFirst().orElse(null);
	}

	/**
	 * Whether a path or path pattern begins with the base path of endpoints that have a
	 * port of their own.
	 * @param path the path or path pattern, within the application
	 * @return whether it does
	 */
	public boolean namesEndpointsElsewhere(String path) {
		return this.endpointsElsewhere != null && !this.endpointsElsewhere.isEmpty()
				&& isBelow(path, this.endpointsElsewhere);
	}

	private static boolean isBelow(String path, String prefix) {
		return path.equals(prefix) || path.startsWith(prefix + "/");
	}

}
