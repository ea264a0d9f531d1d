package io.corspolicy.contract;

import java.util.List;
import java.util.Locale;

/**
 * What a host pattern matches, written from the contract's section 2 as plainly as
 * possible and without a line of the engine's.
 */
public final class ReferenceHosts {

	private static final int KIND = 10_000;

	private static final int LENGTH = 10;

	private ReferenceHosts() {
	}

	/**
	 * How closely a policy's hosts match a server's origin: 0 for no hosts, negative for
	 * others.
	 */
	static int closeness(List<String> hosts, String server) {
		return hosts.isEmpty() ? 0
				: hosts.stream().mapToInt((pattern) -> closeness(pattern, server)).max().orElseThrow();
	}

	/** Without a wildcard, then a name, then {@code *}; longer; with a port. */
	private static int closeness(String pattern, String server) {
		String host = withoutPort(pattern);
		String port = pattern.substring(host.length());
		String serverHost = ReferenceMatcher.host(server).toLowerCase(Locale.ROOT);
		String serverPort = ReferenceMatcher.port(server).isEmpty() ? (server.startsWith("https") ? "443" : "80")
				: ReferenceMatcher.port(server);
		String rest = host.substring(host.indexOf('.') + 1);
		boolean matches;
		int kind;
		if (host.startsWith("*.")) {
			kind = 1;
			matches = serverHost.endsWith("." + rest) && serverHost.length() > rest.length() + 1;
		}
		else if (host.startsWith("{")) {
			kind = 2;
			matches = serverHost.indexOf('.') > 0 && serverHost.substring(serverHost.indexOf('.') + 1).equals(rest);
		}
		else {
			kind = 3;
			matches = serverHost.equals(host);
		}
		boolean fits = matches && (port.isEmpty() || port.equals(":" + serverPort));
		return fits ? kind * KIND + host.length() * LENGTH + (port.isEmpty() ? 0 : 1) : -1;
	}

	private static String withoutPort(String pattern) {
		return pattern.replaceFirst("(?<=[^:]):[0-9]+$", "");
	}

	/**
	 * An origin entry with the label that its name stands for, or the entry itself.
	 */
	static String withLabel(String entry, List<String> hosts, String server) {
		int start = entry.indexOf("://{");
		if (start < 0) {
			return entry;
		}
		String name = entry.substring(start + 3, entry.indexOf('}') + 1);
		boolean known = hosts.stream()
			.anyMatch((pattern) -> pattern.startsWith(name) && closeness(pattern, server) > 0);
		String label = ReferenceMatcher.host(server).split("\\.")[0].toLowerCase(Locale.ROOT);
		// What has no label matches nothing.
		return known ? entry.replace(name, label) : "none://-";
	}

}
