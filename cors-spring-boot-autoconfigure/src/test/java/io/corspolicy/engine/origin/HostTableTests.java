package io.corspolicy.engine.origin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

import io.corspolicy.engine.TestRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HostTable}: which patterns match a host, and which is the closest.
 */
class HostTableTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a.example.com             | a.example.com   | 443
			a.example.com             | A.Example.COM   | 8080
			a.example.com:8443        | a.example.com   | 8443
			*.example.com             | a.example.com   | 443
			*.example.com             | a.b.example.com | 443
			*.example.com             | a_b.example.com | 443
			{x}.example.com           | a.example.com   | 443
			{x}.example.com:443       | a.example.com   | 443
			[::1]                     | [::1]           | 443
			[::1]:8080                | ::1             | 8080
			127.0.0.1                 | 127.0.0.1       | 80
			localhost                 | LOCALHOST       | 80
			""")
	void matches(String pattern, String host, int port) throws MalformedHostException {
		assertThat(table(pattern).find(host, port)).map(HostPattern::toString).containsExactly(pattern);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a.example.com             | example.com                | 443
			a.example.com             | b.example.com              | 443
			a.example.com             | a.example.com.             | 443
			a.example.com:8443        | a.example.com              | 443
			a.example.com:8443        | a.example.com              | -1
			*.example.com             | example.com                | 443
			*.example.com             | .example.com               | 443
			*.example.com             | a..example.com             | 443
			*.example.com             | aexample.com               | 443
			*.example.com             | a.example.com.             | 443
			*.example.com             | a/.example.com             | 443
			*.example.com             | a b.example.com            | 443
			*.example.com             | a.example.com.evil.example | 443
			{x}.example.com           | a.b.example.com            | 443
			{x}.example.com           | .example.com               | 443
			{x}.example.com           | example.com                | 443
			{x}.example.com           | a\u212a.example.com       | 443
			[::1]                     | [0:0:0:0:0:0:0:1]          | 443
			[::1]                     | [::1                       | 443
			""")
	void doesNotMatch(String pattern, String host, int port) throws MalformedHostException {
		assertThat(table(pattern).find(host, port)).isEmpty();
	}

	@Test
	void theClosestComesFirst() throws MalformedHostException {
		List<String> inOrder = List.of("a.b.example.com:8443", "a.b.example.com", "{x}.b.example.com:8443",
				"{x}.b.example.com", "*.b.example.com:8443", "*.b.example.com", "*.example.com:8443", "*.example.com",
				"*.com");
		List<String> shuffled = new ArrayList<>(inOrder);
		Collections.shuffle(shuffled, new Random(1));
		HostTable table = table(shuffled.toArray(String[]::new));
		assertThat(table.find("a.b.example.com", 8443)).map(HostPattern::toString).isEqualTo(inOrder);
		assertThat(table.find("A.B.EXAMPLE.COM".toLowerCase(Locale.ROOT), 80)).map(HostPattern::toString)
			.isEqualTo(inOrder.stream().filter((pattern) -> !pattern.endsWith("8443")).toList());
	}

	@Test
	void theNameOfALabelMakesNoDifference() throws MalformedHostException {
		assertThat(HostPatternParser.parse("{x}.example.com")).isEqualTo(HostPatternParser.parse("{y}.example.com"))
			.hasSameHashCodeAs(HostPatternParser.parse("{y}.example.com"))
			.isNotEqualTo(HostPatternParser.parse("*.example.com"))
			.isNotEqualTo(HostPatternParser.parse("{x}.example.com:80"));
	}

	@Test
	void longHostsAreNotRead() throws MalformedHostException {
		assertThat(table("*.example.com").find("a.".repeat(5000) + "example.com", 443)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a.example.com      | https | a.example.com |      | a.example.com
			a.example.com      |       | a.example.com |      | a.example.com
			a.example.com      | https |               |      |
			a.example.com:443  | https | a.example.com |      | a.example.com:443
			a.example.com:443  | https | a.example.com | 0    | a.example.com:443
			a.example.com:443  | wss   | a.example.com |      | a.example.com:443
			a.example.com:80   | http  | a.example.com |      | a.example.com:80
			a.example.com:443  | http  | a.example.com |      |
			a.example.com:443  |       | a.example.com |      |
			a.example.com:1    |       | a.example.com | 1    | a.example.com:1
			a.example.com:8443 | https | a.example.com | 8443 | a.example.com:8443
			a.example.com:443  | https | a.example.com | 8443 |
			""")
	void thePortIsTheSchemesIfTheRequestHasNone(String pattern, @Nullable String scheme, @Nullable String host,
			@Nullable String port, @Nullable String found) throws MalformedHostException {
		TestRequest request = TestRequest.reached(scheme, host, port);
		assertThat(table(pattern).find(request, TestRequest.Reader.INSTANCE)).map(HostPattern::toString)
			.isEqualTo((found != null) ? List.of(found) : List.of());
	}

	@Test
	void theAddressWithAPortIsTheClosest() throws MalformedHostException {
		assertThat(table("[::1]", "[::1]:8080").find("::1", 8080)).map(HostPattern::toString)
			.containsExactly("[::1]:8080", "[::1]");
	}

	@Test
	void manyHostsAreFoundEach() throws MalformedHostException {
		HostTable table = table(
				IntStream.range(0, 5000).mapToObj((i) -> "t" + i + ".example.com").toArray(String[]::new));
		for (int i = 0; i < 5000; i++) {
			assertThat(table.find("t" + i + ".example.com", 443)).hasSize(1);
		}
		assertThat(table.find("t5000.example.com", 443)).isEmpty();
	}

	private static HostTable table(String... patterns) throws MalformedHostException {
		List<HostPattern> parsed = new ArrayList<>();
		for (String pattern : Arrays.asList(patterns)) {
			parsed.add(HostPatternParser.parse(pattern));
		}
		return new HostTable(parsed);
	}

}
