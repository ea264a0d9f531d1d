package io.corspolicy.engine.host;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A network of IP addresses
 * (<a href="https://www.rfc-editor.org/rfc/rfc4632#section-3.1">RFC 4632, 3.1</a>). An
 * address of four bytes is the lower half of {@code low}.
 *
 * @param v6 whether it is one of IPv6
 * @param high the first eight bytes of an IPv6 address
 * @param low the rest of the address
 * @param length the length of the prefix in bits
 */
public record AddressNetwork(boolean v6, long high, long low, int length) {

	private static final int V4_BITS = 32;

	private static final int V6_BITS = 128;

	/**
	 * A text that looks like an address or a network, between the scheme and the port.
	 */
	private static final Pattern FORM = Pattern.compile("([0-9.]+|\\[[0-9a-fA-F:.]*])/([0-9]{1,3})(:.*)?");

	/**
	 * Addresses that are not globally unique:
	 * <a href="https://www.rfc-editor.org/rfc/rfc1918">RFC 1918</a>,
	 * <a href="https://www.rfc-editor.org/rfc/rfc6598">RFC 6598</a>,
	 * <a href="https://www.rfc-editor.org/rfc/rfc1122">RFC 1122</a> (loopback),
	 * <a href="https://www.rfc-editor.org/rfc/rfc3927">RFC 3927</a>,
	 * <a href="https://www.rfc-editor.org/rfc/rfc4291">RFC 4291</a> (loopback and
	 * link-local), <a href="https://www.rfc-editor.org/rfc/rfc4193">RFC 4193</a>.
	 */
	private static final List<AddressNetwork> PRIVATE = List.of(known("10.0.0.0", 8), known("172.16.0.0", 12),
			known("192.168.0.0", 16), known("100.64.0.0", 10), known("127.0.0.0", 8), known("169.254.0.0", 16),
			known("[::1]", 128), known("[fe80::]", 10), known("[fc00::]", 7));

	/** 127.0.0.0/8 and ::1/128. */
	private static final List<AddressNetwork> LOOPBACK = List.of(known("127.0.0.0", 8), known("[::1]", 128));

	/**
	 * The parts of what looks like a network.
	 * @param text what follows the scheme
	 * @return a match with the address, the length and the port, or {@code null}
	 */
	public static @Nullable Matcher form(String text) {
		Matcher matcher = FORM.matcher(text);
		return matcher.matches() ? matcher : null;
	}

	private static AddressNetwork known(String address, int length) {
		AddressNetwork host = ofHost(address);
		if (host == null) {
			throw new IllegalArgumentException(address);
		}
		return new AddressNetwork(host.v6, host.high, host.low, length);
	}

	/**
	 * The network of a single host.
	 * @param host the host as it is part of an origin
	 * @return the address with all its bits, or {@code null} if it is not an address, or
	 * not in the form in which browsers send it
	 */
	public static @Nullable AddressNetwork ofHost(String host) {
		if (host.startsWith("[")) {
			long[] halves = host.endsWith("]") ? IpAddresses.halves(host.substring(1, host.length() - 1)) : null;
			return (halves != null) ? new AddressNetwork(true, halves[0], halves[1], V6_BITS) : null;
		}
		long address = IpAddresses.decimal(host, 0, host.length());
		return (address >= 0) ? new AddressNetwork(false, 0, address, V4_BITS) : null;
	}

	/** How many bits an address has. */
	public int bits() {
		return this.v6 ? V6_BITS : V4_BITS;
	}

	/**
	 * The network with the given prefix length around this one's first address.
	 */
	public AddressNetwork shortenedTo(int length) {
		if (!this.v6) {
			return new AddressNetwork(false, 0, this.low & mask(length + V4_BITS), length);
		}
		return new AddressNetwork(true, this.high & mask(length), this.low & mask(length - Long.SIZE), length);
	}

	/** A mask of the given number of leading bits, of 64. */
	private static long mask(int bits) {
		if (bits <= 0) {
			return 0;
		}
		return (bits >= Long.SIZE) ? -1 : -1L << (Long.SIZE - bits);
	}

	/** Whether every bit after the prefix is zero. */
	public boolean isAligned() {
		return shortenedTo(this.length).equals(this);
	}

	boolean contains(AddressNetwork other) {
		return this.v6 == other.v6 && this.length <= other.length
				&& other.shortenedTo(this.length).equals(shortenedTo(this.length));
	}

	/** Whether all addresses are private to the local network. */
	public boolean isPrivate() {
		return PRIVATE.stream().anyMatch((network) -> network.contains(this));
	}

	public boolean isLoopback() {
		return LOOPBACK.stream().anyMatch((network) -> network.contains(this));
	}

	/** The first address, as it is part of an origin. */
	public String host() {
		return this.v6 ? "[" + IpAddresses.format(this.high, this.low) + "]" : IpAddresses.format(this.low);
	}

	@Override
	public String toString() {
		return host() + "/" + this.length;
	}

}
