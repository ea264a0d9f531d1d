package io.corspolicy.engine.host;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Host names written in Unicode. Browsers encode them by
 * <a href="https://www.unicode.org/reports/tr46/">UTS 46</a>, non-transitionally
 * (<a href="https://url.spec.whatwg.org/#concept-domain-to-ascii">URL, "domain to
 * ASCII"</a>), which the JDK does not implement. Its IDNA 2003 maps some letters
 * differently, and so to domains of other owners ({@code straße.de}); therefore a name is
 * encoded only if neither changes it.
 */
public final class InternationalNames {

	/** The deviations of UTS 46, and the capital letter of one of them. */
	private static final String DEVIATIONS = "\u00df\u03c2\u1e9e\u200c\u200d";

	private InternationalNames() {
	}

	/**
	 * Encode a host.
	 * @param host the host, some of whose letters are not ASCII
	 * @return the host as browsers send it, or {@code null} if it is ambiguous
	 */
	public static @Nullable String encode(String host) {
		StringBuilder encoded = new StringBuilder();
		for (String label : host.split("\\.", -1)) {
			String ascii = label.isEmpty() ? null : encodeLabel(lowerCase(label));
			if (ascii == null) {
				return null;
			}
			encoded.append(encoded.isEmpty() ? "" : ".").append(ascii);
		}
		return encoded.toString();
	}

	private static @Nullable String encodeLabel(String label) {
		if (label.chars().allMatch((c) -> c < 0x80)) {
			return label;
		}
		if (!isPlain(label)) {
			return null;
		}
		String encoded = Punycode.encode(label);
		try {
			// Without unassigned code points: their mapping may differ in later versions.
			return IDN.toASCII(label).equals(encoded) ? encoded : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Letters and digits that no mapping changes, in one direction.
	 */
	private static boolean isPlain(String label) {
		return Normalizer.isNormalized(label, Normalizer.Form.NFKC) && label.equals(label.toLowerCase(Locale.ROOT))
				&& label.chars().noneMatch((c) -> DEVIATIONS.indexOf(c) >= 0)
				&& (isInOneDirection(label, false) || isInOneDirection(label, true)) && !isMark(label.codePointAt(0))
				&& !label.startsWith("-") && !label.endsWith("-") && !label.startsWith("--", 2);
	}

	private static boolean isInOneDirection(String label, boolean rightToLeft) {
		return label.codePoints().allMatch((point) -> {
			byte direction = Character.getDirectionality(point);
			boolean strong = direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
					|| direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
			return rightToLeft ? strong && Character.isLetter(point)
					: !strong && (Character.isLetterOrDigit(point) || isMark(point) || point == '-');
		});
	}

	private static boolean isMark(int point) {
		int type = Character.getType(point);
		return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
	}

	/** ASCII letters only: others may map to several. */
	private static String lowerCase(String label) {
		StringBuilder lowerCase = new StringBuilder(label);
		for (int i = 0; i < label.length(); i++) {
			char c = label.charAt(i);
			lowerCase.setCharAt(i, (c >= 'A' && c <= 'Z') ? (char) (c + 'a' - 'A') : c);
		}
		return lowerCase.toString();
	}

}
