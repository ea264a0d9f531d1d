package io.corspolicy.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an origin pattern matches, written from the contract's section 3 as plainly as
 * possible and without a line of the engine's: slow, and easy to check by eye.
 */
public final class ReferenceMatcher {

	private static final Pattern SERIALISED = Pattern.compile("(?<scheme>[a-z][a-z0-9+.-]*)://"
			+ "(?<host>\\[[0-9a-f:.]+]|[a-z0-9_-]+(\\.[a-z0-9_-]+)*\\.?)" + "(:(?<port>0|[1-9][0-9]{0,4}))?");

	/** Of schemes that are not of the web, whose hosts keep their case. */
	private static final Pattern OTHER = Pattern
		.compile("(?!(https?|wss?|ftp|file):)" + SERIALISED.pattern().replace("a-z0-9_", "A-Za-z0-9_"));

	private static final Pattern WITHOUT_HOST = Pattern
		.compile("file://|(?!(https?|wss?|ftp|file):)[a-z][a-z0-9+.-]*://\\.?");

	private static final Pattern ENTRY = Pattern
		.compile("(?<scheme>[^:]+)://(?<host>\\[[^]]*](/[0-9]+)?|[^:]*)(:(?<port>[0-9]+|\\*))?");

	private static final Pattern IPV4 = Pattern
		.compile("(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])){3}");

	private static final int MAX_LENGTH = 320;

	private ReferenceMatcher() {
	}

	/**
	 * Whether a browser could send this.
	 */
	public static boolean isSerialised(String origin) {
		return origin.length() <= MAX_LENGTH
				&& (WITHOUT_HOST.matcher(origin).matches() || (serialised(origin).matches() && !hasOddPort(origin)));
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
		Matcher other = OTHER.matcher(origin);
		return other.matches() ? other : SERIALISED.matcher(origin);
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
		if (WITHOUT_HOST.matcher(entry).matches() || WITHOUT_HOST.matcher(origin).matches()) {
			return entry.equals(origin) && origin.length() <= MAX_LENGTH;
		}
		return isSerialised(origin) && scheme(entry).equals(scheme(origin))
				&& (port(entry).equals("*") || port(entry).equals(port(origin)))
				&& matchesHost(host(entry), host(origin));
	}

	private static boolean matchesHost(String pattern, String host) {
		if (pattern.equals("*")) {
			return true;
		}
		if (pattern.contains("/")) {
			String[] network = pattern.split("/");
			String first = bits(network[0]);
			String address = bits(host);
			int length = Integer.parseInt(network[1]);
			return address.length() == first.length() && address.startsWith(first.substring(0, length))
					&& !address.isEmpty();
		}
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

	/**
	 * An address as zeros and ones; empty for what is none, or not as browsers write it.
	 */
	private static String bits(String host) {
		if (IPV4.matcher(host).matches()) {
			return Stream.of(host.split("\\."))
				.map((number) -> binary(Integer.parseInt(number), 8))
				.collect(Collectors.joining());
		}
		if (!host.startsWith("[") || host.contains(".")) {
			return "";
		}
		// Without the dots of IPv4, the JDK reads nothing else here than browsers do.
		String text = host.substring(1, host.length() - 1);
		if (!text.matches("[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,8}") || text.matches(".*(?<![0-9a-f])0[0-9a-f].*")) {
			return "";
		}
		List<String> pieces = pieces(text);
		return pieces.isEmpty() ? ""
				: pieces.stream().map((piece) -> binary(Integer.parseInt(piece, 16), 16)).collect(Collectors.joining());
	}

	private static String binary(int number, int length) {
		String digits = Integer.toBinaryString(number);
		return "0".repeat(length - digits.length()) + digits;
	}

	/** All eight pieces; none unless the text is the shortest for them. */
	private static List<String> pieces(String text) {
		List<String> pieces = new ArrayList<>();
		int gap = text.indexOf("::");
		if (gap < 0) {
			pieces.addAll(List.of(text.split(":", -1)));
		}
		else {
			List<String> before = split(text.substring(0, gap));
			List<String> after = split(text.substring(gap + 2));
			pieces.addAll(before);
			pieces.addAll(Collections.nCopies(Math.max(0, 8 - before.size() - after.size()), "0"));
			pieces.addAll(after);
		}
		return (pieces.size() == 8 && !pieces.contains("") && shortest(pieces).equals(text)) ? pieces : List.of();
	}

	private static List<String> split(String text) {
		return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
	}

	/** Without the first of the longest runs of two zeros or more. */
	private static String shortest(List<String> pieces) {
		String all = ":" + String.join(":", pieces) + ":";
		for (int length = 8; length > 1; length--) {
			int run = all.indexOf(":0".repeat(length) + ":");
			if (run >= 0) {
				String before = all.substring(0, run);
				String after = all.substring(run + 2 * length + 1);
				return (before.isEmpty() ? "" : before.substring(1)) + "::"
						+ (after.isEmpty() ? "" : after.substring(0, after.length() - 1));
			}
		}
		return all.substring(1, all.length() - 1);
	}

}
