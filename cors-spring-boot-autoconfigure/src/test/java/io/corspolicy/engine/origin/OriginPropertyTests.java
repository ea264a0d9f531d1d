package io.corspolicy.engine.origin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import io.corspolicy.contract.ReferenceMatcher;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.TestRequest;
import io.corspolicy.engine.host.RegistrableDomains;
import io.corspolicy.engine.origin.OriginArbitraries.Crowd;
import io.corspolicy.engine.origin.OriginArbitraries.Pair;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * What holds for every origin pattern and every origin. A failure prints the seed and the
 * smallest example; {@code @Property(seed = "...")} runs it again.
 */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class OriginPropertyTests {

	/** Hosts that no expression ending in somebody's domain may bring together. */
	private static final List<String> STRANGERS = List.of("evil.test", "evil.com", "a.com", "com", "example.com",
			"a.example.com", "aexample.com", "a-example.com", "example.com.evil.test", "a.example.com.evil.test",
			"a.example.community", "aaexample.com", "b.github.io", "a.github.io", "xgithub.io", "a.co.uk", "10.0.0.1",
			"[::1]", "localhost");

	@Property(tries = 10_000)
	@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
	void matchesWhatTheContractSaysAndNothingElse(@ForAll("pairs") Pair pair) {
		OriginPattern pattern = accepted(pair.entry());
		boolean expected = ReferenceMatcher.matches(pair.entry(), pair.origin());
		Statistics.label("matches")
			.collect(expected)
			.coverage((coverage) -> coverage.check(true).percentage((percentage) -> percentage > 10));
		assertThat(match(List.of(pattern), pair.origin()) != OriginIndex.NO_MATCH).isEqualTo(expected);
	}

	@Property(tries = 5_000)
	void anAcceptedOriginEndsInThePatternsHostAtALabelBoundary(@ForAll("pairs") Pair pair) {
		OriginPattern pattern = accepted(pair.entry());
		boolean whole = pattern.form() == OriginPattern.Form.EXACT || pattern.form() == OriginPattern.Form.ANY_HOST
				|| pattern.form() == OriginPattern.Form.NETWORK;
		if (whole || match(List.of(pattern), pair.origin()) == OriginIndex.NO_MATCH) {
			return;
		}
		// Taken apart by hand, from the end: not as the engine or the reference do it.
		String[] parts = pair.origin().split("://", 2);
		String[] hostAndPort = parts[1].split(":(?=[0-9]+$)(?!.*])", 2);
		assertThat(parts[0]).isEqualTo(pattern.scheme());
		assertThat("." + hostAndPort[0]).endsWith("." + pattern.host());
		if (pattern.form() == OriginPattern.Form.SUBDOMAINS || pattern.form() == OriginPattern.Form.PARTIAL_LABEL) {
			String labels = hostAndPort[0].substring(0, hostAndPort[0].length() - pattern.host().length() - 1);
			assertThat(labels.split("\\.", -1)).allMatch((label) -> label.matches("[a-z0-9_-]+"));
		}
		if (pattern.port() != OriginPattern.ANY_PORT) {
			assertThat((hostAndPort.length > 1) ? Integer.parseInt(hostAndPort[1]) : OriginPattern.NO_PORT)
				.isEqualTo(pattern.port());
		}
	}

	@Property(tries = 5_000)
	void anExactEntryMatchesItselfAndNothingElse(@ForAll("exactPairs") Pair pair) {
		OriginPattern pattern = accepted(pair.entry());
		assertThat(pattern.form()).isEqualTo(OriginPattern.Form.EXACT);
		OriginIndex index = new OriginIndex(AllowedOrigins.of(List.of(pattern), false));
		assertThat(index.match(pair.entry())).isEqualTo(OriginIndex.EXACT_MATCH);
		assertThat(ReferenceMatcher.isSerialised(pair.entry())).isTrue();
		if (!pair.origin().equals(pair.entry())) {
			assertThat(index.match(pair.origin())).isEqualTo(OriginIndex.NO_MATCH);
		}
	}

	/**
	 * The closest single entry decides: exact, then the longest pattern, then a regular
	 * expression, then any.
	 */
	@Property(tries = 5_000)
	void manyEntriesMatchAsTheClosestOfThemAlone(@ForAll("crowds") Crowd crowd, @ForAll boolean allowNull,
			@ForAll Random random) {
		List<OriginPattern> patterns = new ArrayList<>(parsed(crowd));
		Assume.that(!patterns.isEmpty());
		boolean any = patterns.stream().anyMatch((pattern) -> pattern.form() == OriginPattern.Form.ANY);
		int expected = any ? OriginIndex.ANY_MATCH : closest(patterns, crowd.origin());
		assertThat(match(patterns, crowd.origin())).isEqualTo(expected);
		Collections.shuffle(patterns, random);
		OriginIndex index = new OriginIndex(AllowedOrigins.of(patterns, allowNull));
		assertThat(index.match(crowd.origin())).as("in another order").isEqualTo(expected);
		assertThat(index.match("null") != OriginIndex.NO_MATCH).isEqualTo(allowNull || any);
	}

	private static List<OriginPattern> parsed(Crowd crowd) {
		return crowd.entries()
			.stream()
			.distinct()
			.map(OriginPropertyTests::parse)
			.filter(Objects::nonNull)
			.map(Objects::requireNonNull)
			.toList();
	}

	private static int closest(List<OriginPattern> patterns, String origin) {
		return patterns.stream().mapToInt((pattern) -> closeness(pattern, origin)).max().orElseThrow();
	}

	/** What a single entry is worth, by the reference and not by the engine. */
	private static int closeness(OriginPattern pattern, String origin) {
		boolean matches = switch (pattern.form()) {
			case ANY -> true;
			case REGEX -> ReferenceMatcher.isSerialised(origin) && origin.matches(pattern.text().substring(1));
			default -> ReferenceMatcher.matches(pattern.text(), origin);
		};
		if (!matches) {
			return OriginIndex.NO_MATCH;
		}
		return switch (pattern.form()) {
			case ANY -> OriginIndex.ANY_MATCH;
			case REGEX -> OriginIndex.REGEX_MATCH;
			case EXACT -> OriginIndex.EXACT_MATCH;
			default -> pattern.text().length();
		};
	}

	@Property(tries = 1_000)
	void theClosestOfSeveralPoliciesAnswers(@ForAll("crowds") Crowd crowd) {
		List<OriginPattern> patterns = parsed(crowd);
		Assume.that(!patterns.isEmpty());
		List<CompiledPolicy> policies = new ArrayList<>();
		for (OriginPattern pattern : patterns) {
			PolicySpec spec = PolicySpec.empty()
				.with(Attribute.ALLOWED_ORIGINS, List.of(pattern.text()))
				.with(Attribute.TOLERATE_PUBLIC_SUFFIXES, true);
			policies.add(CompiledPolicy.compile("p" + policies.size(), spec));
		}
		CorsDecision decision = TestRequest.of("GET", "Origin", crowd.origin()).decide(PolicySet.lenient(policies));
		int closest = closest(patterns, crowd.origin());
		assertThat(decision.isAllowed()).isEqualTo(closest >= 0);
		if (closest >= 0) {
			OriginPattern answering = patterns.get(Integer.parseInt(decision.policy().substring(1)));
			assertThat(closeness(answering, crowd.origin())).isEqualTo(closest);
		}
	}

	/**
	 * Whatever is written, the answer is a pattern or a reason, and what is suggested
	 * instead can be written.
	 */
	@Property(tries = 5_000)
	@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
	void parsingFailsInOneWayOnly(@ForAll("texts") String text) {
		try {
			OriginPattern pattern = OriginPatternParser.parse(text);
			assertThat(pattern.text()).isEqualTo(text);
			if (pattern.form() != OriginPattern.Form.REGEX && pattern.form() != OriginPattern.Form.ANY) {
				assertThat(text).hasSizeLessThanOrEqualTo(320).matches("[a-z0-9.:/*_+\\[\\]-]+");
			}
		}
		catch (MalformedOriginException ex) {
			assertThat(ex.reason()).isNotBlank();
			assertThat(OriginPatternParser.replacements(ex))
				.allSatisfy((text2) -> assertThatNoException().isThrownBy(() -> OriginPatternParser.parse(text2)));
		}
	}

	@Property(tries = 5_000)
	void noValueOfOriginMakesMatchingFail(@ForAll("texts") String origin) {
		List<OriginPattern> patterns = List.of(accepted("https://*.example.com"), accepted("https://a-*.example.com:*"),
				accepted("http://[::1]:*"), accepted("https://a.b"), accepted("~https://[ab]+\\.example\\.com"),
				accepted("~.+://example\\.com"));
		if (match(patterns, origin) != OriginIndex.NO_MATCH) {
			assertThat(ReferenceMatcher.isSerialised(origin)).isTrue();
		}
		assertThat(match(List.of(OriginPattern.any("*")), origin)).isEqualTo(OriginIndex.ANY_MATCH);
	}

	/**
	 * What an expression matches is an origin, whatever else the expression would take.
	 */
	@Example
	void expressionsSeeNothingButOrigins() {
		for (Pair pair : List.of(new Pair("~.+://app\\.example\\.com", "x, y\u0001://app.example.com"),
				new Pair("~[^:]+://app\\.example\\.com", "HT\u00e9TP\r\n://app.example.com"),
				new Pair("~\\S+://app\\.example\\.com", "1https://app.example.com"),
				new Pair("~https://\\[.+\\](:\\d+)?", "https://[\u0001 , evil]:80"),
				new Pair("~https://\\[.+\\](:\\d+)?", "https://[https://evil.test]"))) {
			OriginPattern pattern = parse(pair.entry());
			if (pattern != null) {
				assertThat(match(List.of(pattern), pair.origin())).as("%s", pair).isEqualTo(OriginIndex.NO_MATCH);
			}
		}
	}

	/**
	 * What an expression matches beside credentials is one site's, and secure.
	 */
	@Property(tries = 10_000)
	@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
	void aRegularExpressionBesideCredentialsStaysInOneHand(@ForAll("regexes") String regex) {
		stayInOneHand(regex);
	}

	/** Expressions that once were, or nearly were, taken for something narrower. */
	@Example
	void expressionsThatLookNarrowerThanTheyAre() {
		for (String regex : List.of("~https://[[:graph:](]+|https://a\\.example\\.com",
				"~https://(?i)[a-z.-]+:\\d+|https://a\\.example\\.com",
				"~https://\\Q(\\E?[a-z.]+|https://a\\.example\\.com", "~https://[]a-z.(]+|https://a\\.example\\.com",
				"~https://[^](]+|https://a\\.example\\.com", "~https://.*\\.?example\\.com",
				"~https://.*(\\.|-)example\\.com", "~https://[a-z.]+\\.?example\\.com", "~https://[a-z.]*example\\.com",
				"~https://(a\\.example|[a-z.]+)\\.com", "~https://[a-z.]+\\.com", "~https://[a-z.-]+\\.co\\.uk",
				"~https?://a\\.example\\.com", "~(?:https://a|[a-z:/.]+)\\.example\\.com",
				"~https://a\\.example\\.com|https://evil\\.test", "~https://a?example\\.com",
				"~https://[a-z]+\\.github\\.io")) {
			stayInOneHand(regex);
		}
	}

	private static void stayInOneHand(String regex) {
		PolicySpec spec = PolicySpec.empty()
			.with(Attribute.ALLOWED_ORIGINS, List.of(regex))
			.with(Attribute.ALLOW_CREDENTIALS, true);
		CompiledPolicy policy;
		try {
			policy = CompiledPolicy.compile("test", spec);
		}
		catch (InvalidPolicyException ex) {
			return;
		}
		Set<String> sites = STRANGERS.stream()
			.filter((host) -> List.of("https://" + host, "https://" + host + ":8443", "https://" + host + ":1")
				.stream()
				.anyMatch((origin) -> policy.matchOrigin(origin) != OriginIndex.NO_MATCH))
			.map((host) -> String.valueOf(RegistrableDomains.of(host)))
			.collect(Collectors.toSet());
		// Alternatives may be about several sites, each of which is written out; a? is
		// one.
		int alternatives = (int) regex.chars().filter((c) -> c == '|' || c == '?').count();
		assertThat(sites).as("sites under %s", regex)
			.hasSizeLessThanOrEqualTo(1 << Math.min(alternatives, 10))
			.doesNotContain("null");
		assertThat(STRANGERS).as("insecure under %s", regex)
			.noneMatch((host) -> policy.matchOrigin("http://" + host) != OriginIndex.NO_MATCH);
	}

	/** The order of declaration and the number of neighbours change nothing. */
	@Property(tries = 20)
	void neighboursDoNotMatter(@ForAll("pairs") Pair pair, @ForAll Random random) {
		OriginPattern pattern = accepted(pair.entry());
		List<OriginPattern> crowd = new ArrayList<>();
		for (int i = 0; i < 2_000; i++) {
			String label = Integer.toString(random.nextInt(1_000_000), 36);
			crowd.add(
					accepted(List
						.of("https://*." + label + ".crowd", "https://" + label + ".crowd",
								"https://" + label + ".crowd:*", "https://" + label + "-*.crowd.test")
						.get(i % 4)));
		}
		crowd.add(random.nextInt(crowd.size()), pattern);
		assertThat(match(crowd, pair.origin())).isEqualTo(match(List.of(pattern), pair.origin()));
	}

	@Provide
	Arbitrary<Pair> pairs() {
		return OriginArbitraries.pair().filter((pair) -> parse(pair.entry()) != null);
	}

	@Provide
	Arbitrary<Pair> exactPairs() {
		return OriginArbitraries.near(OriginArbitraries.exactEntry()).filter((pair) -> parse(pair.entry()) != null);
	}

	@Provide
	Arbitrary<Crowd> crowds() {
		return OriginArbitraries.crowd();
	}

	@Provide
	Arbitrary<String> texts() {
		return OriginArbitraries.text();
	}

	@Provide
	Arbitrary<String> regexes() {
		return OriginArbitraries.regex();
	}

	private static int match(List<OriginPattern> patterns, String origin) {
		return new OriginIndex(AllowedOrigins.of(patterns, false)).match(origin);
	}

	private static OriginPattern accepted(String entry) {
		return Objects.requireNonNull(parse(entry), entry);
	}

	private static @Nullable OriginPattern parse(String entry) {
		try {
			return OriginPatternParser.parse(entry);
		}
		catch (MalformedOriginException ex) {
			return null;
		}
	}

}
