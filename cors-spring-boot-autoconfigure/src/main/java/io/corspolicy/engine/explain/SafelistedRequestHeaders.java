package io.corspolicy.engine.explain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.corspolicy.engine.AllowedMethods;
import io.corspolicy.engine.explain.BrowserRequest.Header;
import io.corspolicy.engine.fetch.FieldNames;
import io.corspolicy.engine.fetch.ForbiddenHeaders;
import io.corspolicy.engine.fetch.Tokens;
import io.corspolicy.engine.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * How browsers treat the header fields that a page sets
 * (<a href="https://fetch.spec.whatwg.org/#terminology-headers">Fetch, "Headers"</a>).
 */
final class SafelistedRequestHeaders {

	/**
	 * <a href="https://fetch.spec.whatwg.org/#cors-safelisted-request-header">Fetch,
	 * "CORS-safelisted request-header"</a>, step 1.
	 */
	private static final int MAX_VALUE_LENGTH = 128;

	/**
	 * <a href="https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names">Fetch,
	 * "CORS-unsafe request-header names"</a>, step 5.
	 */
	private static final int MAX_VALUES_LENGTH = 1024;

	private static final String UNSAFE_CHARS = "\"():<>?@[\\]{}\u007f";

	private static final Set<String> SAFE_MEDIA_TYPES = Set.of("application/x-www-form-urlencoded",
			"multipart/form-data", "text/plain");

	private static final Set<String> METHOD_OVERRIDES = Set.of("x-http-method", "x-http-method-override",
			"x-method-override");

	private SafelistedRequestHeaders() {
	}

	/**
	 * Whether a browser drops the field
	 * (<a href="https://fetch.spec.whatwg.org/#forbidden-request-header">Fetch,
	 * "forbidden request-header"</a>).
	 */
	static boolean isForbidden(Header header) {
		if (ForbiddenHeaders.isForbiddenRequestHeader(header.name())) {
			// Older Chromium's own; Fetch's list never had it.
			return !header.name().equalsIgnoreCase(FieldNames.REQUEST_PRIVATE_NETWORK);
		}
		return header.value() != null && METHOD_OVERRIDES.contains(header.name().toLowerCase(Locale.ROOT))
				&& Arrays.stream(header.value().split(",")).map(String::strip).anyMatch(AllowedMethods::isForbidden);
	}

	/**
	 * The headers that need a preflight
	 * (<a href="https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names">Fetch,
	 * "CORS-unsafe request-header names"</a>).
	 * @return the names in lower case, sorted, each with why it is unsafe
	 */
	static SortedMap<String, String> unsafeNames(List<Header> headers) {
		SortedMap<String, String> unsafe = new TreeMap<>();
		List<String> safelisted = new ArrayList<>();
		int length = 0;
		for (Header header : headers) {
			if (isForbidden(header)) {
				continue;
			}
			String name = header.name().toLowerCase(Locale.ROOT);
			String why = whyUnsafe(name, header.value());
			if (why != null) {
				unsafe.putIfAbsent(name, why);
			}
			else {
				safelisted.add(name);
				length += (header.value() != null) ? header.value().length() : 0;
			}
		}
		if (length > MAX_VALUES_LENGTH) {
			String why = "the safelisted values have more than " + MAX_VALUES_LENGTH + " bytes together";
			safelisted.forEach((name) -> unsafe.putIfAbsent(name, why));
		}
		return unsafe;
	}

	/**
	 * Names as a page wrote them.
	 * @param headers the header fields that the page sets
	 * @param names some of their names, in lower case
	 */
	static List<String> asWritten(List<Header> headers, Set<String> names) {
		Map<String, String> written = new LinkedHashMap<>();
		for (Header header : headers) {
			String lowerCase = header.name().toLowerCase(Locale.ROOT);
			if (names.contains(lowerCase)) {
				written.putIfAbsent(lowerCase, header.name());
			}
		}
		return List.copyOf(written.values());
	}

