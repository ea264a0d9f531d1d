package io.corspolicy.engine.table;

import java.util.SplittableRandom;

/**
 * What the hash tables for requests share: they have no nodes, are at least half empty,
 * and look up a part of a text whose hash is computed on the way.
 * <p>
 * The hash is a polynomial over the text's characters whose multiplier is random in every
 * process. An attacker who chooses the texts, such as a tenant whose origins are
 * configured, can't make them collide, as would be possible with the known multiplier of
 * {@link String#hashCode()}. It has 64 bits because with fewer some texts collide under
 * every odd multiplier (Thue and Morse's sequence).
 */
public final class OpenAddressing {

	private static final long MULTIPLIER = new SplittableRandom().nextLong() | 1;

	private static final long SQUARE = MULTIPLIER * MULTIPLIER;

	private static final long CUBE = SQUARE * MULTIPLIER;

	private static final long FOURTH_POWER = CUBE * MULTIPLIER;

	private OpenAddressing() {
	}

	/**
	 * The size of a table.
	 * @param entries the number of entries
	 * @return a power of two, at least twice as many
	 */
	public static int size(int entries) {
		return Integer.highestOneBit(Math.max(1, entries) * 4 - 1);
	}

	/**
	 * The first slot for a hash.
	 * @param hash the hash
	 * @param size the table's {@linkplain #size size}
	 * @return a slot
	 */
	public static int slot(long hash, int size) {
		return spread(hash) & (size - 1);
	}

	/**
	 * The next slot of a search.
	 * @param slot a slot with another entry
	 * @param size the table's {@linkplain #size size}
	 * @return the next slot
	 */
	public static int next(int slot, int size) {
		return (slot + 1) & (size - 1);
	}

	/**
	 * The hash of a text's part: the result of {@link #step}, but four characters at a
	 * time, whose products are independent.
	 */
	public static long hash(String text, int start, int end) {
		long hash = 0;
		int i = start;
		for (; i < end - 3; i += 4) {
			hash = hash * FOURTH_POWER + text.charAt(i) * CUBE + text.charAt(i + 1) * SQUARE
					+ text.charAt(i + 2) * MULTIPLIER + text.charAt(i + 3);
		}
		for (; i < end; i++) {
			hash = step(hash, text.charAt(i));
		}
		return hash;
	}

	/**
	 * The hash of a text extended by a character.
	 * @param hash the hash so far, at first 0
	 * @param c the text's next character
	 * @return the hash with it
	 */
	public static long step(long hash, char c) {
		return hash * MULTIPLIER + c;
	}

	/**
	 * The hash of two texts, which is not the one of both as one text.
	 * @param one the hash of one of them
	 * @param other the hash of the other one
	 * @return a hash
	 */
	public static long combine(long one, long other) {
		return mix(one) * MULTIPLIER + other;
	}

	/**
	 * A hash code for keys of several texts, which the JDK's maps can't order, so that
	 * they must not collide.
	 * @param texts the texts
	 * @return the hash code
	 */
	public static int hashCode(String... texts) {
		long hash = 0;
		for (String text : texts) {
			hash = combine(hash, hash(text, 0, text.length()));
		}
		return spread(hash);
	}

	/** Its upper half depends on all bits of the hash. */
	private static long mix(long hash) {
		return (hash ^ (hash >>> 32)) * 0x9E3779B97F4A7C15L;
	}

	private static int spread(long hash) {
		return (int) (mix(hash) >>> 32);
	}

}
