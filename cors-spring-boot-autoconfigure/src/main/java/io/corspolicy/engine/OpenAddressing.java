package io.corspolicy.engine;

/**
 * What the hash tables share that requests are looked up in: they hold no nodes, are half
 * empty at least, and are asked for a part of a text whose hash is made on the way.
 */
public final class OpenAddressing {

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
	public static int slot(int hash, int size) {
		int spread = hash * 0x9E3779B9;
		return (spread ^ (spread >>> 15)) & (size - 1);
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

	static int hash(String text, int start, int end) {
		int hash = 0;
		for (int i = start; i < end; i++) {
			hash = step(hash, text.charAt(i));
		}
		return hash;
	}

	/**
	 * The hash of a text that goes on, which is the one of {@link String#hashCode()}.
	 * @param hash the hash so far, at first 0
	 * @param c the text's next character
	 * @return the hash with it
	 */
	public static int step(int hash, char c) {
		return hash * 31 + c;
	}

}
