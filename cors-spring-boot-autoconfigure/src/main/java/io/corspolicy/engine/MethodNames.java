package io.corspolicy.engine;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The allowed methods of one policy. Names are compared byte for byte (RFC 9110, 9.1).
 */
final class MethodNames {

	/** Methods that Fetch upper-cases, whatever a page wrote (Fetch, "normalize"). */
	private static final Set<String> NORMALIZED = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT");

	/** Methods that no page can use (Fetch, "forbidden method"). */
	private static final Set<String> FORBIDDEN = Set.of("CONNECT", "TRACE", "TRACK");

	/** Methods that a browser never asks about (Fetch, "CORS-safelisted method"). */
	private static final Set<String> SAFELISTED = Set.of("GET", "HEAD", "POST");

	private static final int MAX_FORBIDDEN_LENGTH = 7;

	private final boolean any;

	private final Set<String> names;

	private final int maxLength;

	/** The list as it stands in {@code Access-Control-Allow-Methods}. */
	private final String rendered;

	MethodNames(Collection<String> configured) {
		this.any = configured.contains("*");
		Set<String> listed = new LinkedHashSet<>();
		configured.forEach((name) -> listed.add(normalize(name)));
		this.rendered = this.any ? "*" : String.join(", ", listed);
		if (listed.contains("GET")) {
			listed.add("HEAD");
		}
		this.names = Set.copyOf(listed);
		this.maxLength = listed.stream().mapToInt(String::length).max().orElse(0);
	}

	static String normalize(String name) {
		String upperCase = name.toUpperCase(Locale.ROOT);
		return NORMALIZED.contains(upperCase) ? upperCase : name;
	}

	static boolean isForbidden(String name) {
		return name.length() <= MAX_FORBIDDEN_LENGTH && FORBIDDEN.contains(name.toUpperCase(Locale.ROOT));
	}

	static boolean isSafelisted(String name) {
		return SAFELISTED.contains(name);
	}

	boolean isAny() {
		return this.any;
	}

	boolean contains(String name) {
		return this.any || (name.length() <= this.maxLength && this.names.contains(name));
	}

	/** Whether both allow some method. */
	boolean intersects(MethodNames other) {
		return this.any || other.any || this.names.stream().anyMatch(other.names::contains);
	}

	List<String> names() {
		return this.any ? List.of("*") : List.of(this.rendered.split(", "));
	}

	String rendered() {
		return this.rendered;
	}

}
