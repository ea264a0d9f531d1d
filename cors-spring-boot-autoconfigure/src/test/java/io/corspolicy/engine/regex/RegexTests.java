package io.corspolicy.engine.regex;

import java.util.List;
import java.util.Objects;

import com.google.re2j.Pattern;
import io.corspolicy.contract.ReferenceMatcher;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.WorkMeter;
import io.corspolicy.engine.origin.AllowedOrigins;
import io.corspolicy.engine.origin.MalformedOriginException;
import io.corspolicy.engine.origin.OriginArbitraries;
import io.corspolicy.engine.origin.OriginIndex;
import io.corspolicy.engine.origin.OriginPatternParser;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What expressions say, against RE2/J; and that none matches a longer name than it seems
 * to.
 */
class RegexTests {

	/** As a program of 982 instructions, it kept RE2/J busy for 30 ms with one origin. */
	private static final String DENSE = "~https://(?:[a-z.]?){480}\\.example\\.com";

	@Property(tries = 5_000)
	@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
	void matchesWhatRe2jMatches(@ForAll("expressions") String regex, @ForAll("texts") String text) {
		RegexMatcher matcher = matcher(regex);
		if (matcher != null) {
			boolean expected = Pattern.matches(regex, text);
			Statistics.label("matches")
				.collect(expected)
				.coverage((coverage) -> coverage.check(true).percentage((percentage) -> percentage > 3));
			assertThat(matcher.matches(text)).as("%s by %s", text, regex).isEqualTo(expected);
		}
	}

	private static @Nullable RegexMatcher matcher(String regex) {
		try {
			Pattern.compile(regex);
			return new RegexMatcher(RegexProgram.compile(RegexSyntax.parse(regex)));
		}
		catch (MalformedRegexException | com.google.re2j.PatternSyntaxException ex) {
			return null;
		}
	}

	@Provide
	Arbitrary<String> expressions() {
		return Arbitraries
			.of("a", "b", "ab", ".", "\\.", "-", "[ab]", "[^a]", "[a-c.]", "[]a]", "[^]b]", "[a-]", "[[:alpha:]]",
					"[[:^alpha:]b]", "[\\d_]", "[\\W]", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\x61", "\\141",
					"\\0", "\\n", "\\/", "\\-", "(", ")", "(?:", "(?P<n>", "|", "*", "+", "?", "{2}", "{0}", "{1,2}",
					"{0,3}", "{2,}", "*?", "+?", "??", "{1,2}?", "[[:punct:]]", "[!-.]", "[[:word:]]", "[\\x61-c]")
			.list()
			.ofMinSize(1)
			.ofMaxSize(9)
			.map((pieces) -> String.join("", pieces));
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.strings().withChars("abc.-1_/").ofMaxLength(6);
	}

	@Property(tries = 5_000)
	void readsOriginsAsTheReferenceDoes(@ForAll("origins") String text) {
		boolean accepted = OriginAutomaton.isOrigin(text);
		boolean expected = text.length() <= OriginAutomaton.MAX_LENGTH ? ReferenceMatcher.isSerialised(text) : accepted;
		// What is in brackets is not looked at closely.
		assertThat(accepted).as(text).isEqualTo(expected || (accepted && text.matches(".*://\\[[0-9a-f:]*](:.*)?")));
	}

	@Provide
	Arbitrary<String> origins() {
		Arbitrary<String> scheme = Arbitraries.of("http", "https", "file", "ws", "wss", "ftp", "app", "h", "httpsx",
				"fil", "ms-x", "1a", "", "HTTP");
		Arbitrary<String> host = Arbitraries.of("a.b", "a", "A.b", "", ".", "a.", "a..b", ".a", "[::1]", "[::1",
				"a_b-1", "a@b", "127.0.0.1", "[]");
		Arbitrary<String> port = Arbitraries.of("", ":", ":80", ":443", ":8", ":4", ":44", ":800", ":4430", ":0", ":00",
				":01", ":65535", ":65536", ":70000", ":9999", ":99999", ":655350", ":x", "/");
		return Arbitraries.frequencyOf(
				net.jqwik.api.Tuple.of(4,
						Combinators.combine(scheme, host, port).as((one, two, three) -> one + "://" + two + three)),
				net.jqwik.api.Tuple.of(1, OriginArbitraries.text()));
	}

	/** Whatever matches below a domain that is written out does not match beside it. */
	@Property(tries = 5_000)
	@StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
	void noExpressionMatchesALongerNameThanItSeemsTo(@ForAll("expressionsAboutADomain") String entry) {
		OriginIndex index = index(entry, false);
		Statistics.label("accepted")
			.collect(index != null)
			.coverage((coverage) -> coverage.check(true).percentage((percentage) -> percentage > 5));
		if (index == null) {
			return;
		}
		for (String domain : List.of("example.com", "shop.example.com", "me.github.io")) {
			if (!domain.equals("example.com") && !entry.contains(domain.substring(0, domain.indexOf('.')))) {
				continue;
			}
			boolean below = List.of("a", "x", "www", "app", "a.b", "pr-1", "evil.www")
				.stream()
				.anyMatch((label) -> matches(index, label + "." + domain));
			boolean beside = List.of("evil", "a", "x", "aa", "evil.a", "aapp", "abcdefgh")
				.stream()
				.filter((letters) -> !entry.contains(letters + domain.substring(0, domain.indexOf('.'))))
				.anyMatch((letters) -> matches(index, letters + domain));
			assertThat(below && beside).as(entry + " about " + domain).isFalse();
		}
	}

