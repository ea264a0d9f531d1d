package io.corspolicy.handler;

import java.util.List;

import io.corspolicy.path.PathMatching;
import org.jspecify.annotations.Nullable;

/**
 * Handlers among which the application's dispatcher chooses in one step: one of Spring's
 * handler mappings.
 *
 * @param selection how one is chosen
 * @param matching how paths are read and matched
 * @param handlers the handlers in order
 * @param endpoints their paths' properties if they are actuator endpoints, or
 * {@code null} if they are not
 */
public record HandlerMappingModel(Selection selection, PathMatching matching, List<MappedHandler> handlers,
		@Nullable Endpoints endpoints) {

	/**
	 * Create a router.
	 */
	public HandlerMappingModel {
		handlers = List.copyOf(handlers);
	}

	/**
	 * How a handler is chosen.
	 */
	public enum Selection {

		/** The best match, as Spring MVC finds it. */
		SERVLET_MAPPING,

		/** The best match, as WebFlux finds it. */
		REACTIVE_MAPPING,

		/** The first match. */
		ROUTES

	}

	/**
	 * Actuator endpoints on the application's own port.
	 *
	 * @param basePath their base path
	 * @param ownCors whether they have CORS of their own
	 */
	public record Endpoints(String basePath, boolean ownCors) {
	}

}
