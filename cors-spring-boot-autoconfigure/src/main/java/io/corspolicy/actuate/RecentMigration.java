package io.corspolicy.actuate;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.corspolicy.migration.Migration;
import org.jspecify.annotations.Nullable;

/**
 * Caches the other CORS mechanisms for a short time: paging through a list or searching
 * it asks for the same again and again, which takes time with thousands of handlers.
 * Thread-safe.
 */
final class RecentMigration implements Supplier<Migration> {

	/** After this time they are searched for again. */
	static final Duration MAX_AGE = Duration.ofSeconds(10);

	private final Supplier<Migration> found;

	private final LongSupplier nanoTime;

	private volatile @Nullable Remembered last;

	/**
	 * Create a cache.
	 * @param found finds the mechanisms
	 * @param nanoTime a clock as {@link System#nanoTime()}
	 */
	RecentMigration(Supplier<Migration> found, LongSupplier nanoTime) {
		this.found = found;
		this.nanoTime = nanoTime;
	}

	@Override
	public Migration get() {
		long now = this.nanoTime.getAsLong();
		Remembered known = this.last;
		if (known == null || now - known.found() >= MAX_AGE.toNanos()) {
			known = new Remembered(this.found.get(), now);
			this.last = known;
		}
		return known.migration();
	}

	/**
	 * What was found.
	 *
	 * @param migration the mechanisms
	 * @param found when they were searched for
	 */
	private record Remembered(Migration migration, long found) {
	}

}
