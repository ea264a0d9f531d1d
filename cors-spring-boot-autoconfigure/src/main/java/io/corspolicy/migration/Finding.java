package io.corspolicy.migration;

/**
 * A CORS mechanism, as users know it.
 *
 * @param mechanism its kind
 * @param source the name of a class, a bean or a property
 */
public record Finding(Mechanism mechanism, String source) {

	@Override
	public String toString() {
		return this.mechanism + " of " + this.source;
	}

	/**
	 * The kinds of CORS mechanisms.
	 */
	public enum Mechanism {

		/** A servlet's {@code CorsFilter}, or a reactive {@code CorsWebFilter}. */
		FILTER("cors-filter"),

		/** What Spring Security's {@code http.cors()} reads. */
		SECURITY("spring-security"),

		/** A bean that no known component uses. */
		SOURCE("cors-configuration-source"),

		/** Mappings of a {@code WebMvcConfigurer} or a {@code WebFluxConfigurer}. */
		MAPPINGS("cors-mappings"),

		/** Annotated handlers. */
		CROSS_ORIGIN("cross-origin"),

		/** Mappings of Spring Data REST. */
		DATA_REST("data-rest"),

		/** Properties of Spring GraphQL. */
		GRAPHQL("graphql"),

		/** Spring Cloud Gateway, global and per route. */
		GATEWAY("gateway");

		private final String text;

		Mechanism(String text) {
			this.text = text;
		}

		/** Whether it applies only to known handlers. */
		boolean isBehindHandlers() {
			return this != FILTER && this != SECURITY && this != SOURCE;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
