package io.corspolicy.engine.origin;

import java.util.regex.Pattern;

import io.corspolicy.engine.fetch.Schemes;
import io.corspolicy.engine.host.HostNames;
import io.corspolicy.engine.host.IpAddresses;
import io.corspolicy.engine.host.Punycode;

/**
 * Checks the hosts of entries of {@code allowed-origins}: browsers send each host in one
 * form only.
 *
 * @see <a href="https://url.spec.whatwg.org/#host-serializing">URL, "host serializer"</a>
 */
final class OriginHosts {

	private static final Pattern BARE_IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:]*:[0-9a-f:]*");

	private static final String LABEL_TOO_LONG = "a label of a host is no longer than " + HostNames.MAX_LABEL_LENGTH
			+ " characters.";

	private OriginHosts() {
	}

	/** An IPv6 address without brackets would be read as a name and a port. */
	static void checkBrackets(String scheme, String authority) throws MalformedOriginException {
		if (BARE_IPV6.matcher(authority).matches()) {
			throw bareIpv6(scheme, authority);
		}
	}

	private static MalformedOriginException bareIpv6(String scheme, String authority) {
		String reason = "an IPv6 address is written in brackets, and a port after them.";
		String canonical = IpAddresses.canonicalIpv6(authority);
		boolean mayEndInPort = authority.matches(".*:[0-9]{3,5}(?::[0-9]*)?");
		return (canonical == null || mayEndInPort)
				? MalformedOriginException.withExample(reason, OriginPatternParser.IPV6_EXAMPLE)
				: new MalformedOriginException(reason, scheme + "://[" + canonical + "]");
	}

	static void checkLabelPart(String part) throws MalformedOriginException {
		for (int i = 0; i < part.length(); i++) {
			if (!HostNames.isHostChar(part.charAt(i))) {
				throw MalformedOriginException.withExample("'" + part.charAt(i) + "' is not allowed in a host name.",
						OriginPatternParser.WILDCARD_EXAMPLE);
			}
		}
		if (part.length() >= HostNames.MAX_LABEL_LENGTH) {
			throw MalformedOriginException.withExample(LABEL_TOO_LONG, OriginPatternParser.WILDCARD_EXAMPLE);
		}
	}

	static void checkAddress(String scheme, String host, String portText) throws MalformedOriginException {
		String canonical = host.endsWith("]") ? IpAddresses.canonicalIpv6(host.substring(1, host.length() - 1)) : null;
		if (canonical == null) {
			throw MalformedOriginException.withExample("brackets enclose an IPv6 address.",
					OriginPatternParser.IPV6_EXAMPLE);
		}
		if (!host.equals("[" + canonical + "]")) {
			throw new MalformedOriginException("browsers send IPv6 addresses in their compressed form.",
					scheme + "://[" + canonical + "]" + portText);
		}
	}

	static void checkName(String scheme, String host, String portText) throws MalformedOriginException {
		for (int i = 0; i < host.length(); i++) {
			char c = host.charAt(i);
			if (c != '.' && !HostNames.isHostChar(c)) {
				throw new MalformedOriginException("'" + c + "' is not allowed in a host name.");
			}
		}
		String name = HostNames.withoutTrailingDot(host);
		if (name.length() > HostNames.MAX_LENGTH) {
			throw new MalformedOriginException("no host name is longer than " + HostNames.MAX_LENGTH + " characters.");
		}
		String[] labels = name.split("\\.", -1);
		for (String label : labels) {
			if (label.isEmpty()) {
				throw new MalformedOriginException("a host has no empty labels.",
						scheme + "://" + host.replaceAll("\\.{2,}", ".").replaceFirst("^\\.", "*.") + portText);
			}
			if (label.length() > HostNames.MAX_LABEL_LENGTH) {
				throw new MalformedOriginException(LABEL_TOO_LONG);
			}
			if (label.startsWith(Punycode.PREFIX) && Punycode.decode(label) == null) {
				throw new MalformedOriginException("\"" + label + "\" is not valid Punycode.");
			}
		}
		if (Schemes.defaultPort(scheme) != OriginPattern.NO_PORT && IpAddresses.endsInNumber(host)) {
			String canonical = IpAddresses.canonicalIpv4(host);
			if (canonical == null) {
				throw MalformedOriginException.withExample(
						"browsers take a host that ends in a number for an IPv4 address: four numbers from 0 to 255.",
						"http://127.0.0.1:8080");
			}
			if (!canonical.equals(host)) {
				throw new MalformedOriginException("browsers send IPv4 addresses as four decimal numbers.",
						scheme + "://" + canonical + portText);
			}
		}
	}

}
