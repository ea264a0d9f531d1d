package io.corspolicy.benchmarks;

import java.util.Locale;

/**
 * Writes numbers for people. What there is no number for is a dash.
 */
final class Numbers {

	private static final String NONE = "–";

	private Numbers() {
	}

	static String ratio(double ratio) {
		if (!Double.isFinite(ratio) || ratio < 0) {
			return NONE;
		}
		return String.format(Locale.ROOT, (ratio < 100) ? "%.1f" : "%,.0f", ratio);
	}

	static String whole(double number) {
		return Double.isFinite(number) ? String.format(Locale.ROOT, "%,.0f", number) : NONE;
	}

	static String nanoseconds(double nanoseconds) {
		return String.format(Locale.ROOT, (nanoseconds < 100) ? "%,.1f" : "%,.0f", nanoseconds);
	}

	static String bold(String text, boolean isBold) {
		return (isBold && !text.equals(NONE)) ? "**" + text + "**" : text;
	}

}
