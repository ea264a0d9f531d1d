package io.corspolicy.autoconfigure.report;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.corspolicy.migration.CorsLayers;
import org.jspecify.annotations.Nullable;

/**
 * Another CORS mechanism of the application, found at start-up.
 *
 * @param kind what it is
 * @param name what users know it by
 * @param paths patterns of its paths, or {@code null} if they are not known
 */
public record OtherMechanisms(Mechanism kind, String name, @Nullable Set<String> paths) {

	public static OtherMechanisms somewhere(Mechanism kind, String name) {
		return new OtherMechanisms(kind, name + " on unknown paths", null);
	}

	static OtherMechanisms on(Collection<String> paths, Mechanism kind, String name) {
		return new OtherMechanisms(kind, name, Set.copyOf(paths));
	}

	/**
	 * Finds one or several kinds of it without side effects: beans that do not exist yet
	 * are not created.
	 */
	@FunctionalInterface
	public interface Finder {

		List<OtherMechanisms> find();

		/**
		 * Describe what was found.
		 */
		default void collect(CorsLayers layers) {
		}

	}

	/**
	 * A kind of mechanism, and what to do about it.
	 */
	public enum Mechanism {

		/** Spring's filters. */
		FILTER("CORS filters",
				"They decide by rules of their own, on preflights too if they run before the policies do.",
				"remove them, and write what they allow under cors.policies."),

		/** What Spring Security and Spring's filters read. */
		SOURCE("CorsConfigurationSource beans",
				"Spring Security's http.cors() picks them up; they allow nothing beyond the policies, but may answer 403"
						+ " where a policy lets a request pass.",
				"remove them and http.cors(), and write what they allow under cors.policies."),

		/** Annotated handlers. */
		CROSS_ORIGIN("@CrossOrigin",
				"It allows nothing beyond the policies, but may answer 403 where a policy lets a request pass.",
				"remove @CrossOrigin there, and write what it allows under cors.policies."),

		/** Mappings of a {@code WebMvcConfigurer} or a {@code WebFluxConfigurer}. */
		MAPPING("CORS mappings",
				"They allow nothing beyond the policies, but may answer 403 where a policy lets a request pass.",
				"remove them from addCorsMappings, and write what they allow under cors.policies."),

		/** Properties of Spring Cloud Gateway. */
		GATEWAY("CORS of Spring Cloud Gateway",
				"It allows nothing beyond the policies, but may answer 403 where a policy lets a request pass.",
				"remove the properties, and write what they allow under cors.policies."),

		/** A WebSocket endpoint that the server answers before any filter. */
		RSOCKET("RSocket over WebSocket",
				"Reactor Netty answers there before any filter runs: no policy checks the handshake's Origin or"
						+ " writes a header.",
				"give RSocket a port of its own (spring.rsocket.server.port) behind a proxy that checks Origin, or"
						+ " authenticate every connection by something that browsers do not add by themselves.");

		private final String title;

		private final String effect;

		private final String fix;

		Mechanism(String title, String effect, String fix) {
			this.title = title;
			this.effect = effect;
			this.fix = fix;
		}

		String title() {
			return this.title;
		}

		String effect() {
			return this.effect;
		}

		String fix() {
			return this.fix;
		}

	}

}
