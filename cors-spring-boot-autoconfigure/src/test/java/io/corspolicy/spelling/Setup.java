package io.corspolicy.spelling;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.springframework.util.ReflectionUtils;

/**
 * What of an application may change who serves a path.
 */
enum Setup {

	DEFAULT,

	CASE_INSENSITIVE(Feature.CASE_INSENSITIVE),

	/** In Spring Framework 6 only. */
	TRAILING_SLASH(Feature.TRAILING_SLASH),

	ANT(Feature.ANT),

	ANT_CASE_INSENSITIVE(Feature.ANT, Feature.CASE_INSENSITIVE),

	/** In Spring Framework 6 only. */
	ANT_TRAILING_SLASH(Feature.ANT, Feature.TRAILING_SLASH),

	/** Paths are matched as they are written, encoded and with their parameters. */
	ANT_RAW_PATHS(Feature.ANT, Feature.RAW_PATHS),

	SERVLET_PREFIX(Feature.SERVLET_PREFIX, Feature.RAW_SERVLET),

	CONTEXT_PATH(Feature.CONTEXT_PATH),

	SECOND_DISPATCHER(Feature.SECOND_DISPATCHER),

	RAW_SERVLET(Feature.RAW_SERVLET),

	/** Filters that change path or method, before the policies' filter. */
	FILTERS_AHEAD(Feature.FILTERS_AHEAD),

	/** The same behind it. */
	FILTERS_BEHIND(Feature.FILTERS_BEHIND),

	EVERYTHING(Feature.CONTEXT_PATH, Feature.SERVLET_PREFIX, Feature.SECOND_DISPATCHER, Feature.RAW_SERVLET,
			Feature.CASE_INSENSITIVE);

	/** Where servlets are needed. */
	private static final Set<Feature> SERVLETS = Set.of(Feature.ANT, Feature.SERVLET_PREFIX, Feature.SECOND_DISPATCHER,
			Feature.RAW_SERVLET);

	private final Set<Feature> features;

	Setup(Feature... features) {
		this.features = new TreeSet<>(List.of(features));
	}

	boolean has(Feature feature) {
		return this.features.contains(feature);
	}

	boolean runsOn(Server server) {
		return (server.isServlet() || this.features.stream().noneMatch(SERVLETS::contains))
				&& (!has(Feature.TRAILING_SLASH) || Feature.supportsTrailingSlash());
	}

	/**
	 * Whether only a handler tells which policy should have decided, so that none answers
	 * where another one did.
	 */
	boolean mayFailClosed() {
		return has(Feature.FILTERS_BEHIND);
	}

	/**
	 * What the paths of the main handlers begin with.
	 */
	String prefix(Server server) {
		return contextPath() + ((server.isServlet() && has(Feature.SERVLET_PREFIX)) ? "/mvc" : "");
	}

	String contextPath() {
		return has(Feature.CONTEXT_PATH) ? "/app" : "";
	}

	List<String> properties() {
		return this.features.stream().flatMap((feature) -> feature.properties.stream()).toList();
	}

	/**
	 * One thing of these.
	 */
	enum Feature {

		CASE_INSENSITIVE, TRAILING_SLASH, ANT("spring.mvc.pathmatch.matching-strategy=ant_path_matcher"), RAW_PATHS,
		SERVLET_PREFIX("spring.mvc.servlet.path=/mvc"),
		CONTEXT_PATH("server.servlet.context-path=/app", "spring.webflux.base-path=/app"), SECOND_DISPATCHER,
		RAW_SERVLET, FILTERS_AHEAD, FILTERS_BEHIND("spring.mvc.hiddenmethod.filter.enabled=true",
				"spring.webflux.hiddenmethod.filter.enabled=true");

		private final List<String> properties;

		Feature(String... properties) {
			this.properties = List.of(properties);
		}

		private static boolean supportsTrailingSlash() {
			return ReflectionUtils.findMethod(org.springframework.web.util.pattern.PathPatternParser.class,
					"setMatchOptionalTrailingSeparator", boolean.class) != null;
		}

	}

}
