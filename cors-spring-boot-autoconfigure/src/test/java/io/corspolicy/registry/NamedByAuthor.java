package io.corspolicy.registry;

import java.net.IDN;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * What somebody who wrote an entry, right or wrong, has named: read as generously as a
 * person would, and without a line of the engine's. Whatever suggestions lead to is
 * compared with this.
 */
final class NamedByAuthor {

	private static final Set<String> ANYTHING = Set.of("*", "**", ".*", "^.*$", "any", "all", "everyone", "everything",
			"wildcard");

	private static final Pattern URL = Pattern.compile(
			"(?i)(?:([^:/\\\\]*?):?[/\\\\]{2}|(https?):/?(?=[a-z*.\\[]))?(?:[^/]*@)?(\\[[^]]*]?|[^:/?#\\\\]*)(?::([^/?#\\\\]*))?(?:[/?#\\\\].*)?");

	private static final Pattern ORIGIN = Pattern.compile("([^:]+)://(\\[[^]]*]|[^:]*)(?::(\\d+))?");

	private static final Pattern NETWORK = Pattern.compile("(https?)://(\\[[^]]*]|[0-9.]+)/([0-9]{1,3})(?::(.*))?");

	private static final Pattern OPAQUE = Pattern.compile("(?i)(file|data|blob|about|javascript):.*|null");

	private NamedByAuthor() {
	}

	/**
	 * What the entries of a list name.
	 * @return tells whether an origin is named
	 */
	static Predicate<String> origins(List<String> entries) {
		List<Predicate<String>> readings = new ArrayList<>();
		// A list of ports has commas of its own.
		Matcher ports = Pattern.compile("[a-z]+://[^,\\[]*:\\[[0-9,*]+]").matcher(String.join(",", entries));
		while (ports.find()) {
			readings.add(reading(ports.group()));
		}
		for (String entry : entries) {
			String bare = bare(entry);
			readings.add(reading(entry));
			readings.add(reading(bare));
			for (String part : bare.split("[,;\\s]+(?![^{}]*})")) {
				readings.add(reading(bare(part)));
			}
		}
		return (origin) -> readings.stream().anyMatch((reading) -> reading.test(origin));
	}

	private static String bare(String text) {
		return text.replaceAll("^[\\s\"'\\p{Cntrl}]+|[\\s\"'\\p{Cntrl}]+$", "");
	}

	private static Predicate<String> reading(String part) {
		if (part.isBlank()) {
			return (origin) -> false;
		}
		if (ANYTHING.contains(part.toLowerCase(Locale.ROOT))) {
			return (origin) -> true;
		}
		Predicate<String> expression = expression(part);
		if (part.startsWith("~")) {
			return expression;
		}
		Predicate<String> opaque = (origin) -> OPAQUE.matcher(part).matches()
				&& (origin.equals("null") || origin.equals(part));
		return opaque.or(expression).or(url(part)).or(network(part));
	}

	/** All addresses that begin with the same bits. */
	private static Predicate<String> network(String part) {
		Matcher written = NETWORK.matcher(part);
		if (!written.matches()) {
			return (origin) -> false;
		}
		return (origin) -> {
			Matcher asked = ORIGIN.matcher(origin);
			return asked.matches() && asked.group(1).equals(written.group(1))
					&& asked.group(2).matches("\\[.*]|[0-9.]+")
					&& bits(asked.group(2), written.group(3)).equals(bits(written.group(2), written.group(3)))
					&& isPort((written.group(4) != null) ? written.group(4) : "",
							(asked.group(3) != null) ? asked.group(3) : "", defaultPort(asked.group(1)));
		};
	}

