package io.corspolicy.engine.table;

import java.util.SplittableRandom;

/**
 * What the hash tables share that requests are looked up in: they hold no nodes, are half
 * empty at least, and are asked for a part of a text whose hash is made on the way.
 * <p>
 * The hash is a polynomial over the text's characters whose multiplier is drawn anew in
 * every process. Whoever chooses the texts, such as the tenants whose origins are
 * configured, can't choose them so that they collide, as they could with the published
 * multiplier of {@link String#hashCode()}. It has 64 bits because shorter ones give way
 * to texts that collide under every odd multiplier (Thue and Morse's sequence).
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
	 * @param entries how many entries it is to hold
	 * @return a power of two, at least twice as many
	 */
	public static int size(int entries) {
		return Integer.highestOneBit(Math.max(1, entries) * 4 - 1);
	}

	/**
	 * Where the search for a hash begins.
	 * @param hash the hash
	 * @param size the table's {@linkplain #size size}
	 * @return a slot
	 */
	public static int slot(long hash, int size) {
		return spread(hash) & (size - 1);
	}

	/**
	 * Where the search goes on.
	 * @param slot a slot that holds something else
	 * @param size the table's {@linkplain #size size}
	 * @return the next slot
	 */
	public static int next(int slot, int size) {
		return (slot + 1) & (size - 1);
	}

	/**
	 * The hash of a text's part: what {@link #step} comes to, but four characters at a
	 * time, whose products do not wait for each other.
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
	 * The hash of a text that goes on.
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
	 * A hash code for keys of several texts, which the JDK's maps can't order and so must
	 * not find under one hash.
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