	private static boolean matches(OriginIndex index, String host) {
		return index.match("https://" + host) != OriginIndex.NO_MATCH
				|| index.match("https://" + host + ":8443") != OriginIndex.NO_MATCH;
	}

	private static @Nullable OriginIndex index(String entry, boolean credentials) {
		try {
			CompiledPolicy policy = CompiledPolicy.compile("test",
					PolicySpec.empty()
						.with(Attribute.ALLOWED_ORIGINS, List.of(entry))
						.with(Attribute.ALLOW_CREDENTIALS, credentials));
			return new OriginIndex(policy.origins());
		}
		catch (InvalidPolicyException ex) {
			return null;
		}
	}

	@Provide
	Arbitrary<String> expressionsAboutADomain() {
		Arbitrary<String> front = Arbitraries
			.of("", "a", "www", "[a-z]+", "[a-z.]+", "[a-z]*", "[a-z.]*", ".*", ".+", "\\.", "-", "[.-]", "\\.?", "(",
					")", "(?:", "|", "?", "*", "+", "{1,2}", "[ae]", "[e]", "(?:a|.*)", "(www\\.)?", "([a-z]+\\.)*",
					"\\S+", "[^/]+", "\\w+", "e?", "(\\.|-)")
			.list()
			.ofMaxSize(4)
			.map((pieces) -> String.join("", pieces));
		Arbitrary<String> end = Arbitraries.of("example\\.com", "\\.example\\.com", "(example)\\.com",
				"(?:\\.example)\\.com", "[e]xample\\.com", "ex+ample\\.com", "exampl[de]\\.com", "example\\.(com|org)",
				"example\\.co[a-z]*", "example\\.com(\\.[a-z]+)?", "example.com", "shop\\.example\\.com",
				"(shop|www)\\.example\\.com", "\\.me\\.github\\.io", "me\\.github\\.io", "e{1,2}xample\\.com",
				"\\x65xample\\.com", "exam(ple|)\\.com");
		Arbitrary<String> port = Arbitraries.of("", "", "(:[0-9]+)?", ":\\d+", "(:8443|)", ".*");
		return Combinators.combine(front, end, port).as((one, two, three) -> "~https://" + one + two + three);
	}

	@Example
	void programsAreBounded() throws MalformedOriginException {
		assertThat(reason("~https://(" + "[a-z.]?".repeat(20) + "){990}\\.example\\.com"))
			.contains("1,000 instructions");
		assertThat(reason("~https://[a-z]{1,1000}\\.example\\.com")).contains("1,000 instructions");
		assertThat(reason("~https://" + "(".repeat(200) + "a" + ")".repeat(200) + "\\.example\\.com"))
			.contains("nested");
		OriginIndex index = new OriginIndex(AllowedOrigins.of(List.of(OriginPatternParser.parse(DENSE)), false));
		String origin = "https://" + "a.".repeat(150) + "example.com";
		assertThat(index.match(origin)).isEqualTo(OriginIndex.REGEX_MATCH);
		assertThat(index.match(origin.replace("example", "examplf"))).isEqualTo(OriginIndex.NO_MATCH);
	}

	/** A state is looked at once a character, whatever the expression. */
	@Example
	void anOriginCostsWhatStatesTimesCharactersCost() {
		WorkMeter meter = new WorkMeter();
		long ordinary = meter.measure(Ordinary.class, "https://" + "a".repeat(63) + ".example.com");
		long dense = meter.measure(Dense.class, "https://" + "a.".repeat(150) + "example.com");
		assertThat(ordinary).isLessThan(20_000);
		assertThat(dense).isLessThan(320L * 480 * 30);
	}

	private static String reason(String entry) {
		try {
			OriginPatternParser.parse(entry);
			return "";
		}
		catch (MalformedOriginException ex) {
			return ex.reason();
		}
	}

	private abstract static class Matching implements java.util.function.Consumer<String> {

		private final OriginIndex index;

		Matching(String entry) {
			this.index = Objects.requireNonNull(index(entry, true));
		}

		@Override
		public void accept(String origin) {
			this.index.match(origin);
		}

	}

	/**
	 * An ordinary expression.
	 */
	static final class Ordinary extends Matching {

		Ordinary() {
			super("~https://[a-z0-9-]{1,63}\\.example\\.com");
		}

	}

	/**
	 * An expression all of whose states are at work.
	 */
	static final class Dense extends Matching {

		Dense() {
			super(DENSE);
		}

	}

}
