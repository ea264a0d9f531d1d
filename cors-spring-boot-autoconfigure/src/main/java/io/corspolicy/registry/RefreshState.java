package io.corspolicy.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How up to date the policies are: the state at one moment. Immutable.
 *
 * @param lastSuccess when the last refresh or check that succeeded began to ask the
 * sources, or {@code null} if none has: all changes before that time are applied
 * @param age how long ago that was, by a monotonic clock: no current policy is older. If
 * no refresh has succeeded, the time since the registry was created
 * @param lastFailure the last failure, also if a refresh has succeeded since, or
 * {@code null} if there was none
 * @param failing whether the latest refresh failed
 * @param running how long the oldest refresh has been going on that is not done, or
 * {@code null} if there is none
 * @param sources the sources, in the order in which they are asked
 */
public record RefreshState(@Nullable Instant lastSuccess, Duration age, @Nullable Failure lastFailure, boolean failing,
		@Nullable Duration running, List<Source> sources) {

	/**
	 * Create a state.
	 */
	public RefreshState {
		sources = List.copyOf(sources);
	}

	/**
	 * A refresh that failed. The policies stayed as they were.
	 *
	 * @param time when it failed
	 * @param sentence why, as a sentence without characters that act or hide, and of
	 * bounded length
	 */
	public record Failure(Instant time, String sentence) {

	}

	/**
	 * A source of policies.
	 *
	 * @param name the name of its class
	 * @param version the {@linkplain PolicySource#version() version} that applies, as
	 * safe text, or {@code null} if the source has none or was not read
	 * @param policies how many policies of the source apply
	 * @param missing whether the source could not be read at the start and was left out,
	 * and has not been read since
	 */
	public record Source(String name, @Nullable String version, int policies, boolean missing) {

	}

}
