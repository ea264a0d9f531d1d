package io.corspolicy.migration;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * Configurations by path: what one of Spring's {@code CorsConfigurationSource}s answers.
 *
 * @param entries the patterns that it knows, in its order. One that computes its answers
 * has {@code /**} alone, without a configuration
 * @param lookup asks it for a path
 */
public record CorsByPath(List<Mapping> entries, Function<String, @Nullable CorsConfiguration> lookup) {

	/**
	 * Create configurations by path.
	 */
	public CorsByPath {
		entries = List.copyOf(entries);
	}

	/**
	 * One that computes its answers.
	 * @param finding what users know it by
	 * @param lookup asks it
	 * @return configurations by path
	 */
	public static CorsByPath computed(Finding finding, Function<String, @Nullable CorsConfiguration> lookup) {
		return new CorsByPath(List.of(new Mapping("/**", null, finding)), lookup);
	}

	boolean isComputed() {
		return this.entries.stream().anyMatch((entry) -> entry.configuration() == null);
	}

	/** Where a configuration that was looked up comes from. */
	Finding origin(CorsConfiguration configuration) {
		return this.entries.stream()
			.filter((entry) -> entry.configuration() == configuration)
			.findFirst()
			.orElse(this.entries.get(0))
			.finding();
	}

	/**
	 * A pattern.
	 *
	 * @param pattern the pattern
	 * @param configuration what holds there, or {@code null} where it is computed
	 * @param finding what users know it by
	 */
	public record Mapping(String pattern, @Nullable CorsConfiguration configuration, Finding finding) {
	}

}
