package io.corspolicy.engine.regex;

/**
 * A set of ASCII characters. An origin has no others.
 *
 * @param low those below 64, one bit each
 * @param high the others
 */
record AsciiSet(long low, long high) {

	static final AsciiSet NONE = new AsciiSet(0, 0);

	/** What a dot matches: anything but a line feed. */
	static final AsciiSet ANY = of('\n').inverse();

	static final AsciiSet DIGITS = range('0', '9');

	static final AsciiSet LETTERS = range('a', 'z').and(range('A', 'Z'));

	static AsciiSet of(int c) {
		return range(c, c);
	}

	/** Characters beyond ASCII are left out. */
	static AsciiSet range(int from, int to) {
		long low = 0;
		long high = 0;
		for (int c = from; c <= Math.min(to, 127); c++) {
			if (c < Long.SIZE) {
				low |= 1L << c;
			}
			else {
				high |= 1L << (c - Long.SIZE);
			}
		}
		return new AsciiSet(low, high);
	}

	static AsciiSet ofAll(String characters) {
		return characters.chars().mapToObj(AsciiSet::of).reduce(NONE, AsciiSet::and);
	}

	AsciiSet and(AsciiSet other) {
		return new AsciiSet(this.low | other.low, this.high | other.high);
	}

	/** The intersection. */
	AsciiSet common(AsciiSet other) {
		return new AsciiSet(this.low & other.low, this.high & other.high);
	}

	AsciiSet inverse() {
		return new AsciiSet(~this.low, ~this.high);
	}

	boolean contains(int c) {
		return (((c < Long.SIZE) ? this.low >>> c : this.high >>> (c - Long.SIZE)) & 1) != 0;
	}

	int size() {
		return Long.bitCount(this.low) + Long.bitCount(this.high);
	}

	/** The character of a set of one. */
	int first() {
		return (this.low != 0) ? Long.numberOfTrailingZeros(this.low)
				: Long.SIZE + Long.numberOfTrailingZeros(this.high);
	}

}
