package io.corspolicy.engine.host;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * IP addresses as browsers write them in an origin (URL, 3.5
 * <a href="https://url.spec.whatwg.org/#host-parsing">"host parsing"</a> and 3.6
 * <a href="https://url.spec.whatwg.org/#host-serializing">"host serializing"</a>).
 */
public final class IpAddresses {

	private static final int IPV6_PIECES = 8;

	private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

	private IpAddresses() {
	}

	/**
	 * Whether a browser reads the host as an IPv4 address: whether its last label is a
	 * number (<a href="https://url.spec.whatwg.org/#ends-in-a-number-checker">URL, "ends
	 * in a number checker"</a>).
	 */
	public static boolean endsInNumber(String host) {
		String trimmed = HostNames.withoutTrailingDot(host);
		String last = trimmed.substring(trimmed.lastIndexOf('.') + 1);
		return NUMBER.matcher(last).matches();
	}

	/**
	 * The canonical form of an IPv4 address in whatever form browsers understand.
	 * @return four decimal numbers, or {@code null} if the text is not an address
	 * @see <a href="https://url.spec.whatwg.org/#concept-ipv4-parser">URL, "IPv4
	 * parser"</a>
	 */
	public static @Nullable String canonicalIpv4(String text) {
		String trimmed = HostNames.withoutTrailingDot(text);
		String[] parts = trimmed.split("\\.", -1);
		if (parts.length > 4) {
			return null;
		}
		long address = 0;
		for (int i = 0; i < parts.length; i++) {
			long number = number(parts[i]);
			boolean last = i == parts.length - 1;
			long limit = last ? 1L << (8 * (5 - parts.length)) : 256;
			if (number < 0 || number >= limit) {
				return null;
			}
			address = last ? address + number : address + (number << (8 * (3 - i)));
		}
		return format(address);
	}

	/**
	 * Reads an IPv4 address in the form in which browsers send it.
	 * @param text a text that holds the address
	 * @param start where the address begins
	 * @param end where the address ends
	 * @return the address, or -1 for anything else
	 */
	public static long decimal(String text, int start, int end) {
		long address = 0;
		int position = start;
		for (int part = 0; part < 4; part++) {
			int dot = position;
			int number = 0;
			while (dot < end && dot < position + 3 && text.charAt(dot) >= '0' && text.charAt(dot) <= '9') {
				number = number * 10 + text.charAt(dot) - '0';
				dot++;
			}
			boolean ends = (part == 3) ? dot == end : dot < end && text.charAt(dot) == '.';
			if (!ends || dot == position || number > 255 || (text.charAt(position) == '0' && dot > position + 1)) {
				return -1;
			}
			address = address << 8 | number;
			position = dot + 1;
		}
		return address;
	}

	/**
	 * An IPv4 address as browsers send it.
	 */
	static String format(long address) {
		return (address >> 24) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
	}

	/**
	 * An IPv6 address as browsers send it, without the brackets.
	 */
	static String format(long high, long low) {
		List<Integer> pieces = new ArrayList<>();
		for (long half : new long[] { high, low }) {
			for (int shift = 48; shift >= 0; shift -= 16) {
				pieces.add((int) (half >> shift & 0xffff));
			}
		}
		return compress(pieces);
	}

	/**
	 * Reads an IPv6 address in the form in which browsers send it.
	 * @param text the address without brackets
	 * @return its halves, or {@code null} for anything else
	 */
	public static long @Nullable [] halves(String text) {
		List<Integer> pieces = allPieces(text);
		if (pieces == null || !compress(pieces).equals(text)) {
			return null;
		}
		long[] halves = new long[2];
		for (int i = 0; i < IPV6_PIECES; i++) {
			halves[i / 4] = halves[i / 4] << 16 | pieces.get(i);
		}
		return halves;
	}

	private static long number(String text) {
		try {
			if (text.startsWith("0x")) {
				return (text.length() == 2) ? 0 : Long.parseLong(text.substring(2), 16);
			}
			return Long.parseLong(text, (text.length() > 1 && text.startsWith("0")) ? 8 : 10);
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	/**
	 * The canonical form of an IPv6 address.
	 * @param text the address without brackets, in lower case
	 * @return the compressed form, or {@code null} if the text is not an address
	 * @see <a href="https://url.spec.whatwg.org/#concept-ipv6-parser">URL, "IPv6
	 * parser"</a>
	 */
	public static @Nullable String canonicalIpv6(String text) {
		List<Integer> pieces = allPieces(text);
		return (pieces != null) ? compress(pieces) : null;
	}

	private static @Nullable List<Integer> allPieces(String text) {
		int compression = text.indexOf("::");
		List<Integer> pieces = (compression >= 0) ? pieces(text.substring(0, compression), false) : pieces(text, true);
		if (pieces == null) {
			return null;
		}
		if (compression >= 0) {
			List<Integer> rest = pieces(text.substring(compression + 2), true);
			if (rest == null || pieces.size() + rest.size() >= IPV6_PIECES) {
				return null;
			}
			while (pieces.size() + rest.size() < IPV6_PIECES) {
				pieces.add(0);
			}
			pieces.addAll(rest);
		}
		return (pieces.size() == IPV6_PIECES) ? pieces : null;
	}

	/** Only the end of an address may be an IPv4 address. */
	private static @Nullable List<Integer> pieces(String text, boolean end) {
		List<Integer> pieces = new ArrayList<>();
		if (text.isEmpty()) {
			return pieces;
		}
		String[] parts = text.split(":", -1);
		for (int i = 0; i < parts.length; i++) {
			if (end && i == parts.length - 1 && parts[i].matches("[0-9]+(\\.[0-9]+){3}")) {
				String ipv4 = canonicalIpv4(parts[i]);
				if (ipv4 == null || !ipv4.equals(parts[i])) {
					return null;
				}
				String[] bytes = ipv4.split("\\.");
				pieces.add(Integer.parseInt(bytes[0]) << 8 | Integer.parseInt(bytes[1]));
				pieces.add(Integer.parseInt(bytes[2]) << 8 | Integer.parseInt(bytes[3]));
			}
			else if (parts[i].matches("[0-9a-f]{1,4}")) {
				pieces.add(Integer.parseInt(parts[i], 16));
			}
			else {
				return null;
			}
		}
		return pieces;
	}

	/**
	 * Replaces the first longest run of two or more zeros
	 * (<a href="https://url.spec.whatwg.org/#concept-ipv6-serializer">URL, "IPv6
	 * serializer"</a>).
	 */
	private static String compress(List<Integer> pieces) {
		int start = -1;
		int length = 1;
		for (int i = 0; i < pieces.size(); i++) {
			int end = i;
			while (end < pieces.size() && pieces.get(end) == 0) {
				end++;
			}
			if (end - i > length) {
				start = i;
				length = end - i;
			}
		}
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < pieces.size(); i++) {
			if (i == start) {
				text.append((i == 0) ? "::" : ":");
				i += length - 1;
				continue;
			}
			text.append(Integer.toHexString(pieces.get(i)));
			if (i < pieces.size() - 1) {
				text.append(':');
			}
		}
		return text.toString();
	}

	/**
	 * Whether a host is this machine's own: {@code localhost}, names below it,
	 * 127.0.0.0/8 or {@code [::1]}.
	 */
	public static boolean isLoopback(String host) {
		String name = HostNames.withoutTrailingDot(host);
		return name.equals("localhost") || name.endsWith(".localhost") || name.equals("[::1]")
				|| (name.startsWith("127.") && name.equals(canonicalIpv4(name)));
	}

}
