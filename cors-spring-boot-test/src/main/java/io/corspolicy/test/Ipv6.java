package io.corspolicy.test;

import java.util.ArrayList;
import java.util.List;

/**
 * IPv6 addresses (<a href="https://url.spec.whatwg.org/#concept-ipv6-parser">URL
 * standard, "IPv6 parser"</a> and
 * <a href="https://url.spec.whatwg.org/#concept-ipv6-serializer">"IPv6 serializer"</a>).
 */
final class Ipv6 {

	private static final int PIECES = 8;

	private Ipv6() {
	}

	/**
	 * The address in its compressed form.
	 * @throws IllegalArgumentException if it is invalid
	 */
	static String normalise(String address) {
		int gap = address.indexOf("::");
		if (gap != address.lastIndexOf("::")) {
			throw invalid(address);
		}
		List<Integer> pieces = pieces((gap < 0) ? address : address.substring(0, gap), address);
		if (gap >= 0) {
			List<Integer> tail = pieces(address.substring(gap + 2), address);
			if (pieces.size() + tail.size() >= PIECES) {
				throw invalid(address);
			}
			while (pieces.size() + tail.size() < PIECES) {
				pieces.add(0);
			}
			pieces.addAll(tail);
		}
		if (pieces.size() != PIECES) {
			throw invalid(address);
		}
		return compress(pieces);
	}

	private static List<Integer> pieces(String text, String address) {
		List<Integer> pieces = new ArrayList<>();
		if (text.isEmpty()) {
			return pieces;
		}
		String[] parts = text.split(":", -1);
		for (int i = 0; i < parts.length; i++) {
			String part = parts[i];
			if (i == parts.length - 1 && part.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")) {
				String[] bytes = Ipv4.normalise(part).split("\\.");
				pieces.add(Integer.parseInt(bytes[0]) << 8 | Integer.parseInt(bytes[1]));
				pieces.add(Integer.parseInt(bytes[2]) << 8 | Integer.parseInt(bytes[3]));
			}
			else if (part.matches("[0-9A-Fa-f]{1,4}")) {
				pieces.add(Integer.parseInt(part, 16));
			}
			else {
				throw invalid(address);
			}
		}
		return pieces;
	}

	/** The first of the longest runs of two or more zeros is left out. */
	private static String compress(List<Integer> pieces) {
		int start = -1;
		int length = 1;
		for (int i = 0; i < PIECES; i++) {
			int end = i;
			while (end < PIECES && pieces.get(end) == 0) {
				end++;
			}
			if (end - i > length) {
				start = i;
				length = end - i;
			}
		}
		if (start < 0) {
			return join(pieces);
		}
		return join(pieces.subList(0, start)) + "::" + join(pieces.subList(start + length, PIECES));
	}

	private static String join(List<Integer> pieces) {
		return String.join(":", pieces.stream().map(Integer::toHexString).toList());
	}

	private static IllegalArgumentException invalid(String address) {
		return new IllegalArgumentException("'" + address + "' is not an IPv6 address");
	}

}
