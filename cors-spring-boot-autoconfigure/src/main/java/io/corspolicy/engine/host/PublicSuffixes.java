package io.corspolicy.engine.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The public suffixes: names right under which anyone can register a name, from a
 * registry ({@code co.uk}) or a service ({@code github.io}).
 * <p>
 * The complete list of <a href="https://publicsuffix.org/list/">publicsuffix.org</a> is
 * part of the build; it is loaded on the first look-up. The answers are those of
 * publicsuffix.org (Format, "Algorithm") and of
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

	private static final String RESOURCE = "public-suffix-list.dat";

	private static final String COMMENT = "//";

	private static final String ICANN_BEGIN = "// ===BEGIN ICANN DOMAINS===";

	private static final String ICANN_END = "// ===END ICANN DOMAINS===";

	/** In Punycode, otherwise as in the list: {@code com *.ck !www.ck}. */
	private final Set<String> rules;

	/** The rules of registries. */
	private final Set<String> icannRules;

	/** The hosts below which there is a public suffix, whether or not they are one. */
	private final Set<String> parents;

	private PublicSuffixes(Set<String> rules, Set<String> icannRules) {
		this.rules = rules;
		this.icannRules = icannRules;
		this.parents = parents(rules);
	}

	private static Set<String> parents(Set<String> rules) {
		Set<String> parents = new HashSet<>();
		for (String rule : rules) {
			int dot = rule.startsWith("!") ? -1 : rule.indexOf('.');
			while (dot >= 0 && parents.add(rule.substring(dot + 1))) {
				dot = rule.indexOf('.', dot + 1);
			}
		}
		return Set.copyOf(parents);
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
		return name != null && isPublicSuffix(host) && hasRule(Holder.LIST.rules, name);
	}

	/**
	 * Whether a host is the public suffix of a registry, under which domains are bought.
	 * @param host the host
	 * @return whether the list's ICANN section makes it a public suffix
	 */
	static boolean isRegistry(String host) {
		String name = name(host);
		return name != null && isPublicSuffix(host) && hasRule(Holder.LIST.icannRules, name);
	}

	private static boolean hasRule(Set<String> rules, String name) {
		int dot = name.indexOf('.');
		return rules.contains(name) || (dot >= 0 && rules.contains('*' + name.substring(dot)));
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
		if (name == null || !Holder.LIST.parents.contains(name)) {
			return null;
		}
		return Holder.LIST.rules.stream()
			.filter((rule) -> rule.endsWith("." + name) && !rule.startsWith("!"))
			.min(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()))
			.orElse(null);
	}

	/**
	 * The public suffixes that are one label longer than a host.
	 * @param host the host
	 * @return their first labels
	 */
	public static List<String> labelsOfSuffixesBelow(String host) {
		String name = name(host);
		if (name == null || !Holder.LIST.parents.contains(name)) {
			return List.of();
		}
		return Holder.LIST.rules.stream()
			.filter((rule) -> rule.endsWith("." + name) && rule.indexOf('.') == rule.length() - name.length() - 1)
			.map((rule) -> rule.substring(0, rule.length() - name.length() - 1))
			.filter((label) -> !label.equals("*") && !label.startsWith("!"))
			.sorted()
			.toList();
	}

	/**
	 * The version of the list. This reads only the list's head.
	 * @return the list's date and time, such as {@code 2026-10-06_16-13-12_UTC}; failing
	 * that its commit; failing that {@code unknown}
	 */
	public static String version() {
		try (BufferedReader list = open()) {
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

	static PublicSuffixes read(BufferedReader list) throws IOException {
		Set<String> rules = new HashSet<>();
		Set<String> icannRules = new HashSet<>();
		boolean icann = false;
		for (String line = list.readLine(); line != null; line = list.readLine()) {
			icann = line.startsWith(ICANN_BEGIN) || (icann && !line.startsWith(ICANN_END));
			String rule = line.startsWith(COMMENT) ? "" : firstWord(line);
			if (!rule.isEmpty()) {
				String encoded = punycode(rule);
				rules.add(encoded);
				if (icann) {
					icannRules.add(encoded);
				}
			}
		}
		// A copy has no nodes, and is kept.
		return new PublicSuffixes(Set.copyOf(rules), Set.copyOf(icannRules));
	}

	/** "Each line is only read up to the first whitespace." */
	private static String firstWord(String line) {
		int end = 0;
		while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
			end++;
		}
		return line.substring(0, end);
	}

	private static String punycode(String rule) {
		for (int i = 0; i < rule.length(); i++) {
			if (rule.charAt(i) > '~') {
				return IDN.toASCII(rule, IDN.ALLOW_UNASSIGNED);
			}
		}
		return rule;
	}

	private static PublicSuffixes load() {
		try (BufferedReader list = open()) {
			return read(list);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static BufferedReader open() {
		InputStream list = PublicSuffixes.class.getResourceAsStream(RESOURCE);
		if (list == null) {
			throw new IllegalStateException(RESOURCE + " is missing beside " + PublicSuffixes.class.getName());
		}
		return new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8));
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
		boolean number = name.chars().skip(name.lastIndexOf('.') + 1).allMatch((c) -> c >= '0' && c <= '9');
		return number ? null : name;
	}

	/**
	 * Where a host's public suffix begins: an exception prevails, then the rule with the
	 * most labels.
	 */
	int suffixStart(String host) {
		int prevailing = host.lastIndexOf('.') + 1;
		int start = 0;
		int dot;
		do {
			dot = host.indexOf('.', start);
			String suffix = host.substring(start);
			if (this.rules.contains('!' + suffix)) {
				return dot + 1;
			}
			if (start < prevailing && (this.rules.contains(suffix) || this.rules.contains('*' + host.substring(dot)))) {
				prevailing = start;
			}
			start = dot + 1;
		}
		while (dot >= 0);
		return prevailing;
	}

	/**
	 * Loads the list on first use.
	 */
	private static final class Holder {

		static final PublicSuffixes LIST = load();

	}

}
