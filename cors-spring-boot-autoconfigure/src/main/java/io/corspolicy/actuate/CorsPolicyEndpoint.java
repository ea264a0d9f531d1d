package io.corspolicy.actuate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.corspolicy.engine.BrowserRequest;
import io.corspolicy.engine.SafeText;
import io.corspolicy.migration.Migration;
import io.corspolicy.registry.CorsPolicyRegistry;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.lang.Nullable;

/**
 * The endpoint {@code cors}. Whoever reads it changes nothing. Its answers are plain
 * maps, because JSON mappers differ in how they order and name the components of anything
 * else; what is {@code null} is left out.
 */
// Spring Boot 3.5 takes a parameter for optional by this annotation alone, and later ones
// by any of its name.
@SuppressWarnings("deprecation")
@Endpoint(id = "cors")
public final class CorsPolicyEndpoint {

	/** The operation that explains a request, as it is in the path. */
	public static final String EXPLAIN = "explain";

	private static final String MIGRATION = "migration";

	/**
	 * Its parameter for the server's own origin. Over HTTP, on the application's port, it
	 * is by default the origin under which the endpoint was asked.
	 */
	public static final String SERVER = "server";

	private final CorsPolicyRegistry registry;

	private final ApplicationPaths paths;

	private final @Nullable Supplier<Migration> migration;

	/**
	 * Create an endpoint of an application that is served at the root.
	 * @param registry knows the policies
	 */
	public CorsPolicyEndpoint(CorsPolicyRegistry registry) {
		this(registry, ApplicationPaths.ROOT);
	}

	/**
	 * Create an endpoint.
	 * @param registry knows the policies
	 * @param paths where the application is served
	 */
	public CorsPolicyEndpoint(CorsPolicyRegistry registry, ApplicationPaths paths) {
		this(registry, paths, null);
	}

	/**
	 * Create an endpoint that also tells what else does CORS.
	 * @param registry knows the policies
	 * @param paths where the application is served
	 * @param migration finds what else does CORS, each time it is asked, or {@code null}
	 */
	public CorsPolicyEndpoint(CorsPolicyRegistry registry, ApplicationPaths paths,
			@Nullable Supplier<Migration> migration) {
		this.registry = registry;
		this.paths = paths;
		this.migration = migration;
	}

	/**
	 * All policies with their effective attributes and where each was written, all
	 * routes, and what was refused.
	 * @param policy the name of the one policy to tell of, or {@code null} for all
	 * @param origin a text that the entries of {@code allowed-origins} contain that are
	 * told, or {@code null} for all
	 * @param offset how many of these entries to leave out, by default none
	 * @param limit how many to tell, at most 1000 and by default 100
	 * @return the report
	 * @throws InvalidEndpointRequestException if {@code offset} or {@code limit} is no
	 * such number
	 */
	@ReadOperation
	public Map<String, Object> cors(@Nullable String policy, @Nullable String origin, @Nullable String offset,
			@Nullable String limit) {
		Excerpt excerpt = new Excerpt((origin != null) ? origin : "", number("offset", offset, 0, Integer.MAX_VALUE),
				number("limit", limit, Excerpt.DEFAULT_LIMIT, Excerpt.MAX_LIMIT));
		return new PolicyDocument(this.registry, excerpt).render(policy);
	}

