package io.corspolicy.engine;

/**
 * What the engine's hash tables share: they hold no nodes, are half empty at least, and
 * are asked for a part of a text whose hash is made on the way.
 */
final class OpenAddressing {

	private OpenAddressing() {
	}

	/**
	 * The size of a table.
	 * @param entries how many entries it is to hold
	 * @return a power of two, at least twice as many
	 */
	static int size(int entries) {
		return Integer.highestOneBit(Math.max(1, entries) * 4 - 1);
	}

	/**
	 * Where the search for a hash begins.
	 */
	static int slot(int hash, int size) {
		int spread = hash * 0x9E3779B9;
		return (spread ^ (spread >>> 15)) & (size - 1);
	}

	/**
	 * Where the search goes on.
	 */
	static int next(int slot, int size) {
		return (slot + 1) & (size - 1);
	}

	static int hash(String text, int start, int end) {
		int hash = 0;
		for (int i = start; i < end; i++) {
			hash = step(hash, text.charAt(i));
		}
		return hash;
	}

	static int step(int hash, char c) {
		return hash * 31 + c;
	}

}
