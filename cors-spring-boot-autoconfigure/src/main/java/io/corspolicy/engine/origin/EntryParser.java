package io.corspolicy.engine.origin;

import org.jspecify.annotations.Nullable;

/**
 * Parses entries of one kind.
 */
@FunctionalInterface
interface EntryParser {

	/** Corrections are derived from corrections only so many times. */
	int MAX_CORRECTIONS = 8;

	/**
	 * Parse an entry.
	 * @param entry the entry as it was written
	 * @throws MalformedEntryException if it is not a pattern of its kind
	 */
	void parse(String entry) throws MalformedEntryException;

	/**
	 * Follow corrections until one can be parsed.
	 * @param candidate the first correction, or {@code null} for none
	 * @return the entry, or {@code null} if there is none
	 */
	default @Nullable String corrected(@Nullable String candidate) {
		String current = candidate;
		for (int i = 0; i < MAX_CORRECTIONS && current != null; i++) {
			try {
				parse(current);
				return current;
			}
			catch (MalformedEntryException ex) {
				current = ex.correction();
			}
		}
		return null;
	}

}
