package io.corspolicy.engine.host;

import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.origin.OriginIndex;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Beside credentials, no wildcard and no expression brings together sites that different
 * people can register, whatever the public suffix list has: tried with every domain at,
 * above and below each of its rules. The list is read here without the engine's help.
 */
class SharedDomainTests {

	private static final List<String> LABELS = List.of("a", "pr-1", "b-x", "pr-22");

	private final Set<String> rules = rules();

	/** Every public suffix below a domain, and the domain itself where it is one. */
	private final Map<String, Set<String>> suffixes = suffixes();

	private static Set<String> rules() {
		try (InputStream list = PublicSuffixes.class.getResourceAsStream("public-suffix-list.dat")) {
			return new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("//"))
				.map((line) -> IDN.toASCII(line.strip(), IDN.ALLOW_UNASSIGNED))
				.collect(Collectors.toCollection(LinkedHashSet::new));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Map<String, Set<String>> suffixes() {
		Map<String, Set<String>> suffixes = new HashMap<>();
		for (String rule : this.rules) {
			if (!rule.startsWith("!")) {
				String suffix = rule.replace("*", "any");
				for (String domain = suffix; domain != null; domain = parent(domain)) {
					suffixes.computeIfAbsent(domain, (key) -> new TreeSet<>()).add(suffix);
				}
			}
		}
		return suffixes;
	}

	private static @Nullable String parent(String domain) {
		int dot = domain.indexOf('.');
		return (dot < 0) ? null : domain.substring(dot + 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://*.%s", "https://pr-*.%s", "https://*-x.%s:*", "https://a*.%s" })
	void wildcardsStayInOneHand(String form) {
		assertThat(this.suffixes.keySet().stream().filter((domain) -> staysInOneHand(form, domain)).count())
			.isGreaterThan(5_000);
	}

	/** An expression is judged by the same rule: it needs not be seen at every domain. */
	@ParameterizedTest
	@ValueSource(strings = { "~https://.*\\.%r", "~https://[a-z0-9-]+\\.%r", "~https://pr-[0-9]+\\.%r(:[0-9]+)?",
			"~https://(a|[a-z-]+x)\\.%r", "~https://([a-z]+\\.)?%r",
			"~https://(?:.+\\.)?%r|https://www\\.example\\.com" })
	void expressionsStayInOneHand(String form) {
		List<String> domains = this.suffixes.keySet()
			.stream()
			.filter((domain) -> Math.floorMod(domain.hashCode() + form.hashCode(), 4) == 0)
			.toList();
		assertThat(domains.stream().filter((domain) -> staysInOneHand(form, domain)).count()).isGreaterThan(1_000);
	}

	/** The result is whether anything was accepted. */
	private boolean staysInOneHand(String form, String domain) {
		boolean accepted = false;
		for (String candidate : List.of(domain, "own." + domain)) {
			String entry = form.replace("%s", candidate).replace("%r", candidate.replace(".", "\\."));
			CompiledPolicy policy = compile(entry);
			if (policy != null) {
				accepted = true;
				Set<String> sites = sites(policy, candidate);
				sites.remove("example.com");
				assertThat(sites).as(entry).hasSizeLessThanOrEqualTo(1);
			}
		}
		return accepted;
	}

	private static @Nullable CompiledPolicy compile(String entry) {
		try {
			return CompiledPolicy.compile("test",
					PolicySpec.empty()
						.with(Attribute.ALLOWED_ORIGINS, List.of(entry))
						.with(Attribute.ALLOW_CREDENTIALS, true));
		}
		catch (InvalidPolicyException ex) {
			return null;
		}
	}

	/** The registrable domains of hosts that the policy allows. */
	private Set<String> sites(CompiledPolicy policy, String domain) {
		List<String> hosts = new ArrayList<>(List.of(domain));
		LABELS.forEach((label) -> hosts.add(label + "." + domain));
		this.suffixes.getOrDefault(domain, Set.of()).stream().limit(50).forEach((suffix) -> {
			hosts.add(suffix);
			LABELS.forEach((label) -> hosts.add(label + "." + suffix));
		});
		return hosts.stream()
			.filter((host) -> policy.matchOrigin("https://" + host) != OriginIndex.NO_MATCH)
			.map(this::registrable)
			.filter(Objects::nonNull)
			.map(Objects::requireNonNull)
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** Label by label, as publicsuffix.org describes it. */
	private @Nullable String registrable(String host) {
		String[] labels = host.split("\\.");
		int suffix = 1;
		for (int i = 0; i < labels.length; i++) {
			String rest = String.join(".", List.of(labels).subList(i, labels.length));
			String parent = parent(rest);
			if (this.rules.contains("!" + rest)) {
				suffix = labels.length - i - 1;
				break;
			}
			if (this.rules.contains(rest) || (parent != null && this.rules.contains("*." + parent))) {
				suffix = Math.max(suffix, labels.length - i);
			}
		}
		return (suffix >= labels.length) ? null
				: String.join(".", List.of(labels).subList(labels.length - suffix - 1, labels.length));
	}

	@Test
	void everyDomainWithSuffixesBelowIsKnown() {
		Set<String> parents = new TreeSet<>();
		for (String rule : this.rules) {
			if (!rule.startsWith("!")) {
				for (String domain = parent(rule); domain != null; domain = parent(domain)) {
					parents.add(domain);
				}
			}
		}
		assertThat(parents).hasSizeGreaterThan(400).allSatisfy((domain) -> {
			assertThat(PublicSuffixes.suffixBelow(domain)).endsWith("." + domain);
			assertThat(compile("https://*." + domain)).isNull();
		});
	}

	@Test
	void sectionsAreKeptApart() {
		assertThat(List.of("com", "co.uk", "foo.ck", "xn--p1ai")).allMatch(PublicSuffixes::isRegistry);
		assertThat(List.of("github.io", "vercel.app", "s3.amazonaws.com", "uk.com", "local", "example.com",
				"kawasaki.jp", "127.0.0.1"))
			.noneMatch(PublicSuffixes::isRegistry);
		assertThat(List.of("github.io", "com", "foo.ck")).allMatch(PublicSuffixes::isListed);
		assertThat(List.of("local", "intranet", "localhost", "example.com", "ck")).noneMatch(PublicSuffixes::isListed);
	}

	@Test
	void onlyAWildcardThatMatchesASuffixIsHeldAgainstItsParent() {
		assertThat(SharedDomain.of("fastly.net", "pr-1"::equals)).isNull();
		assertThat(SharedDomain.of("fastly.net", "freetls"::equals)).isNotNull()
			.extracting(SharedDomain::suffix)
			.isEqualTo("freetls.fastly.net");
		assertThat(SharedDomain.of("fastly.net.", null)).isNotNull();
		assertThat(SharedDomain.of("app.localhost", null)).isNull();
		assertThat(SharedDomain.of("example.com", null)).isNull();
		assertThat(SharedDomain.of("local", null)).isNotNull()
			.extracting(SharedDomain::reason)
			.asString()
			.doesNotContain("anybody");
	}

}