	/**
	 * Why a header is not CORS-safelisted
	 * (<a href="https://fetch.spec.whatwg.org/#cors-safelisted-request-header">Fetch,
	 * "CORS-safelisted request-header"</a>). An unknown value is assumed to be
	 * safelisted, except for {@code Content-Type}, which pages usually set to
	 * {@code application/json}.
	 */
	private static @Nullable String whyUnsafe(String name, @Nullable String value) {
		boolean known = switch (name) {
			case "accept", "accept-language", "content-language", "content-type", "range" -> true;
			default -> false;
		};
		if (!known) {
			return "it is not a CORS-safelisted name";
		}
		if (value == null) {
			return name.equals("content-type") ? "its value is not given, and application/json is assumed" : null;
		}
		if (value.length() > MAX_VALUE_LENGTH) {
			return "its value has more than " + MAX_VALUE_LENGTH + " bytes";
		}
		boolean safe = switch (name) {
			case "accept" -> isSafe(value);
			case "content-type" -> isSafe(value) && SAFE_MEDIA_TYPES.contains(essence(value));
			case "range" -> isSimpleRange(value);
			default -> value.chars().allMatch(SafelistedRequestHeaders::isLanguageChar);
		};
		return safe ? null : "its value " + SafeText.quoted(value) + " is not CORS-safelisted";
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte">Fetch,
	 * "CORS-unsafe request-header byte"</a>.
	 */
	private static boolean isSafe(String value) {
		return value.chars().noneMatch((c) -> (c < ' ' && c != '\t') || UNSAFE_CHARS.indexOf(c) >= 0);
	}

	private static boolean isLanguageChar(int c) {
		return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || " *,-.;=".indexOf(c) >= 0;
	}

	/**
	 * <a href="https://mimesniff.spec.whatwg.org/#parse-a-mime-type">MIME Sniffing,
	 * "parse a MIME type"</a>, limited to the essence.
	 */
	private static String essence(String value) {
		int end = value.indexOf(';');
		String type = stripBlanks((end >= 0) ? value.substring(0, end) : value);
		return type.toLowerCase(Locale.ROOT);
	}

	private static String stripBlanks(String text) {
		int end = text.length();
		while (end > 0 && Tokens.isBlank(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(0, end);
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#simple-range-header-value">Fetch, "parse a
	 * single range header value"</a>, without white space and suffixes.
	 */
	private static boolean isSimpleRange(String value) {
		if (!value.startsWith("bytes=")) {
			return false;
		}
		int dash = value.indexOf('-');
		String start = (dash > 0) ? value.substring("bytes=".length(), dash) : "";
		String end = (dash > 0) ? value.substring(dash + 1) : "";
		return !start.isEmpty() && isDecimal(start) && isDecimal(end) && (end.isEmpty() || compare(start, end) <= 0);
	}

	private static boolean isDecimal(String digits) {
		return digits.chars().allMatch((c) -> c >= '0' && c <= '9');
	}

	private static int compare(String one, String other) {
		return new BigInteger(one).compareTo(new BigInteger(other));
	}

	/**
	 * The values of a list of names
	 * (<a href="https://fetch.spec.whatwg.org/#extract-header-list-values">Fetch,
	 * "extract header list values"</a>).
	 * @param value the field's value, or {@code null} if it is absent
	 * @return the names, none for an absent field, or {@code null} for failure
	 */
	static @Nullable List<String> names(@Nullable String value) {
		if (value == null) {
			return List.of();
		}
		List<String> names = new ArrayList<>();
		for (String element : value.split(",", -1)) {
			int start = 0;
			while (start < element.length() && Tokens.isBlank(element.charAt(start))) {
				start++;
			}
			String name = stripBlanks(element.substring(start));
			if (!name.isEmpty()) {
				if (!Tokens.isToken(name)) {
					return null;
				}
				names.add(name);
			}
		}
		return names;
	}

}
