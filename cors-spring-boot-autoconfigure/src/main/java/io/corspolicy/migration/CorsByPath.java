package io.corspolicy.migration;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;

/**
 * Configurations by path: the content of one of Spring's
 * {@code CorsConfigurationSource}s.
 *
 * @param entries its patterns, in its order. One that computes its answers has
 * {@code /**} alone, without a configuration
 * @param lookup looks up a path in it
 */
public record CorsByPath(List<Mapping> entries, Function<String, @Nullable CorsConfiguration> lookup) {

	/**
	 * Create configurations by path.
	 */
	public CorsByPath {
		entries = List.copyOf(entries);
	}

	/**
	 * A source that computes its answers.
	 * @param finding its name for users
	 * @param lookup looks up a path in it
	 * @return configurations by path
	 */
	public static CorsByPath computed(Finding finding, Function<String, @Nullable CorsConfiguration> lookup) {
		return new CorsByPath(List.of(new Mapping("/**", null, finding)), lookup);
	}

	boolean isComputed() {
		return this.entries.stream().anyMatch((entry) -> entry.configuration() == null);
	}

	/** The origin of a configuration that was looked up. */
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
	 * @param configuration its configuration, or {@code null} if it is computed
	 * @param finding its name for users
	 */
	public record Mapping(String pattern, @Nullable CorsConfiguration configuration, Finding finding) {
	}

}
