package io.corspolicy.test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A URL as browsers parse it (URL standard), as far as requests need it.
 *
 * @param scheme the scheme, in lower case
 * @param userInfo the user and password, or {@code null} for none
 * @param host the host, as it is part of an origin
 * @param port the port, or -1 for none or the scheme's default
 * @param path the path, encoded
 * @param query the query, encoded, or {@code null} for none
 * @param fragment the fragment, or {@code null} for none
 */
record WebUrl(String scheme, @Nullable String userInfo, String host, int port, String path, @Nullable String query,
		@Nullable String fragment) {

	private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)", Pattern.DOTALL);

	private static final Pattern PARTS = Pattern.compile("([^?#]*)(?:\\?([^#]*))?(?:#(.*))?", Pattern.DOTALL);

	private static final Set<String> HTTP_SCHEMES = Set.of("http", "https");

	/**
	 * <a href="https://url.spec.whatwg.org/#special-scheme">"Special schemes"</a> except
	 * file.
	 */
	private static final Set<String> SPECIAL_SCHEMES = Set.of("http", "https", "ws", "wss", "ftp");

	/** Schemes whose pages have an opaque origin. */
	private static final Set<String> WITHOUT_ORIGIN = Set.of("about", "blob", "data", "file", "javascript");

	private static final String PATH_ENCODED = " \"#<>?^`{}";

	private static final String QUERY_ENCODED = " \"#<>'";

	/**
	 * Characters that {@link java.net.URI} refuses although browsers send them literally.
	 */
	private static final String URI_ENCODED = "[\\]^|`{}";

	/**
	 * Read an absolute URL.
	 * @throws IllegalArgumentException if it is invalid
	 */
	static WebUrl parse(String text) {
		String input = clean(text);
		Matcher matcher = SCHEME.matcher(input);
		if (!matcher.matches()) {
			throw new IllegalArgumentException("'" + text + "' is not an absolute URL");
		}
		String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
		String rest = matcher.group(2);
		if (WITHOUT_ORIGIN.contains(scheme)) {
			return new WebUrl(scheme, null, "", -1, rest, null, null);
		}
		boolean http = HTTP_SCHEMES.contains(scheme);
		if (!http && !rest.startsWith("//")) {
			throw new IllegalArgumentException("'" + text + "' has no host");
		}
		int start = 0;
		while (start < rest.length() && isSlash(rest.charAt(start)) && (http || start < 2)) {
			start++;
		}
		int end = start;
		while (end < rest.length() && !isSlash(rest.charAt(end)) && "?#".indexOf(rest.charAt(end)) < 0) {
			end++;
		}
		return withAuthority(scheme, rest.substring(start, end), rest.substring(end));
	}

	private static WebUrl withAuthority(String scheme, String authority, String rest) {
		int at = authority.lastIndexOf('@');
		String userInfo = (at > 0) ? authority.substring(0, at) : null;
		String hostAndPort = authority.substring(at + 1);
		int colon = hostAndPort.indexOf(':', hostAndPort.lastIndexOf(']') + 1);
		String name = (colon < 0) ? hostAndPort : hostAndPort.substring(0, colon);
		String host = SPECIAL_SCHEMES.contains(scheme) ? HostParser.parse(name) : HostParser.parseOpaque(name);
		int port = (colon < 0) ? -1 : port(scheme, hostAndPort.substring(colon + 1));
		return new WebUrl(scheme, userInfo, host, port, "/", null, null).withRest(rest);
	}

	private static int port(String scheme, String digits) {
		if (digits.isEmpty()) {
			return -1;
		}
		if (!digits.matches("0*[0-9]{1,5}") || Integer.parseInt(digits) > 65535) {
			throw new IllegalArgumentException("'" + digits + "' is not a port");
		}
		int port = Integer.parseInt(digits);
		return ((scheme.equals("http") && port == 80) || (scheme.equals("https") && port == 443)) ? -1 : port;
	}

	/**
	 * Read a reference relative to this URL.
	 * @throws IllegalArgumentException if it can't be read
	 */
	WebUrl resolve(String reference) {
		String input = clean(reference);
		Matcher matcher = SCHEME.matcher(input);
		if (matcher.matches()) {
			boolean relative = matcher.group(1).equalsIgnoreCase(this.scheme) && !matcher.group(2).startsWith("//");
			return relative ? resolve(matcher.group(2)) : parse(input);
		}
		if (input.length() > 1 && isSlash(input.charAt(0)) && isSlash(input.charAt(1))) {
			return parse(this.scheme + ":" + input);
		}
		if (input.isEmpty() || input.startsWith("#")) {
			return new WebUrl(this.scheme, this.userInfo, this.host, this.port, this.path, this.query,
					input.isEmpty() ? null : input.substring(1));
		}
		if (input.startsWith("?")) {
			return withRest(this.path + input);
		}
		if (isSlash(input.charAt(0))) {
			return withRest(input);
		}
		return withRest(this.path.substring(0, this.path.lastIndexOf('/') + 1) + input);
	}

	private WebUrl withRest(String rest) {
		Matcher matcher = PARTS.matcher(rest);
		matcher.matches();
		String query = matcher.group(2);
		return new WebUrl(this.scheme, this.userInfo, this.host, this.port, normalisePath(matcher.group(1)),
				(query != null) ? encode(query, QUERY_ENCODED) : null, matcher.group(3));
	}

	WebUrl withFragment(@Nullable String fragment) {
		return new WebUrl(this.scheme, this.userInfo, this.host, this.port, this.path, this.query, fragment);
	}

	private static String normalisePath(String path) {
		Deque<String> segments = new ArrayDeque<>();
		String[] parts = path.replace('\\', '/').split("/", -1);
		for (int i = path.isEmpty() ? 0 : 1; i < parts.length; i++) {
			String part = parts[i].replaceAll("(?i)%2e", ".");
			boolean last = i == parts.length - 1;
			if (part.equals("..") || part.equals(".")) {
				if (part.equals("..") && !segments.isEmpty()) {
					segments.removeLast();
				}
				if (last) {
					segments.addLast("");
				}
			}
			else {
				segments.addLast(encode(parts[i], PATH_ENCODED));
			}
		}
		return "/" + String.join("/", segments);
	}

	private static String encode(String text, String marks) {
		StringBuilder encoded = new StringBuilder();
		for (byte unsigned : text.getBytes(StandardCharsets.UTF_8)) {
			int octet = unsigned & 0xFF;
			if (octet < 0x20 || octet >= 0x7F || marks.indexOf(octet) >= 0) {
				encoded.append(String.format("%%%02X", octet));
			}
			else {
				encoded.append((char) octet);
			}
		}
		return encoded.toString();
	}

	private static String clean(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && text.charAt(start) <= ' ') {
			start++;
		}
		while (end > start && text.charAt(end - 1) <= ' ') {
			end--;
		}
		return text.substring(start, end).replaceAll("[\t\n\r]", "");
	}

	private static boolean isSlash(char character) {
		return character == '/' || character == '\\';
	}

	boolean isHttp() {
		return HTTP_SCHEMES.contains(this.scheme);
	}

	/**
	 * <a href="https://url.spec.whatwg.org/#include-credentials">"Includes
	 * credentials"</a>.
	 */
	boolean includesCredentials() {
		return this.userInfo != null && !this.userInfo.equals(":");
	}

	WebOrigin origin() {
		if (this.scheme.equals("file") && this.path.equals("//")) {
			// Not an address of a page, but the origin that older engines send for all
			// files.
			return WebOrigin.tuple(this.scheme, "", -1);
		}
		return WITHOUT_ORIGIN.contains(this.scheme) ? WebOrigin.opaque()
				: WebOrigin.tuple(this.scheme, this.host, this.port);
	}

	/** The host, and the port if it is not the scheme's default. */
	String authority() {
		return this.host + ((this.port < 0) ? "" : ":" + this.port);
	}

	/** The target in a request line. */
	String pathAndQuery() {
		return this.path + ((this.query != null) ? "?" + this.query : "");
	}

	/** The URL without credentials and fragment. */
	String serialised() {
		return this.scheme + "://" + authority() + pathAndQuery();
	}

	/** The URL in a form that {@link java.net.URI} accepts. */
	String uriForm() {
		String escaped = pathAndQuery().replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
		return this.scheme + "://" + authority() + encode(escaped, URI_ENCODED);
	}

	@Override
	public String toString() {
		return serialised();
	}

}
