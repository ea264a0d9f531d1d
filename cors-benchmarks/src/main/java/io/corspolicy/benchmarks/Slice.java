package io.corspolicy.benchmarks;

/**
 * What some requests in a row have cost.
 *
 * @param nanoseconds processor time a request
 * @param bytes bytes allocated a request
 */
record Slice(double nanoseconds, double bytes) {

	private static final String START = "slice ";

	static boolean isIn(String line) {
		return line.startsWith(START);
	}

	static Slice parse(String line) {
		String[] numbers = line.substring(START.length()).split(" ");
		return new Slice(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
	}

	String line() {
		return START + this.nanoseconds + " " + this.bytes;
	}

}
