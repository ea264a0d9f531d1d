package io.corspolicy.registry;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CorsEngine;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.fetch.RequestReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A suggestion is right or absent: when all of them are taken over, the policies start or
 * lack only what nobody can know; they allow what their author named, as far as it can be
 * allowed, and nothing else. Examples are not taken over.
 */
class SuggestionTests {

	private static final int GENERATED = Integer.getInteger("requests", 10_000);

	private static final int MAX_FAILURES = 12;

	private static final Pattern PARTS = Pattern.compile("([a-z][a-z0-9+.-]*)://(\\[[^]]*]|[^:/]*)(:[0-9*]+)?");

	static List<ConfigurationTableTests.Refusal> refused() throws IOException {
		return ConfigurationTableTests.refused();
	}

	@ParameterizedTest
	@MethodSource("refused")
	void rowsOfTheTable(ConfigurationTableTests.Refusal refusal) {
		check(refusal.policies());
	}

	@Test
	void generatedOnes() {
		MistakeGenerator generator = new MistakeGenerator(20_240_229);
		List<String> failures = new ArrayList<>();
		int started = 0;
		int suggested = 0;
		for (int i = 0; i < GENERATED; i++) {
			List<Map<String, Object>> policies = new ArrayList<>(List.of(generator.policy()));
			try {
				Outcome outcome = check(policies);
				started += outcome.started() ? 1 : 0;
				suggested += outcome.suggestions();
			}
			catch (AssertionError ex) {
				failures.add(String.valueOf(ex.getMessage()));
			}
		}
		assertThat(failures.stream().limit(MAX_FAILURES)).isEmpty();
		// The generator goes far enough, and suggestions are not just withheld.
		assertThat(started).isGreaterThan(GENERATED / 5);
		assertThat(suggested).isGreaterThan(GENERATED / 2);
	}

	private static Outcome check(List<Map<String, Object>> written) {
		List<PolicyProblem> problems = ConfigurationTableTests.problems(ConfigurationTableTests.definitions(written));
		List<Map<String, Object>> changed = new ArrayList<>();
		written.forEach((policy) -> changed.add(new LinkedHashMap<>(policy)));
		ConfigurationTableTests.applyAll(problems, changed);
		List<PolicyProblem> left = ConfigurationTableTests.problems(ConfigurationTableTests.definitions(changed));
		long without = problems.stream().filter((problem) -> problem.fix().isEmpty()).count();
		assertThat(left).as(() -> written + "\n" + problems + "\n" + changed)
			.allSatisfy((problem) -> assertThat(problem.fix()).isEmpty())
			.hasSizeLessThanOrEqualTo((int) without);
		if (left.isEmpty()) {
			assertAllowed(written, changed, problems);
		}
		return new Outcome(left.isEmpty(), (int) (problems.size() - without));
	}

	private static void assertAllowed(List<Map<String, Object>> written, List<Map<String, Object>> changed,
			List<PolicyProblem> problems) {
		Set<String> probes = new LinkedHashSet<>();
		List<PolicySet> sets = new ArrayList<>();
		for (int i = 0; i < changed.size(); i++) {
			entries(written.get(i), "allowed-origins").forEach((entry) -> addProbes(entry, probes));
			entries(changed.get(i), "allowed-origins").forEach((entry) -> addProbes(entry, probes));
			sets.add(origins(changed.get(i)));
		}
		Map<Map<String, Object>, Predicate<String>> named = new IdentityHashMap<>();
		written.forEach((policy) -> named.put(policy, NamedByAuthor.origins(entries(policy, "allowed-origins"))));
		for (String probe : probes) {
			boolean allowed = sets.stream().anyMatch((set) -> allows(set, probe));
			boolean isNamed = written.stream()
				.anyMatch((policy) -> named.get(policy).test(probe)
						|| (probe.equals("null") && Boolean.TRUE.equals(policy.get("allow-null-origin"))));
			if (allowed) {
				assertThat(isNamed).as(() -> probe + " is allowed by " + changed + "\nbut not named in " + written)
					.isTrue();
			}
		}
		assertEverythingNamedIsAllowed(written, sets, problems);
		for (String attribute : List.of("allowed-methods", "allowed-headers", "exposed-headers")) {
			assertNames(attribute, written, changed);
		}
	}

	/**
	 * An entry that was corrected, or was right, allows the origins that it plainly
	 * names.
	 */
	private static void assertEverythingNamedIsAllowed(List<Map<String, Object>> written, List<PolicySet> sets,
			List<PolicyProblem> problems) {
		for (Map<String, Object> policy : written) {
			for (String entry : entries(policy, "allowed-origins")) {
				boolean credentials = Boolean.TRUE.equals(policy.get("allow-credentials"));
				boolean refused = credentials && (entry.equals("*") || entry.equals("null"));
				List<String> plain = refused ? List.of() : plainlyNamed(entry);
				if (!plain.isEmpty()) {
					assertThat(plain)
						.as(() -> "one of these is allowed, of " + entry + " in " + written + "\n" + problems)
						.anyMatch((origin) -> sets.stream().anyMatch((set) -> allows(set, origin)));
				}
			}
		}
	}

