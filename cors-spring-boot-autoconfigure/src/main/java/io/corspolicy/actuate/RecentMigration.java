package io.corspolicy.actuate;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.corspolicy.migration.Migration;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for a short while what else does CORS: whoever turns the pages of a list, or
 * searches it, asks for the same again and again, and with thousands of handlers that
 * takes time. Thread-safe.
 */
final class RecentMigration implements Supplier<Migration> {

	/** What is asked for later is found anew. */
	static final Duration MAX_AGE = Duration.ofSeconds(10);

	private final Supplier<Migration> found;

	private final LongSupplier nanoTime;

	private volatile @Nullable Remembered last;

	/**
	 * Create a memory.
	 * @param found finds what does CORS
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
	 * @param migration what does CORS
	 * @param found when that was asked for
	 */
	private record Remembered(Migration migration, long found) {
	}

}
