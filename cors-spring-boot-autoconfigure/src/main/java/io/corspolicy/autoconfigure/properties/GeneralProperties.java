package io.corspolicy.autoconfigure.properties;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The properties that belong to no policy, as {@link CorsProperties} describes them.
 *
 * @param enabled whether CORS requests are handled
 * @param debug whether refused preflights say why
 * @param filterOrder order of the filter
 * @param refreshInterval how often policies are read anew, or {@code null} for never
 * @param startWithoutSources whether a source that fails does not stop the start
 */
public record GeneralProperties(boolean enabled, boolean debug, int filterOrder, @Nullable Duration refreshInterval,
		boolean startWithoutSources) {

	public static final int FILTER_ORDER = Integer.MIN_VALUE + 100;

	/** What is in effect if nothing is written. */
	static final GeneralProperties UNSET = new GeneralProperties(true, false, FILTER_ORDER, null, false);

	/** A shorter interval would be a busy loop. */
	static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

	/** A longer one is never. */
	static final Duration LONGEST_INTERVAL = Duration.ofDays(365);

	static boolean isInterval(Duration duration) {
		return duration.compareTo(SHORTEST_INTERVAL) >= 0 && duration.compareTo(LONGEST_INTERVAL) <= 0;
	}

}
