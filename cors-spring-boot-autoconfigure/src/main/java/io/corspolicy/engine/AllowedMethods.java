package io.corspolicy.engine;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.corspolicy.engine.fetch.Tokens;
import io.corspolicy.engine.table.StringTable;

/**
 * The allowed methods of one policy. Names are compared byte for byte
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#section-9.1">RFC 9110, 9.1</a>).
 */
public final class AllowedMethods {

	/**
	 * Methods that Fetch upper-cases
	 * (<a href="https://fetch.spec.whatwg.org/#concept-method-normalize">Fetch,
	 * "normalize"</a>).
	 */
	private static final Set<String> NORMALIZED = Set.of("DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT");

	/**
	 * Methods that no page can use
	 * (<a href="https://fetch.spec.whatwg.org/#forbidden-method">Fetch, "forbidden
	 * method"</a>).
	 */
	private static final Set<String> FORBIDDEN = Set.of("CONNECT", "TRACE", "TRACK");

	private static final int MAX_FORBIDDEN_LENGTH = 7;

	private final boolean any;

	private final StringTable names;

	private final int maxLength;

	/**
	 * The list as sent in {@code Access-Control-Allow-Methods}.
	 * @see <a href=
	 * "https://fetch.spec.whatwg.org/#http-access-control-allow-methods">Fetch,
	 * "Access-Control-Allow-Methods"</a>
	 */
	private final String rendered;

	AllowedMethods(Collection<String> configured) {
		this.any = configured.contains("*");
		Set<String> listed = new LinkedHashSet<>();
		configured.forEach((name) -> listed.add(normalize(name)));
		this.rendered = this.any ? "*" : String.join(", ", listed);
		if (listed.contains("GET")) {
			listed.add("HEAD");
		}
		this.names = new StringTable(listed);
		this.maxLength = listed.stream().mapToInt(String::length).max().orElse(0);
	}

	public static String normalize(String name) {
		String upperCase = name.toUpperCase(Locale.ROOT);
		return NORMALIZED.contains(upperCase) ? upperCase : name;
	}

	public static boolean isForbidden(String name) {
		return name.length() <= MAX_FORBIDDEN_LENGTH && FORBIDDEN.contains(name.toUpperCase(Locale.ROOT));
	}

	/** Whether a page can use a method of this name, if it is allowed to. */
	static boolean isUsable(String name) {
		return Tokens.isToken(name) && !isForbidden(name);
	}

	/**
	 * <a href="https://fetch.spec.whatwg.org/#cors-safelisted-method">Fetch,
	 * "CORS-safelisted method"</a>: a browser never asks about it.
	 */
	public static boolean isSafelisted(String name) {
		return name.equals("GET") || name.equals("POST") || name.equals("HEAD");
	}

	boolean isAny() {
		return this.any;
	}

	boolean contains(String name) {
		return this.any || (name.length() <= this.maxLength && this.names.contains(name));
	}

	/** Whether a preflight may ask for it: {@code *} does not match every string. */
	boolean isAllowed(String name) {
		return this.any ? isUsable(name) : contains(name);
	}

	/** Whether both allow some method. */
	boolean intersects(AllowedMethods other) {
		return this.any || other.any || names().stream().anyMatch(other::contains)
				|| other.names().stream().anyMatch(this::contains);
	}

	public List<String> names() {
		return this.any ? List.of("*") : List.of(this.rendered.split(", "));
	}

	String rendered() {
		return this.rendered;
	}

}