	/** Origins of which an entry names at least one beyond doubt. */
	private static List<String> plainlyNamed(String entry) {
		Matcher parts = Pattern
			.compile("(?i)\\s*(?:(https?)://)?(?:[^@/]*@)?([a-z0-9*-]+(?:\\.[a-z0-9*-]+)+)(:[1-9][0-9]{0,4})?/?\\s*")
			.matcher(entry);
		if (!parts.matches() || parts.group(2).matches("[0-9.]+")
				|| parts.group(2).replaceFirst("^[^.]*", "").contains("*")
				|| parts.group(2).matches("[^.]*\\*[^.]*\\*.*")) {
			return List.of();
		}
		String host = parts.group(2).toLowerCase(Locale.ROOT).replace("*", "sample");
		String port = (parts.group(3) != null) ? parts.group(3) : "";
		if (port.length() > 5 && Integer.parseInt(port.substring(1)) > 65535) {
			return List.of();
		}
		List<String> origins = new ArrayList<>();
		for (String scheme : List.of("https", "http")) {
			if (parts.group(1) == null || parts.group(1).equalsIgnoreCase(scheme)) {
				origins.add(scheme + "://" + host + (port.equals(scheme.equals("https") ? ":443" : ":80") ? "" : port));
			}
		}
		return origins;
	}

	private static void assertNames(String attribute, List<Map<String, Object>> written,
			List<Map<String, Object>> changed) {
		Set<String> named = new LinkedHashSet<>();
		written.forEach((policy) -> NamedByAuthor.tokens(entries(policy, attribute))
			.forEach((token) -> named.add(token.toLowerCase(Locale.ROOT))));
		Set<String> allowed = new LinkedHashSet<>();
		changed.forEach(
				(policy) -> entries(policy, attribute).forEach((entry) -> allowed.add(entry.toLowerCase(Locale.ROOT))));
		assertThat(named).as(() -> attribute + " of " + written).containsAll(allowed);
		Set<String> missing = new LinkedHashSet<>(named);
		missing.removeAll(allowed);
		assertThat(missing).as(() -> attribute + " of " + written + " in " + changed)
			.allMatch((name) -> name.contains("*") || Set
				.of("connect", "trace", "track", "cookie", "set-cookie", "set-cookie2", "host", "none", "false", "self",
						"origin", "content-length", "referer", "sec-fetch-site", "proxy-authorization", "no")
				.contains(name) || name.startsWith("access-control-"));
	}

	private static List<String> entries(Map<String, Object> policy, String attribute) {
		return Objects.requireNonNullElse(ConfigurationTableTests.strings(policy.get(attribute)), List.of());
	}

	/** Origins like the entry, and some that only resemble it. */
	private static void addProbes(String entry, Set<String> probes) {
		probes.addAll(List.of("https://app.example.com", "https://evil.test", "http://evil.test:8080", "null",
				"http://127.0.0.1", "http://[::1]", "http://localhost:3000", "capacitor://localhost"));
		String text = entry.toLowerCase(Locale.ROOT).replaceAll("[\\\\~^$()]", "");
		Matcher parts = PARTS.matcher(text.contains("://") ? text : "https://" + text.replaceFirst("^[:/]*", ""));
		while (parts.find()) {
			String host = parts.group(2);
			for (String scheme : List.of(parts.group(1), "http", "https")) {
				for (String name : List.of(host.replace("*", "sample"), host.replace("*", "a.b"),
						"sub." + host.replace("*", "x"), "evil" + host.replace("*", "x"),
						host.replaceFirst("^[^.]*\\.", ""), host + ".evil.test")) {
					for (String port : List.of("", ":8443", ":8080", ":3001",
							(parts.group(3) != null) ? parts.group(3).replace("*", "9999") : "")) {
						String origin = scheme + "://" + name + port;
						if (origin.length() < 200 && !name.isEmpty()) {
							probes.add(origin);
						}
					}
				}
			}
		}
	}

	/** Only the origins: other attributes of the policy may refuse what is asked here. */
	private static PolicySet origins(Map<String, Object> policy) {
		Map<String, Object> origins = new LinkedHashMap<>(policy);
		origins.keySet()
			.removeIf((key) -> List
				.of("allowed-methods", "allowed-headers", "exposed-headers", "send-without-origin", "max-age",
						"preflight-status")
				.contains(key));
		PolicyDefinition definition = ConfigurationTableTests.definitions(List.of(origins)).get(0);
		return PolicySet.lenient(List.of(CompiledPolicy.compile("test", definition.spec())));
	}

	private static boolean allows(PolicySet policies, String origin) {
		CorsDecision decision = CorsEngine.decide((request, method) -> policies, false, origin, origin,
				OriginAlone.READER);
		return decision != null && decision.isOriginAllowed();
	}

	/**
	 * Reads a GET request of which nothing is known but the origin.
	 */
	private enum OriginAlone implements RequestReader<String> {

		READER;

		@Override
		public String method(String origin) {
			return "GET";
		}

		@Override
		public @Nullable String header(String origin, String name) {
			return name.equalsIgnoreCase("Origin") ? origin : null;
		}

		@Override
		public Iterator<String> headers(String origin, String name) {
			String value = header(origin, name);
			return (value != null) ? List.of(value).iterator() : Collections.emptyIterator();
		}

		@Override
		public @Nullable String scheme(String origin) {
			return null;
		}

		@Override
		public @Nullable String host(String origin) {
			return null;
		}

		@Override
		public int port(String origin) {
			return -1;
		}

	}

	private record Outcome(boolean started, int suggestions) {
	}

}
