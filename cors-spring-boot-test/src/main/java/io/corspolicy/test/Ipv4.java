package io.corspolicy.test;

import java.util.ArrayList;
import java.util.List;

/**
 * IPv4 addresses in all the ways that browsers understand
 * (<a href="https://url.spec.whatwg.org/#concept-ipv4-parser">URL standard, "IPv4
 * parser"</a>).
 */
final class Ipv4 {

	private Ipv4() {
	}

	/**
	 * <a href="https://url.spec.whatwg.org/#ends-in-a-number-checker">"Ends in a
	 * number"</a>: such a host is an address or an error.
	 */
	static boolean endsInNumber(String host) {
		List<String> parts = parts(host);
		String last = parts.get(parts.size() - 1);
		return FieldSyntax.isNumber(last) || last.matches("0[xX][0-9A-Fa-f]*");
	}

	/**
	 * The address in four decimal parts.
	 * @throws IllegalArgumentException if it is invalid
	 */
	static String normalise(String host) {
		List<String> parts = parts(host);
		if (parts.size() > 4) {
			throw new IllegalArgumentException("'" + host + "' has more than four parts");
		}
		long address = 0;
		for (int i = 0; i < parts.size(); i++) {
			boolean last = i == parts.size() - 1;
			long number = number(parts.get(i));
			long limit = last ? 1L << (8 * (5 - parts.size())) : 256;
			if (number >= limit) {
				throw new IllegalArgumentException("'" + host + "' is not an IPv4 address");
			}
			address += last ? number : number << (8 * (3 - i));
		}
		return (address >> 24) + "." + ((address >> 16) & 0xFF) + "." + ((address >> 8) & 0xFF) + "."
				+ (address & 0xFF);
	}

	private static List<String> parts(String host) {
		List<String> parts = new ArrayList<>(List.of(host.split("\\.", -1)));
		if (parts.size() > 1 && parts.get(parts.size() - 1).isEmpty()) {
			parts.remove(parts.size() - 1);
		}
		return parts;
	}

	private static long number(String part) {
		if (part.matches("0[xX]")) {
			return 0;
		}
		int radix = 10;
		String digits = part;
		if (part.startsWith("0x") || part.startsWith("0X")) {
			radix = 16;
			digits = part.substring(2);
		}
		else if (part.length() > 1 && part.startsWith("0")) {
			radix = 8;
			digits = part.substring(1);
		}
		return Long.parseUnsignedLong(digits, radix) & Long.MAX_VALUE;
	}

}
