package io.corspolicy.engine.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The public suffixes: names right under which anyone can register a name, from a
 * registry ({@code co.uk}) or a service ({@code github.io}).
 * <p>
 * The complete list of <a href="https://publicsuffix.org/list/">publicsuffix.org</a> is
 * part of the build, and its sorted rules; they are loaded on the first look-up. The
 * answers are those of publicsuffix.org (Format, "Algorithm") and of
 * <a href="https://url.spec.whatwg.org/#host-public-suffix">URL, "public suffix"</a> and
 * <a href="https://url.spec.whatwg.org/#host-registrable-domain">"registrable
 * domain"</a>:
 * <ul>
 * <li>Hosts are in lower case and in Punycode, as an origin has them.</li>
 * <li>The last label of a host that no rule matches is a public suffix, by the default
 * rule {@code *}. So are {@code localhost} and {@code internal}.</li>
 * <li>An IP address, or a text that is not a host, is not a public suffix and has no
 * registrable domain.</li>
 * <li>A trailing dot makes no difference, and is kept.</li>
 * </ul>
 */
public final class PublicSuffixes {

	/** The whole list, as it is published. */
	private static final String SOURCE = "public-suffix-list.dat";

	/** What {@link PublicSuffixListCompiler} made of it. */
	private static final String COMPILED = "public-suffix-list.sorted";

	private static final String COMMENT = "//";

	private PublicSuffixes() {
	}

	/**
	 * Whether a host is a public suffix.
	 * @param host the host
	 * @return whether the host is a public suffix
	 */
	public static boolean isPublicSuffix(String host) {
		String name = name(host);
		return name != null && Holder.LIST.suffixStart(name) == 0;
	}

	/**
	 * Whether every name right under a host is a public suffix, by a rule such as
	 * {@code *.kawasaki.jp}.
	 * @param host the host
	 * @return whether such a rule matches it
	 */
	static boolean isParentOfSuffixes(String host) {
		// No rule names an underscore, so only a wildcard rule can match it.
		return isPublicSuffix("_." + host);
	}

	/**
	 * Whether a host is a public suffix because of a rule of the list, and not only
	 * because no rule matches it.
	 * @param host the host
	 * @return whether a rule makes it one
	 */
	static boolean isListed(String host) {
		String name = name(host);
		return name != null && isPublicSuffix(host) && Holder.LIST.hasRule(name, false);
	}

	/**
	 * Whether a host is the public suffix of a registry, under which domains are bought.
	 * @param host the host
	 * @return whether the list's ICANN section makes it a public suffix
	 */
	static boolean isRegistry(String host) {
		String name = name(host);
		return name != null && isPublicSuffix(host) && Holder.LIST.hasRule(name, true);
	}

	/**
	 * Find a public suffix below a host, at any depth ({@code s3.amazonaws.com} below
	 * {@code amazonaws.com}): then some of the names under the host have different
	 * owners.
	 * @param host the host
	 * @return the first one of the shortest, or {@code null} if there is none
	 */
	static @Nullable String suffixBelow(String host) {
		String name = name(host);
		if (name == null) {
			return null;
		}
		List<String> suffixes = new ArrayList<>();
		Holder.LIST.below(name, (labels) -> suffixes.add(labels + "." + name));
		return suffixes.isEmpty() ? null : Collections.min(suffixes,
				Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
	}

	/**
	 * The public suffixes that are one label longer than a host.
	 * @param host the host
	 * @return their first labels
	 */
	public static List<String> labelsOfSuffixesBelow(String host) {
		String name = name(host);
		List<String> suffixes = new ArrayList<>();
		if (name != null) {
			Holder.LIST.below(name, (labels) -> {
				if (labels.indexOf('.') < 0 && !labels.equals("*")) {
					suffixes.add(labels);
				}
			});
		}
		return suffixes;
	}

	/**
	 * The version of the list. This reads only the list's head.
	 * @return the list's date and time, such as {@code 2026-10-06_16-13-12_UTC}; failing
	 * that its commit; failing that {@code unknown}
	 */
	public static String version() {
		try (BufferedReader list = new BufferedReader(new InputStreamReader(open(SOURCE), StandardCharsets.UTF_8))) {
			return version(list);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String version(BufferedReader list) throws IOException {
		String line = list.readLine();
		while (line != null && (line.isEmpty() || line.startsWith(COMMENT))) {
			if (line.startsWith("// VERSION: ") || line.startsWith("// COMMIT: ")) {
				return line.substring(line.indexOf(':') + 1).strip();
			}
			line = list.readLine();
		}
		return "unknown";
	}

	private static PublicSuffixList load() {
		try (InputStream list = open(COMPILED)) {
			return new PublicSuffixList(list.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static InputStream open(String resource) {
		InputStream stream = PublicSuffixes.class.getResourceAsStream(resource);
		if (stream == null) {
			throw new IllegalStateException(resource + " is missing beside " + PublicSuffixes.class.getName());
		}
		return stream;
	}

	/**
	 * The host without its trailing dot, or {@code null} if it is an address or not a
	 * host.
	 */
	private static @Nullable String name(String host) {
		if (host.isEmpty() || host.startsWith(".") || host.startsWith("[") || host.contains("..")) {
			return null;
		}
		String name = HostNames.withoutTrailingDot(host);
		// URL, "ends in a number checker": then it is an IPv4 address.
		for (int i = name.lastIndexOf('.') + 1; i < name.length(); i++) {
			if (name.charAt(i) < '0' || name.charAt(i) > '9') {
				return name;
			}
		}
		return null;
	}

	/**
	 * Loads the list on first use.
	 */
	private static final class Holder {

		static final PublicSuffixList LIST = load();

	}

}
