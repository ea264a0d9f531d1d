package io.corspolicy.test;

import java.util.Locale;
import java.util.Set;

/**
 * Request methods (Fetch, 2.2.1).
 */
final class Methods {

	private static final Set<String> SAFELISTED = Set.of("GET", "HEAD", "POST");

	private static final Set<String> NORMALISED = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT");

	private static final Set<String> FORBIDDEN = Set.of("CONNECT", "TRACE", "TRACK");

	private Methods() {
	}

	/** "Normalize": {@code put} becomes {@code PUT}, but {@code patch} stays. */
	static String normalise(String method) {
		String upperCase = method.toUpperCase(Locale.ROOT);
		return NORMALISED.contains(upperCase) ? upperCase : method;
	}

	/** "Forbidden method". */
	static boolean isForbidden(String method) {
		return FORBIDDEN.contains(method.toUpperCase(Locale.ROOT));
	}

	/** "CORS-safelisted method". */
	static boolean isSafelisted(String method) {
		return SAFELISTED.contains(method);
	}

}
