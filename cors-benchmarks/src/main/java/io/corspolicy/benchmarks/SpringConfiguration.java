package io.corspolicy.benchmarks;

import java.time.Duration;
import java.util.List;

import org.springframework.web.cors.CorsConfiguration;

/**
 * Policies as Spring's own filters take them.
 */
public final class SpringConfiguration {

	private SpringConfiguration() {
	}

	/**
	 * Translate a policy.
	 * @param policy the policy
	 * @return Spring's configuration; a regular expression becomes the pattern that
	 * Spring has for it
	 */
	public static CorsConfiguration of(Policy policy) {
		CorsConfiguration configuration = new CorsConfiguration();
		if (policy.hasPatterns()) {
			configuration
				.setAllowedOriginPatterns(policy.origins().stream().map(SpringConfiguration::pattern).toList());
		}
		else {
			configuration.setAllowedOrigins(policy.origins());
		}
		configuration.setAllowedMethods(Policy.METHODS);
		configuration.setAllowedHeaders(policy.headers());
		configuration.setExposedHeaders(List.of(Policy.EXPOSED_HEADER));
		configuration.setAllowCredentials(policy.credentials());
		configuration.setMaxAge(Duration.ofSeconds(Policy.MAX_AGE));
		return configuration;
	}

	private static String pattern(String origin) {
		return origin.startsWith("~") ? origin.substring(1).replace("[a-z.]+", "*").replace("\\", "") : origin;
	}

}
