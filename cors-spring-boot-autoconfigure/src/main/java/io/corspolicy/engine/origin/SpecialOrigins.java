package io.corspolicy.engine.origin;

import java.util.regex.Matcher;

import io.corspolicy.engine.fetch.Schemes;
import io.corspolicy.engine.host.AddressNetwork;
import io.corspolicy.engine.host.IpAddresses;
import org.jspecify.annotations.Nullable;

/**
 * Parses entries that are like an origin except for the host: texts without one, which
 * some engines send; any host of a scheme that is not of the web; a network of addresses.
 *
 * @see <a href="https://url.spec.whatwg.org/#concept-url-origin">URL, "origin"</a>
 */
public final class SpecialOrigins {

	/** Sent by older Android WebViews and by Cordova for pages in files. */
	public static final String FILE = "file://";

	private SpecialOrigins() {
	}

	/**
	 * Parse an entry.
	 * @param text the entry
	 * @param scheme its scheme
	 * @param authority what follows
	 * @return the parsed entry, or {@code null} if it is of another form
	 * @throws MalformedOriginException if it is of this form, but could never match
	 */
	static @Nullable OriginPattern parse(String text, String scheme, String authority) throws MalformedOriginException {
		boolean web = Schemes.isSpecial(scheme);
		boolean withoutHost = authority.isEmpty() || authority.equals(".");
		if (text.equals(FILE) || (withoutHost && !web)) {
			return new OriginPattern(text, OriginPattern.Form.EXACT, scheme, authority, OriginPattern.NO_PORT, "", "");
		}
		if (authority.equals("*") && !web) {
			return OriginPattern.anyHost(text, scheme);
		}
		if (authority.endsWith("/") && AddressNetwork.form(authority.substring(0, authority.length() - 1)) != null) {
			throw new MalformedOriginException("a network has no trailing slash.",
					text.substring(0, text.length() - 1));
		}
		Matcher network = AddressNetwork.form(authority);
		return (network != null) ? parseNetwork(text, scheme, network) : null;
	}

	private static OriginPattern parseNetwork(String text, String scheme, Matcher form)
			throws MalformedOriginException {
		String host = form.group(1);
		String port = (form.group(3) != null) ? form.group(3) : "";
		if (Schemes.defaultPort(scheme) == OriginPattern.NO_PORT) {
			throw new MalformedOriginException("a network of addresses has the scheme http or https.");
		}
		String canonical = host.startsWith("[") ? IpAddresses.canonicalIpv6(host.substring(1, host.length() - 1))
				: IpAddresses.canonicalIpv4(host);
		AddressNetwork address = (canonical != null)
				? AddressNetwork.ofHost(host.startsWith("[") ? "[" + canonical + "]" : canonical) : null;
		if (address == null) {
			throw new MalformedOriginException(
					"a network begins with an IP address, such as 10.0.0.0/8 or [fd00::]/8.");
		}
		int length = Integer.parseInt(form.group(2));
		if (length > address.bits() || !form.group(2).equals(String.valueOf(length))) {
			throw new MalformedOriginException("the prefix of this network has from 0 to " + address.bits() + " bits.");
		}
		AddressNetwork network = new AddressNetwork(address.v6(), address.high(), address.low(), length);
		String aligned = scheme + "://" + network.shortenedTo(length) + port;
		if (!network.isAligned()) {
			// One address may be meant, or a longer prefix.
			throw MalformedOriginException.withExample("the bits of a network beyond its prefix are zero.", aligned);
		}
		if (!host.equals(network.host())) {
			throw new MalformedOriginException("a network is written as browsers write its first address.", aligned);
		}
		if (!network.isPrivate()) {
			throw new MalformedOriginException(
					"a network lies within private, shared, loopback, link-local or unique local"
							+ " addresses (RFC 1918, 6598, 3927, 4193, 4291): others belong to strangers.");
		}
		return OriginPattern.network(text, scheme, network, OriginPort.parse(scheme, network.toString(), port));
	}

}
