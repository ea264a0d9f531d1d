package io.corspolicy.migration;

/**
 * Something that does CORS, as users know it.
 *
 * @param mechanism what it is
 * @param source the name of a class, a bean or a property
 */
public record Finding(Mechanism mechanism, String source) {

	@Override
	public String toString() {
		return this.mechanism + " of " + this.source;
	}

	/**
	 * What does CORS.
	 */
	public enum Mechanism {

		/** A servlet's {@code CorsFilter}, or a reactive {@code CorsWebFilter}. */
		FILTER("cors-filter"),

		/** What Spring Security's {@code http.cors()} reads. */
		SECURITY("spring-security"),

		/** A bean that nothing is known to read. */
		SOURCE("cors-configuration-source"),

		/** Mappings of a {@code WebMvcConfigurer} or a {@code WebFluxConfigurer}. */
		MAPPINGS("cors-mappings"),

		/** Annotated handlers. */
		CROSS_ORIGIN("cross-origin"),

		/** Mappings of Spring Data REST. */
		DATA_REST("data-rest"),

		/** Properties of Spring GraphQL. */
		GRAPHQL("graphql"),

		/** Spring Cloud Gateway, all of it and single routes. */
		GATEWAY("gateway");

		private final String text;

		Mechanism(String text) {
			this.text = text;
		}

		/** Whether handlers are known when it is asked: it says nothing elsewhere. */
		boolean isBehindHandlers() {
			return this != FILTER && this != SECURITY && this != SOURCE;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

}
