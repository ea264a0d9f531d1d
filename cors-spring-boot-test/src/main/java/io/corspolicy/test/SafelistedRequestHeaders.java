package io.corspolicy.test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Request headers that need no preflight
 * (<a href="https://fetch.spec.whatwg.org/#cors-safelisted-request-header">Fetch,
 * "CORS-safelisted request-header"</a>).
 */
final class SafelistedRequestHeaders {

	/** The most bytes of one value. */
	private static final int LONGEST_VALUE = 128;

	/** The most bytes of all safelisted values together. */
	private static final int LONGEST_TOTAL = 1024;

	private static final String UNSAFE_MARKS = "\"():<>?@[\\]{}\u007F";

	private static final String LANGUAGE_MARKS = " *,-.;=";

	private static final Set<String> FORM_TYPES = Set.of("application/x-www-form-urlencoded", "multipart/form-data",
			"text/plain");

	private SafelistedRequestHeaders() {
	}

	static boolean isSafelisted(String name, String value) {
		if (value.length() > LONGEST_VALUE) {
			return false;
		}
		return switch (name.toLowerCase(Locale.ROOT)) {
			case "accept" -> !containsUnsafeByte(value);
			case "accept-language", "content-language" -> isLanguage(value);
			case "content-type" -> !containsUnsafeByte(value) && FORM_TYPES.contains(essence(value));
			case "range" -> isRange(value);
			default -> false;
		};
	}

	/**
	 * <a href=
	 * "https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names">"CORS-unsafe
	 * request-header names"</a>: in lower case, sorted, each of them once.
	 */
	static List<String> unsafeNames(HeaderList headers) {
		List<String> unsafe = new ArrayList<>();
		List<String> potentiallyUnsafe = new ArrayList<>();
		int total = 0;
		for (HeaderList.Field field : headers.fields()) {
			if (!isSafelisted(field.name(), field.value())) {
				unsafe.add(field.name());
			}
			else {
				potentiallyUnsafe.add(field.name());
				total += field.value().length();
			}
		}
		if (total > LONGEST_TOTAL) {
			unsafe.addAll(potentiallyUnsafe);
		}
		return unsafe.stream().map((name) -> name.toLowerCase(Locale.ROOT)).distinct().sorted().toList();
	}

	/**
	 * <a href=
	 * "https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte">"CORS-unsafe
	 * request-header byte"</a>.
	 */
	private static boolean containsUnsafeByte(String value) {
		return value.chars()
			.anyMatch((character) -> (character < 0x20 && character != '\t') || UNSAFE_MARKS.indexOf(character) >= 0);
	}

	private static boolean isLanguage(String value) {
		return value.chars()
			.allMatch((character) -> FieldSyntax.isDigit(character) || (character >= 'A' && character <= 'Z')
					|| (character >= 'a' && character <= 'z') || LANGUAGE_MARKS.indexOf(character) >= 0);
	}

	/**
	 * The essence of a media type
	 * (<a href="https://mimesniff.spec.whatwg.org/#parse-a-mime-type">MIME Sniffing,
	 * "parse a MIME type"</a>), or an empty text for failure. Parameters are ignored:
	 * none makes parsing fail.
	 */
	private static String essence(String value) {
		int slash = value.indexOf('/');
		if (slash < 0) {
			return "";
		}
		String type = value.substring(0, slash);
		int semicolon = value.indexOf(';', slash);
		String subtype = FieldSyntax.trim(value.substring(slash + 1, (semicolon < 0) ? value.length() : semicolon));
		if (!FieldSyntax.isToken(type) || !FieldSyntax.isToken(subtype)) {
			return "";
		}
		return (type + "/" + subtype).toLowerCase(Locale.ROOT);
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#simple-range-header-value">"Parse a single
	 * range header value"</a> without white space, and with a start, because browsers
	 * never sent {@code bytes=-500} for pages.
	 */
	private static boolean isRange(String value) {
		String unit = "bytes=";
		int hyphen = value.indexOf('-');
		if (!value.startsWith(unit) || hyphen < 0) {
			return false;
		}
		String start = value.substring(unit.length(), hyphen);
		String end = value.substring(hyphen + 1);
		if (!FieldSyntax.isNumber(start)) {
			return false;
		}
		return end.isEmpty()
				|| (FieldSyntax.isNumber(end) && new BigInteger(start).compareTo(new BigInteger(end)) <= 0);
	}

}
