package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.corspolicy.engine.origin.MalformedOriginException;
import io.corspolicy.engine.origin.OriginPatternParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a stranger sends costs at most what its length costs, and beyond a cap nothing at
 * all; what an author writes costs what its length costs. Counted, not timed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LinearWorkTests {

	private final WorkMeter meter = new WorkMeter();

	@ParameterizedTest
	@ValueSource(strings = { "a", "a.", "-", ".", ":", "[", "]", "::", "a-", "/", "://", "\u0000", "\u212a", "_." })
	void originsCostWhatTheirLengthCosts(String piece) {
		for (String end : List.of("", ".example.com", ":1", "]", ".example.com:8080")) {
			checkLinear(Matching.class, (length) -> fill("https://", piece, end, length), 40, 320);
		}
	}

	@Test
	void overlongOriginsAreNotRead() {
		long overlong = this.meter.measure(Matching.class, "https://" + "a.".repeat(200) + "example.com");
		assertThat(this.meter.measure(Matching.class, "https://" + "a.".repeat(500_000) + "example.com"))
			.isEqualTo(overlong)
			.isLessThan(this.meter.measure(Matching.class, "https://a.example.com"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", ",", "x-a,", "\t", "x-a \t,", "content-type,", "a,b", "\u0000" })
	void requestedHeadersCostWhatTheirLengthCosts(String piece) {
		checkLinear(Preflight.class, (length) -> fill("", piece, "x-a", length), 512, 2048, 8192);
		// Over as many lines as there are commas.
		checkLinear(PreflightOfLines.class, (length) -> fill("", piece, "x-a", length), 512, 2048, 8192);
	}

	@Test
	void overlongRequestedHeadersAreNotRead() {
		assertThat(this.meter.measure(Preflight.class, "x-a,".repeat(500_000)))
			.isEqualTo(this.meter.measure(Preflight.class, "x-a,".repeat(2_049)))
			.isLessThan(this.meter.measure(Preflight.class, "x-a,".repeat(1_000)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "a.", ".", "*", "*.", ":", "/", "[", "]", ",", " ", "@", "\u00fc", "A", "%", "xn--",
			"${", "~", "0", "1." })
	void entriesCostWhatTheirLengthCosts(String piece) {
		for (String begin : List.of("", "https://", "https://[", "https://*.")) {
			checkLinear(Parsing.class, (length) -> fill(begin, piece, ".example.com", length), 64, 512, 4096);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "\\.", ".", "[a", "[a]", "!-", "(", "(a", "(?i)", "(?:", "a|", "a*", "a{2}", "\\Q",
			"\\pL", ":", "[^", "a?" })
	void expressionsCostWhatTheirLengthCosts(String piece) {
		for (String end : List.of("", "\\.example\\.com", "]", ")")) {
			checkLinear(Parsing.class, (length) -> fill("~https://", piece, end, length), 64, 512, 4096);
		}
	}

	/** Nested repetitions multiply: a short text, and a program without end. */
	@Test
	void repetitionsDoNotMultiply() {
		long single = this.meter.measure(Parsing.class, "~https://a{1000}\\.example\\.com");
		assertThat(this.meter.measure(Parsing.class, "~https://((a{40}){40}){40}\\.example\\.com"))
			.isLessThan(single * 2);
		assertThat(this.meter.measure(Parsing.class, "~https://" + "(".repeat(5_000) + "a" + ")".repeat(5_000)))
			.isLessThan(single * 2);
	}

	/**
	 * Origins whose hashes would collide if the JDK made them cost what others cost, be
	 * it to compile them or to look one up.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "https://%s.example.com", "https://*.%s.example.com", "https://%s.example.com:*",
			"https://%s-*.example.com" })
	void originsWithOneHashCostWhatOthersCost(String form) {
		checkColliding(Compiling.class, form, 1 << 12);
		checkColliding(Finding.class, form, 1 << 12);
	}

	@Test
	void headersWithOneHashCostWhatOthersCost() {
		checkColliding(FindingHeader.class, "%s", 1 << 12);
	}

	@Test
	void methodsWithOneHashCostWhatOthersCost() {
		checkColliding(FindingMethod.class, "%s", 1 << 12);
	}

	@Test
	void problemsOfPoliciesWithOneHashCostWhatOthersCost() {
		checkColliding(Reporting.class, "%s", 1 << 12);
	}

	private <T extends Consumer<String>> void checkColliding(Class<T> work, String form, int count) {
		List<String> colliding = IntStream.range(0, count).mapToObj(LinearWorkTests::colliding).toList();
		assertThat(colliding).doesNotHaveDuplicates()
			.allMatch((name) -> name.hashCode() == colliding.get(0).hashCode());
		List<String> ordinary = IntStream.range(0, count).mapToObj("ordinary-name-of-%011d"::formatted).toList();
		long cost = this.meter.measure(work, String.join("\n", ordinary.stream().map(form::formatted).toList()));
		assertThat(this.meter.measure(work, String.join("\n", colliding.stream().map(form::formatted).toList())))
			.isLessThan(2 * cost + 200);
	}

	/** One of many names with the same {@link String#hashCode()}. */
	private static String colliding(int number) {
		StringBuilder name = new StringBuilder();
		for (int bit = 0; bit < 17; bit++) {
			name.append(((number >> bit & 1) == 0) ? "an" : "c0");
		}
		return name.toString();
	}

	/**
	 * Twice as long costs twice as much, give or take what is paid once; four times as
	 * much, once the lengths are far enough apart, would fail.
	 */
	private <T extends Consumer<String>> void checkLinear(Class<T> work, IntFunction<String> texts, int... lengths) {
		long most = 0;
		long shortest = lengths[0];
		for (int length : lengths) {
			long count = this.meter.measure(work, texts.apply(length));
			if (length == shortest) {
				most = Math.max(count, 1_000);
			}
			assertThat(count).as("%s of length %d after %d for %d", texts.apply(8), length, most, shortest)
				.isLessThanOrEqualTo(most * 2 * length / shortest);
		}
	}

	private static String fill(String begin, String piece, String end, int length) {
		int times = Math.max(1, (length - begin.length() - end.length()) / piece.length());
		return begin + piece.repeat(times) + end;
	}

	private static CompiledPolicy policy(String... origins) {
		return CompiledPolicy.compile("test",
				PolicySpec.empty()
					.with(Attribute.ALLOWED_ORIGINS, Arrays.asList(origins))
					.with(Attribute.ALLOWED_METHODS, List.of("*"))
					.with(Attribute.ALLOWED_HEADERS, List.of("*"))
					.with(Attribute.ALLOW_CREDENTIALS, true));
	}

	/**
	 * Matches an origin against every form of pattern.
	 */
	static final class Matching implements Consumer<String> {

		private final CompiledPolicy policy = policy("https://app.example.com", "https://*.example.com",
				"https://*.a.example.com:*", "https://a-*.example.com", "https://*-a.example.com",
				"https://example.com:*", "https://[::1]:*", "~https://[a-z.]+-[a-z.]+\\.example\\.com");

		@Override
		public void accept(String origin) {
			this.policy.matchOrigin(origin);
		}

	}

	/**
	 * Decides on a preflight whose headers are reflected.
	 */
	static class Preflight implements Consumer<String> {

		private final PolicySet policies = PolicySet.lenient(List.of(policy("https://app.example.com")));

		@Override
		public void accept(String headers) {
			List<Map.Entry<String, String>> fields = new ArrayList<>();
			fields.add(Map.entry("Origin", "https://app.example.com"));
			fields.add(Map.entry("Access-Control-Request-Method", "PUT"));
			lines(headers).forEach((line) -> fields.add(Map.entry("Access-Control-Request-Headers", line)));
			new TestRequest("OPTIONS", fields).decide(this.policies);
		}

		List<String> lines(String headers) {
			return List.of(headers);
		}

	}

	/**
	 * The same with a line for each header.
	 */
	static final class PreflightOfLines extends Preflight {

		@Override
		List<String> lines(String headers) {
			return Arrays.asList(headers.split(",", -1));
		}

	}

	/**
	 * Compiles a policy with an origin on each line.
	 */
	static class Compiling implements Consumer<String> {

		@Override
		public void accept(String origins) {
			policy(origins.split("\n"));
		}

	}

	/**
	 * Looks up the last of the origins a hundred times over.
	 */
	static final class Finding implements Consumer<String> {

		@Override
		public void accept(String origins) {
			String[] entries = origins.split("\n");
			CompiledPolicy policy = policy(entries);
			WorkMeter.reset();
			for (int i = 0; i < Math.min(entries.length, 100); i++) {
				String origin = entries[i * (entries.length / 100 + 1) % entries.length];
				assertThat(policy.matchOrigin(origin.replace(":*", "").replace("*", "x"))).isPositive();
			}
		}

	}

	/**
	 * Allows as many headers, and reads a request for some of them.
	 */
	static final class FindingHeader implements Consumer<String> {

		@Override
		public void accept(String names) {
			List<String> all = List.of(names.split("\n"));
			AllowedHeaders headers = new AllowedHeaders(all, false);
			assertThat(headers.check(all.subList(0, Math.min(all.size(), 100)).iterator()))
				.isIn(AllowedHeaders.Match.ALLOWED, AllowedHeaders.Match.MALFORMED);
		}

	}

	/**
	 * Allows as many methods, and looks up each.
	 */
	static final class FindingMethod implements Consumer<String> {

		@Override
		public void accept(String names) {
			List<String> all = List.of(names.split("\n"));
			AllowedMethods methods = new AllowedMethods(all);
			assertThat(all).allMatch(methods::contains);
		}

	}

	/**
	 * Reports a problem of as many policies.
	 */
	static final class Reporting implements Consumer<String> {

		@Override
		public void accept(String names) {
			Set<PolicyProblem> problems = new HashSet<>();
			for (String name : names.split("\n")) {
				problems.add(new PolicyProblem(ProblemCode.NO_ORIGINS, name, "allowed-origins", null, "", List.of()));
			}
		}

	}

	/**
	 * Parses an entry, and whatever should be written instead.
	 */
	static final class Parsing implements Consumer<String> {

		@Override
		public void accept(String entry) {
			try {
				OriginPatternParser.parse(entry);
			}
			catch (MalformedOriginException ex) {
				OriginPatternParser.replacements(ex);
			}
		}

	}

}