	private static String bits(String address, String length) {
		try {
			StringBuilder bits = new StringBuilder();
			for (byte one : InetAddress.getByName(address.replaceAll("[\\[\\]]", "")).getAddress()) {
				bits.append(Integer.toBinaryString((one & 0xff) + 0x100).substring(1));
			}
			return bits.substring(0, Math.min(bits.length(), Integer.parseInt(length))) + "/" + bits.length();
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

	/** As in JavaScript, or here. */
	private static Predicate<String> expression(String part) {
		Matcher delimited = Pattern.compile("/(.*)/[a-z]*").matcher(part);
		String regex = delimited.matches() ? delimited.group(1) : part.startsWith("~") ? part.substring(1) : part;
		boolean likeExpression = delimited.matches() || part.startsWith("~")
				|| regex.matches(".*(\\\\|\\^|\\$|[\\])][+*?{]|\\(|//\\.\\*).*");
		try {
			Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
			boolean find = delimited.matches();
			return (origin) -> likeExpression
					&& (find ? pattern.matcher(origin).find() : pattern.matcher(origin).matches());
		}
		catch (PatternSyntaxException ex) {
			return (origin) -> false;
		}
	}

	private static Predicate<String> url(String part) {
		String single = part.replaceFirst("(?i)^[a-z*?()]+:[/\\\\]{1,2}(?=[a-z*?()]+:[/\\\\]{2})", "");
		Matcher written = URL.matcher(single);
		if (!written.matches()) {
			return (origin) -> false;
		}
		Predicate<String> scheme = scheme((written.group(1) != null) ? written.group(1) : written.group(2));
		Predicate<String> host = host(written.group(3));
		String port = (written.group(4) != null) ? written.group(4).strip() : "";
		return (origin) -> {
			Matcher asked = ORIGIN.matcher(origin);
			return asked.matches() && scheme.test(asked.group(1)) && host.test(asked.group(2))
					&& isPort(port, (asked.group(3) != null) ? asked.group(3) : "", defaultPort(asked.group(1)));
		};
	}

	private static String defaultPort(String scheme) {
		return scheme.equals("https") ? "443" : scheme.equals("http") ? "80" : "";
	}

	private static Predicate<String> scheme(@Nullable String written) {
		String scheme = (written != null) ? written.toLowerCase(Locale.ROOT) : "";
		boolean open = scheme.isEmpty() || scheme.equals("*")
				|| Set.of("https?", "http(s)", "http*", "http[s]").contains(scheme);
		if (open) {
			return (asked) -> asked.equals("http") || asked.equals("https");
		}
		boolean misspelt = !scheme.matches("[a-z][a-z0-9+.-]*");
		return (asked) -> asked.equals(misspelt ? scheme.replaceAll("[^a-z]", "") : scheme);
	}

	private static Predicate<String> host(String written) {
		if (written.isEmpty() || written.equals(".")) {
			return (asked) -> asked.equals(written);
		}
		if (written.equals("*")) {
			return (asked) -> true;
		}
		String host = written.toLowerCase(Locale.ROOT).replaceAll("\\.{2,}", ".");
		if (host.startsWith("[")) {
			String address = address(host);
			return (asked) -> asked.startsWith("[") && address(asked).equals(address);
		}
		if (host.chars().anyMatch((c) -> c > 0x7f)) {
			try {
				host = IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
			}
			catch (IllegalArgumentException ex) {
				return (asked) -> false;
			}
		}
		host = host.startsWith(".") ? "*" + host : host.replaceFirst("^\\*\\*\\.", "*.");
		String number = ipv4(host);
		if (number != null) {
			return (asked) -> asked.equals(number);
		}
		if (host.matches("[0-9a-f:]*:[0-9a-f:]*")) {
			String address = address("[" + host + "]");
			return (asked) -> asked.startsWith("[") && address(asked).equals(address);
		}
		String regex = Arrays.stream(host.split("(?<=\\*)|(?=\\*)"))
			.map((piece) -> piece.equals("*") ? "*" : Pattern.quote(piece))
			.reduce("", String::concat);
		String covered = host.startsWith("*.") ? "[a-z0-9_-]+(\\.[a-z0-9_-]+)*" : "[a-z0-9-]+";
		Pattern glob = Pattern.compile(regex.replace("*", covered));
		return (asked) -> glob.matcher(asked).matches();
	}

	private static String address(String bracketed) {
		try {
			return InetAddress.getByName(bracketed.replaceAll("[\\[\\]]", "").replaceFirst("%.*", "")).toString();
		}
		catch (UnknownHostException ex) {
			return "none";
		}
	}

	/** As browsers read numbers (URL, "IPv4 parser"). */
	private static @Nullable String ipv4(String host) {
		String[] parts = host.replaceFirst("\\.$", "").split("\\.");
		if (parts.length > 4 || !Arrays.stream(parts).allMatch((part) -> part.matches("0x[0-9a-f]+|[0-9]+"))) {
			return null;
		}
		long address = 0;
		for (int i = 0; i < parts.length; i++) {
			long number = Long.decode(parts[i].matches("0+") ? "0" : parts[i]);
			boolean last = i == parts.length - 1;
			address += last ? number : number << (8 * (3 - i));
		}
		long whole = address;
		return (whole > 0xffffffffL) ? null
				: (whole >> 24) + "." + (whole >> 16 & 255) + "." + (whole >> 8 & 255) + "." + (whole & 255);
	}

	private static boolean isPort(String written, String asked, String defaultPort) {
		if (written.isEmpty() || written.matches("\\*+")) {
			return asked.isEmpty() || !written.isEmpty();
		}
		String port = asked.isEmpty() ? defaultPort : asked;
		if (written.matches("[\\[({].*[\\])}]")) {
			List<String> ports = Arrays.asList(written.substring(1, written.length() - 1).split("[,|; ]+"));
			return ports.stream().anyMatch((one) -> portIs(one, port)) || portIs(written, port);
		}
		return portIs(written, port);
	}

	private static boolean portIs(String written, String asked) {
		Matcher range = Pattern.compile("\\[?([0-9]{1,5})(?:-|\\.\\.|:)([0-9]{1,5})]?").matcher(written);
		if (range.matches() && !asked.isEmpty()) {
			int port = Integer.parseInt(asked);
			return port >= Integer.parseInt(range.group(1)) && port <= Integer.parseInt(range.group(2));
		}
		if (written.matches("\\*+")) {
			return true;
		}
		return !asked.isEmpty() && (asked.matches(written.replaceAll("[^0-9*]", "!").replace("*", "[0-9]*"))
				|| written.replaceFirst("^0+", "").equals(asked));
	}

	/**
	 * The names of methods or headers in the entries of a list.
	 */
	static List<String> tokens(List<String> entries) {
		List<String> tokens = new ArrayList<>();
		for (String entry : entries) {
			// What is in a second line was smuggled in.
			for (String part : entry.strip().replaceFirst("(?s)[\r\n].*", "").split("[,;\\s]+")) {
				String token = part.replaceFirst(":.*", "");
				if (ANYTHING.contains(token.toLowerCase(Locale.ROOT)) || token.matches("\\*+")) {
					tokens.add("*");
				}
				else if (token.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
					tokens.add(token);
				}
				if (part.endsWith(":") || part.contains(":")) {
					// What follows is a value.
					break;
				}
			}
		}
		return tokens;
	}

}
