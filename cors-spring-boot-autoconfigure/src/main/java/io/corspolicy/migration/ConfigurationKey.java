package io.corspolicy.migration;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * A configuration without its methods, as a key: Spring's own has no {@code equals}.
 *
 * @param origins the origins
 * @param originPatterns the origin patterns
 * @param headers the request headers
 * @param exposed the response headers
 * @param credentials whether credentials are allowed
 * @param privateNetwork whether a private network is allowed
 * @param maxAge how long preflights are cached
 */
record ConfigurationKey(List<String> origins, List<String> originPatterns, List<String> headers, List<String> exposed,
		boolean credentials, boolean privateNetwork, @Nullable Long maxAge) {

	private static final ConfigurationKey NONE = new ConfigurationKey(List.of(), List.of(), List.of(), List.of(), false,
			false, null);

	static ConfigurationKey of(@Nullable CorsConfiguration configuration) {
		return (configuration == null) ? NONE : new ConfigurationKey(list(configuration.getAllowedOrigins()),
				list(configuration.getAllowedOriginPatterns()), list(configuration.getAllowedHeaders()),
				list(configuration.getExposedHeaders()), Boolean.TRUE.equals(configuration.getAllowCredentials()),
				Boolean.TRUE.equals(configuration.getAllowPrivateNetwork()), configuration.getMaxAge());
	}

	private static List<String> list(@Nullable List<String> values) {
		return (values != null) ? values.stream().distinct().toList() : List.of();
	}

}
