package io.corspolicy.engine.origin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.corspolicy.contract.ReferenceMatcher;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.FuzzCorpusTests;
import io.corspolicy.engine.FuzzInput;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.TestRequest;
import io.corspolicy.engine.WireOracle;
import io.corspolicy.engine.host.IpAddresses;
import io.corspolicy.engine.host.RegistrableDomains;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzzes entries of {@code allowed-origins}: the input's first line is an entry, the
 * others are origins to try on it.
 * <p>
 * Jazzer calls {@code fuzzerTestOneInput} (profile {@code fuzz}); {@link FuzzCorpusTests}
 * does with every seed.
 */
public final class OriginPatternFuzzer {

	/** What stands in for a wildcard, and what does not. */
	private static final List<String> LABELS = List.of("a", "x_y", "a.b", "", ".", "a..b", "A", "*", "a:1", "\u00e9",
			"evil.test/", "a@b");

	private static final List<String> ENDS = List.of("", ".", ":1", ":443", ":80", ":65536", ".evil.test", "/", ",",
			"x", "\u0000");

	private static final List<String> BEGINNINGS = List.of("", "x", " ", "http://evil.test#", "a://");

	/** Hosts that no entry beside credentials may bring together. */
	private static final List<String> STRANGERS = List.of("evil.test", "evil.com", "a.com", "example.com",
			"a.example.com", "aexample.com", "example.com.evil.test", "a.github.io", "b.github.io", "a.co.uk", "[::1]");

	private OriginPatternFuzzer() {
	}

	/**
	 * Try one input.
	 * @param input the input
	 */
	public static void fuzzerTestOneInput(byte[] input) {
		List<String> lines = FuzzInput.textLines(input);
		String entry = lines.get(0);
		OriginPattern pattern;
		try {
			pattern = OriginPatternParser.parse(entry);
		}
		catch (MalformedOriginException ex) {
			checkRefusal(ex);
			return;
		}
		assertThat(pattern.text()).isEqualTo(entry);
		List<String> origins = new ArrayList<>(lines.subList(1, lines.size()));
		if (pattern.form() != OriginPattern.Form.REGEX && pattern.form() != OriginPattern.Form.ANY) {
			assertThat(entry).hasSizeLessThanOrEqualTo(320).matches("[a-z0-9.:/*_+\\[\\]-]+");
			LABELS.forEach((label) -> around(entry.replace(":*", "").replace("*", label), origins));
		}
		STRANGERS.forEach(
				(host) -> origins.addAll(List.of("https://" + host, "http://" + host, "https://" + host + ":8443")));
		OriginIndex index = new OriginIndex(AllowedOrigins.of(List.of(pattern), false));
		origins.forEach((origin) -> checkMatch(pattern, index, origin));
		checkBesideCredentials(entry, origins);
	}

	private static void around(String origin, List<String> origins) {
		for (String beginning : BEGINNINGS) {
			for (String end : ENDS) {
				origins.add(beginning + origin + end);
			}
		}
	}

	private static void checkRefusal(MalformedOriginException refusal) {
		assertThat(refusal.reason()).isNotBlank();
		for (String replacement : OriginPatternParser.replacements(refusal)) {
			try {
				OriginPatternParser.parse(replacement);
			}
			catch (MalformedOriginException ex) {
				throw new AssertionError("what is suggested is refused: " + replacement, ex);
			}
		}
	}

	private static void checkMatch(OriginPattern pattern, OriginIndex index, String origin) {
		boolean matched = index.match(origin) != OriginIndex.NO_MATCH;
		switch (pattern.form()) {
			case ANY -> assertThat(matched).isTrue();
			case REGEX ->
				assertThat(!matched || ReferenceMatcher.isSerialised(origin)).as("%s by %s", origin, pattern).isTrue();
			default -> assertThat(matched).as("%s by %s", origin, pattern)
				.isEqualTo(ReferenceMatcher.matches(pattern.text(), origin));
		}
	}

	/**
	 * Beside credentials, and nothing tolerated, an entry is one site's.
	 */
	private static void checkBesideCredentials(String entry, List<String> origins) {
		CompiledPolicy policy;
		try {
			policy = CompiledPolicy.compile("fuzz",
					PolicySpec.empty()
						.with(Attribute.ALLOWED_ORIGINS, List.of(entry))
						.with(Attribute.ALLOW_CREDENTIALS, true));
		}
		catch (InvalidPolicyException ex) {
			assertThat(ex.problems()).isNotEmpty();
			return;
		}
		PolicySet policies = PolicySet.lenient(List.of(policy));
		List<String> hosts = new ArrayList<>();
		for (String origin : origins) {
			WireOracle.check(policies, List.of(policy), TestRequest.of("GET", "Origin", origin), false);
			if (policy.matchOrigin(origin) != OriginIndex.NO_MATCH
					&& ReferenceMatcher.scheme(origin).startsWith("http")) {
				String host = ReferenceMatcher.host(origin);
				hosts.add(host);
				assertThat(ReferenceMatcher.scheme(origin).equals("http") && !IpAddresses.isLoopback(host))
					.as("insecure %s by %s", origin, entry)
					.isFalse();
			}
		}
		Set<String> sites = hosts.stream()
			.distinct()
			.filter((host) -> !IpAddresses.isLoopback(host))
			.map((host) -> String.valueOf(RegistrableDomains.of(host)))
			.collect(Collectors.toSet());
		if (entry.startsWith("~")) {
			// Alternatives may be about several sites, whose names are written out.
			assertThat(sites).as("sites of %s", entry)
				.allMatch((site) -> Arrays.stream(site.split("\\.")).allMatch(entry::contains));
		}
		else if (entry.lastIndexOf('/') == entry.indexOf("://") + 2) {
			// Addresses of a network are nobody's domain.
			assertThat(sites).as("sites of %s", entry).hasSizeLessThanOrEqualTo(1);
		}
	}

}
