package io.corspolicy.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an origin pattern matches, written from the contract's section 3 as plainly as
 * possible and without a line of the engine's: slow, and easy to check by eye.
 */
public final class ReferenceMatcher {

	private static final Pattern SERIALISED = Pattern.compile("(?<scheme>[a-z][a-z0-9+.-]*)://"
			+ "(?<host>\\[[0-9a-f:.]+]|[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?)" + "(:(?<port>0|[1-9][0-9]{0,4}))?");

	private static final Pattern ENTRY = Pattern
		.compile("(?<scheme>[^:]+)://(?<host>\\[[^]]*]|[^:]*)(:(?<port>[0-9]+|\\*))?");

	private static final int MAX_LENGTH = 320;

	private ReferenceMatcher() {
	}

	/**
	 * Whether a browser could send this.
	 */
	public static boolean isSerialised(String origin) {
		return origin.length() <= MAX_LENGTH && serialised(origin).matches() && !hasOddPort(origin);
	}

	private static boolean hasOddPort(String origin) {
		Matcher matcher = serialised(origin);
		String port = matcher.matches() ? matcher.group("port") : null;
		if (port == null) {
			return false;
		}
		String scheme = matcher.group("scheme");
		return Integer.parseInt(port) > 65535 || (scheme.equals("http") && port.equals("80"))
				|| (scheme.equals("https") && port.equals("443"));
	}

	private static Matcher serialised(String origin) {
		return SERIALISED.matcher(origin);
	}

	/**
	 * The host of a serialised origin or of an entry that is no regular expression, with
	 * its wildcard.
	 */
	public static String host(String text) {
		return entry(text).group("host");
	}

	/** The scheme of a serialised origin or of such an entry. */
	public static String scheme(String text) {
		return entry(text).group("scheme");
	}

	/** Empty for none, or {@code *}. */
	static String port(String text) {
		String port = entry(text).group("port");
		return (port != null) ? port : "";
	}

	private static Matcher entry(String text) {
		Matcher matcher = ENTRY.matcher(text);
		if (!matcher.matches()) {
			throw new AssertionError("neither an origin nor an entry: " + text);
		}
		return matcher;
	}

	/**
	 * Whether an entry, other than {@code *} and regular expressions, matches an origin.
	 */
	public static boolean matches(String entry, String origin) {
		return isSerialised(origin) && scheme(entry).equals(scheme(origin))
				&& (port(entry).equals("*") || port(entry).equals(port(origin)))
				&& matchesHost(host(entry), host(origin));
	}

	private static boolean matchesHost(String pattern, String host) {
		int star = pattern.indexOf('*');
		if (star < 0) {
			return host.equals(pattern);
		}
		String before = pattern.substring(0, star);
		String after = pattern.substring(star + 1);
		if (!host.startsWith(before) || !host.endsWith(after) || host.length() <= before.length() + after.length()) {
			return false;
		}
		String covered = host.substring(before.length(), host.length() - after.length());
		boolean wholeLabel = before.isEmpty() && after.startsWith(".");
		return covered.matches(wholeLabel ? "[a-z0-9_-]+(\\.[a-z0-9_-]+)*" : "[a-z0-9-]+");
	}

}
