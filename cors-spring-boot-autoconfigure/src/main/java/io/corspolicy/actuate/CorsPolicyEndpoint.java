package io.corspolicy.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.corspolicy.engine.explain.BrowserRequest;
import io.corspolicy.engine.text.SafeText;
import io.corspolicy.migration.Migration;
import io.corspolicy.registry.CorsPolicyRegistry;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.lang.Nullable;

/**
 * The endpoint {@code cors}. It is read-only. Its answers are plain maps, because JSON
 * mappers differ in how they order and name the components of anything else; {@code null}
 * values are left out.
 */
// Spring Boot 3.5 treats a parameter as optional only with this annotation, later lines
// with any annotation of this name.
@SuppressWarnings("deprecation")
@Endpoint(id = CorsPolicyEndpoint.ID)
public final class CorsPolicyEndpoint {

	/** The endpoint's id. */
	public static final String ID = "cors";

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

	/** For lists that are read in pages. */
	private final @Nullable Supplier<Migration> recentMigration;

	private final Predicate<String> inProperties;

	/**
	 * Create an endpoint.
	 * @param registry knows the policies
	 * @param paths where the application is served
	 * @param migration finds other CORS mechanisms on every call, or {@code null}
	 * @param inProperties whether the policy of a name is written under
	 * {@code cors.policies}, so that a change of it can be written there
	 */
	public CorsPolicyEndpoint(CorsPolicyRegistry registry, ApplicationPaths paths,
			@Nullable Supplier<Migration> migration, Predicate<String> inProperties) {
		this.registry = registry;
		this.paths = paths;
		this.migration = migration;
		this.recentMigration = (migration != null) ? new RecentMigration(migration, System::nanoTime) : null;
		this.inProperties = inProperties;
	}

	/**
	 * All policies with their effective attributes and where each was written, all
	 * routes, and the latest refused requests.
	 * @param policy the name of the only policy to return, or {@code null} for all
	 * @param origin a text that the returned entries of {@code allowed-origins} contain,
	 * or {@code null} for all
	 * @param offset how many of these entries to leave out, by default none
	 * @param limit how many to return, at most 1000 and by default 100
	 * @return the report
	 * @throws InvalidEndpointRequestException if {@code offset} or {@code limit} is not
	 * such a number
	 */
	@ReadOperation
	public Map<String, Object> cors(@Nullable String policy, @Nullable String origin, @Nullable String offset,
			@Nullable String limit) {
		Excerpt excerpt = new Excerpt((origin != null) ? origin : "",
				Parameters.number("offset", offset, 0, Integer.MAX_VALUE),
				Parameters.number("limit", limit, Excerpt.DEFAULT_LIMIT, Excerpt.MAX_LIMIT));
		return new PolicyDocument(this.registry, excerpt).render(policy);
	}

	/**
	 * What a browser does with a request, and why; a part of a list; or the application's
	 * other CORS mechanisms, written as policies.
	 * @param operation {@code explain}; or {@code policies}, {@code routes},
	 * {@code refused} (the latest refused requests) or {@code mechanisms} (other CORS
	 * mechanisms) for a part of a list; or {@code state} or {@code migration}, which take
	 * no parameter
	 * @param origin the page's origin as browsers serialise it, or {@code null} for a
	 * request without one
	 * @param method the method
	 * @param path the path within the application. A context path or servlet path before
	 * it is taken off, and the answer says so
	 * @param headers the header fields that the page sets: names separated by commas, of
	 * which the last may be {@code name: value} with any commas; several such texts if
	 * several have values
	 * @param credentials whether the page asks for cookies and other credentials,
	 * {@code true} or {@code false}, which is the default
	 * @param server the origin under which the application is reached: its pages need no
	 * CORS, and policies with {@code hosts} depend on it. {@code null} if it is not known
	 * @param policy of a list: the name of the only policy to return, or {@code null} for
	 * all
	 * @param q of a list: a text that the returned entries contain, case-insensitive, or
	 * {@code null} for all
	 * @param offset of a list: how many of these entries to leave out, by default none
	 * @param limit of a list: how many to return, at most 1000 and by default 100
	 * @return the answer, or {@code null} for any other operation
	 * @throws InvalidEndpointRequestException if a parameter is missing or not a number,
	 * or no page could send the request
	 */
	// The actuator binds operation parameters one by one, by name, and knows no object
	// with
	// several: so there are eleven. The same media types as over HTTP, so that the
	// operation
	// there replaces this one.
	@ReadOperation(producesFrom = CorsPolicyEndpointWebExtension.Form.class)
	@Nullable
	public Map<String, Object> explain(@Selector String operation, @Nullable String origin, @Nullable String method,
			@Nullable String path, @Nullable Object headers, @Nullable String credentials, @Nullable String server,
			@Nullable String policy, @Nullable String q, @Nullable String offset, @Nullable String limit) {
		return switch (operation) {
			case EXPLAIN -> explanation(origin, method, path, headers, credentials, server);
			case "state" -> new StateDocument(this.registry, this.paths).render();
			case "policies" -> new ListDocument(this.registry, policy, q, offset, limit).policies();
			case "routes" -> new ListDocument(this.registry, policy, q, offset, limit).routes();
			case "refused" -> new ListDocument(this.registry, policy, q, offset, limit).refused();
			case MIGRATION -> (this.migration != null) ? MigrationDocument.render(this.migration.get()) : null;
			case "mechanisms" -> mechanisms(new ListDocument(this.registry, policy, q, offset, limit));
			default -> null;
		};
	}

	private @Nullable Map<String, Object> mechanisms(ListDocument list) {
		return (this.recentMigration != null) ? list.mechanisms(this.recentMigration.get()) : null;
	}

	private Map<String, Object> explanation(@Nullable String origin, @Nullable String method, @Nullable String path,
			@Nullable Object headers, @Nullable String credentials, @Nullable String server) {
		String givenMethod = Parameters.required("method", method, "such as GET");
		String givenPath = Parameters.required("path", path, "the path within the application, such as /api/items");
		boolean withCredentials = Parameters.flag("credentials", credentials);
		List<String> notes = new ArrayList<>();
		String within = within(givenPath, notes);
		try {
			BrowserRequest request = BrowserRequest
				.of((origin == null || origin.isBlank()) ? null : origin, givenMethod, within,
						Parameters.fields(headers), withCredentials)
				.to((server == null || server.isBlank()) ? null : server);
			Map<String, Object> document = new ExplanationDocument(this.registry, this.inProperties)
				.render(this.registry.explain(request));
			if (!notes.isEmpty()) {
				document.put("notes", notes);
			}
			return document;
		}
		catch (IllegalArgumentException ex) {
			throw Parameters.invalid(String.valueOf(ex.getMessage()));
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

}
