package io.corspolicy.test;

import java.util.Locale;
import java.util.Set;

/**
 * Request methods (<a href="https://fetch.spec.whatwg.org/#methods">Fetch,
 * "Methods"</a>).
 */
final class Methods {

	private static final Set<String> SAFELISTED = Set.of("GET", "HEAD", "POST");

	private static final Set<String> NORMALISED = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT");

	private static final Set<String> FORBIDDEN = Set.of("CONNECT", "TRACE", "TRACK");

	private Methods() {
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#concept-method-normalize">"Normalize"</a>:
	 * {@code put} becomes {@code PUT}, but {@code patch} stays.
	 */
	static String normalise(String method) {
		String upperCase = method.toUpperCase(Locale.ROOT);
		return NORMALISED.contains(upperCase) ? upperCase : method;
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#forbidden-method">"Forbidden method"</a>.
	 */
	static boolean isForbidden(String method) {
		return FORBIDDEN.contains(method.toUpperCase(Locale.ROOT));
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#cors-safelisted-method">"CORS-safelisted
	 * method"</a>.
	 */
	static boolean isSafelisted(String method) {
		return SAFELISTED.contains(method);
	}

}
