package io.corspolicy.engine.host;

import org.jspecify.annotations.Nullable;

/**
 * The encoding of international labels in host names
 * (<a href="https://www.rfc-editor.org/rfc/rfc3492">RFC 3492</a>). {@link java.net.IDN}
 * can't tell whether a label is valid: it implements IDNA 2003 only.
 */
public final class Punycode {

	/**
	 * The prefix of an encoded label
	 * (<a href="https://www.rfc-editor.org/rfc/rfc5890">RFC 5890</a>,
	 * <a href="https://www.rfc-editor.org/rfc/rfc5890#section-2.3.2.1">"A-label"</a>).
	 */
	public static final String PREFIX = "xn--";

	private static final int BASE = 36;

	private static final int T_MIN = 1;

	private static final int T_MAX = 26;

	private static final int SKEW = 38;

	private static final int DAMP = 700;

	private static final int INITIAL_BIAS = 72;

	private static final int INITIAL_N = 0x80;

	private Punycode() {
	}

	/**
	 * Decode a label.
	 * @param label a label in lower case that begins with {@link #PREFIX}
	 * @return the decoded label, or {@code null} if it is invalid
	 */
	public static @Nullable String decode(String label) {
		String input = label.substring(PREFIX.length());
		int delimiter = input.lastIndexOf('-');
		StringBuilder output = new StringBuilder((delimiter > 0) ? input.substring(0, delimiter) : "");
		int position = (delimiter > 0) ? delimiter + 1 : 0;
		int length = output.length();
		int n = INITIAL_N;
		int bias = INITIAL_BIAS;
		long i = 0;
		while (position < input.length()) {
			long start = i;
			long weight = 1;
			for (int k = BASE;; k += BASE) {
				int digit = (position < input.length()) ? digit(input.charAt(position++)) : -1;
				if (digit < 0) {
					return null;
				}
				i += digit * weight;
				int threshold = threshold(k, bias);
				if (i > Integer.MAX_VALUE) {
					return null;
				}
				if (digit < threshold) {
					break;
				}
				weight *= BASE - threshold;
				if (weight > Integer.MAX_VALUE) {
					return null;
				}
			}
			length++;
			bias = adapt((int) (i - start), length, start == 0);
			long next = n + i / length;
			i %= length;
			if (next > Character.MAX_CODE_POINT || isSurrogate((int) next)) {
				return null;
			}
			n = (int) next;
			output.insert(output.offsetByCodePoints(0, (int) i), Character.toChars(n));
			i++;
		}
		return output.isEmpty() ? null : output.toString();
	}

	/**
	 * Encode a label.
	 * @param label a label in Unicode
	 * @return the label as it is part of an origin
	 */
	static String encode(String label) {
		int[] points = label.codePoints().toArray();
		StringBuilder output = new StringBuilder();
		label.codePoints().filter((point) -> point < INITIAL_N).forEach(output::appendCodePoint);
		int basic = output.length();
		if (basic == points.length) {
			return label;
		}
		if (basic > 0) {
			output.append('-');
		}
		int n = INITIAL_N;
		int bias = INITIAL_BIAS;
		int delta = 0;
		for (int handled = basic; handled < points.length; n++, delta++) {
			int next = Integer.MAX_VALUE;
			for (int point : points) {
				next = (point >= n && point < next) ? point : next;
			}
			delta += (next - n) * (handled + 1);
			n = next;
			for (int point : points) {
				if (point < n) {
					delta++;
				}
				else if (point == n) {
					append(output, delta, bias);
					bias = adapt(delta, handled + 1, handled == basic);
					delta = 0;
					handled++;
				}
			}
		}
		return PREFIX + output;
	}

	private static void append(StringBuilder output, int delta, int bias) {
		int rest = delta;
		for (int k = BASE;; k += BASE) {
			int threshold = threshold(k, bias);
			if (rest < threshold) {
				output.append(character(rest));
				return;
			}
			output.append(character(threshold + (rest - threshold) % (BASE - threshold)));
			rest = (rest - threshold) / (BASE - threshold);
		}
	}

	private static int threshold(int k, int bias) {
		return Math.max(T_MIN, Math.min(T_MAX, k - bias));
	}

	/**
	 * Section 6.1.
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc3492#section-6.1">RFC 3492, 6.1</a>
	 */
	private static int adapt(int delta, int points, boolean first) {
		int rest = first ? delta / DAMP : delta / 2;
		rest += rest / points;
		int k = 0;
		while (rest > (BASE - T_MIN) * T_MAX / 2) {
			rest /= BASE - T_MIN;
			k += BASE;
		}
		return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
	}

	private static int digit(char c) {
		if (c >= 'a' && c <= 'z') {
			return c - 'a';
		}
		return (c >= '0' && c <= '9') ? c - '0' + 26 : -1;
	}

	private static char character(int digit) {
		return (char) ((digit < 26) ? 'a' + digit : '0' + digit - 26);
	}

	private static boolean isSurrogate(int point) {
		return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
	}

}