	/**
	 * What a browser does with a request, and why; or what else in the application does
	 * CORS, as policies.
	 * @param operation {@code explain}, or {@code migration}, which takes no parameter
	 * @param origin the page's origin as browsers serialise it, or {@code null} for a
	 * request without one
	 * @param method the method
	 * @param path the path within the application. A context path or servlet path before
	 * it is taken off, and the answer says so
	 * @param headers the header fields that the page sets: names with commas between
	 * them, of which the last may be {@code name: value}, with whatever commas; several
	 * such texts where several have values
	 * @param credentials whether the page asks for cookies and other credentials,
	 * {@code true} or {@code false}, which is the default
	 * @param server the origin under which the application is reached: its pages need no
	 * CORS, and policies with {@code hosts} depend on it. {@code null} if it is not known
	 * @return the explanation or the migration, or {@code null} for any other operation
	 * @throws InvalidEndpointRequestException if something is missing, or no page could
	 * ask for the request
	 */
	@ReadOperation
	@Nullable
	public Map<String, Object> explain(@Selector String operation, @Nullable String origin, @Nullable String method,
			@Nullable String path, @Nullable Object headers, @Nullable String credentials, @Nullable String server) {
		if (operation.equals(MIGRATION) && this.migration != null) {
			return MigrationDocument.render(this.migration.get());
		}
		if (!operation.equals(EXPLAIN)) {
			return null;
		}
		String givenMethod = required("method", method, "such as GET");
		String givenPath = required("path", path, "the path within the application, such as /api/items");
		boolean withCredentials = flag("credentials", credentials);
		List<String> notes = new ArrayList<>();
		String within = within(givenPath, notes);
		try {
			BrowserRequest request = BrowserRequest
				.of((origin == null || origin.isBlank()) ? null : origin, givenMethod, within, fields(headers),
						withCredentials)
				.to((server == null || server.isBlank()) ? null : server);
			Map<String, Object> document = new ExplanationDocument(this.registry)
				.render(this.registry.explain(request));
			if (!notes.isEmpty()) {
				document.put("notes", notes);
			}
			return document;
		}
		catch (IllegalArgumentException ex) {
			throw invalid(String.valueOf(ex.getMessage()));
		}
	}

	private String within(String path, List<String> notes) {
		String within = path;
		String prefix = this.paths.prefixOf(path);
		if (prefix != null) {
			within = path.equals(prefix) ? "/" : path.substring(prefix.length());
			notes.add(SafeText.quoted(prefix) + " was taken off the path: it comes before every path within the"
					+ " application. What is explained is " + SafeText.quoted(within) + ".");
		}
		if (this.paths.namesEndpointsElsewhere(within)) {
			notes.add("The actuator endpoints have a port of their own, where cors.policies do not apply:"
					+ " management.endpoints.web.cors.* decides there. What is explained is the path on the"
					+ " application's port.");
		}
		return within;
	}

	/**
	 * Header fields have commas between them, and so have their values: what comes after
	 * a colon is one value.
	 */
	private static List<String> fields(@Nullable Object parameter) {
		Stream<?> texts = (parameter instanceof Collection<?> several) ? several.stream()
				: Stream.ofNullable(parameter);
		List<String> fields = new ArrayList<>();
		texts.map(String::valueOf).forEach((text) -> {
			int colon = text.indexOf(':');
			int start = 0;
			int comma = text.indexOf(',');
			while (comma >= 0 && (colon < 0 || comma < colon)) {
				fields.add(text.substring(start, comma));
				start = comma + 1;
				comma = text.indexOf(',', start);
			}
			fields.add(text.substring(start));
		});
		return fields;
	}

	private static String required(String name, @Nullable String value, String example) {
		if (value == null || value.isBlank()) {
			throw invalid("The parameter " + name + " is missing: " + example + ".");
		}
		return value;
	}

	private static boolean flag(String name, @Nullable String value) {
		if (value == null || value.isBlank() || value.equals("false")) {
			return false;
		}
		if (value.equals("true")) {
			return true;
		}
		throw invalid("The parameter " + name + " is true or false, not " + SafeText.quoted(value) + ".");
	}

	private static int number(String name, @Nullable String value, int defaultValue, int maximum) {
		if (value == null || value.isBlank()) {
			return defaultValue;
		}
		if (value.matches("[0-9]{1,10}") && Long.parseLong(value) <= maximum) {
			return Integer.parseInt(value);
		}
		throw invalid("The parameter " + name + " is a number from 0 to " + maximum + ", not " + SafeText.quoted(value)
				+ ".");
	}

	private static InvalidEndpointRequestException invalid(String message) {
		return new InvalidEndpointRequestException(message, message);
	}

}
