package io.corspolicy.engine.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.PolicySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NearMiss}.
 */
class NearMissTests {

	private static final List<String> ORIGINS = List.of("https://app.example.com", "https://www.example.net",
			"http://localhost:3000", "https://*.example.org", "https://pr-*.preview.example.org:8443",
			"https://any.example.com:*", "http://[::1]:9090", "~https://v[0-9]+\\.regex\\.example\\.com", "app://.",
			"file://", "http://192.168.0.0/16", "http://[fd00::]/8:8080", "moz-extension://*");

	@ParameterizedTest
	@CsvSource({ "http://app.example.com, https://app.example.com, SCHEME",
			"https://app.example.com:8443, https://app.example.com, PORT",
			"https://app.example.com:443, https://app.example.com, PORT",
			"https://www.app.example.com, https://app.example.com, WWW",
			"https://example.net, https://www.example.net, WWW",
			"https://app.example.com., https://app.example.com, TRAILING_DOT",
			"https://app.example.com/, https://app.example.com, PATH",
			"https://app.example.com/page?x, https://app.example.com, PATH",
			"https://App.example.com, https://app.example.com, CASE",
			"HTTPS://app.example.com, https://app.example.com, CASE", "http://localhost, http://localhost:3000, PORT",
			"http://localhost:8080, http://localhost:3000, PORT",
			"https://localhost:3000, http://localhost:3000, SCHEME", "http://[::1], http://[::1]:9090, PORT",
			"app://, app://., TRAILING_DOT", "app://./, app://., PATH", "file:///tmp/x.html, file://, PATH",
			"http://www.app.example.com, https://app.example.com, SCHEME WWW",
			"http://app.example.com:8080, https://app.example.com, SCHEME PORT" })
	void findsWhatIsAllowed(String origin, String allowed, String differences) {
		NearMiss nearMiss = find(origin);
		assertThat(nearMiss).isNotNull();
		assertThat(nearMiss.allowed()).isEqualTo(allowed);
		assertThat(nearMiss.entry()).isEqualTo(allowed);
		assertThat(differences(nearMiss)).isEqualTo(differences);
	}

	@ParameterizedTest
	@CsvSource({ "http://a.b.example.org, https://a.b.example.org, https://*.example.org, SCHEME",
			"https://pr-1.preview.example.net:8443, , , ",
			"http://pr-1.preview.example.org:8443, https://pr-1.preview.example.org:8443, https://pr-*.preview.example.org:8443, SCHEME",
			"http://any.example.com:5173, https://any.example.com:5173, https://any.example.com:*, SCHEME",
			"http://v12.regex.example.com, https://v12.regex.example.com, ~https://v[0-9]+\\.regex\\.example\\.com, SCHEME",
			"https://192.168.1.2, http://192.168.1.2, http://192.168.0.0/16, SCHEME",
			"http://192.168.1.2:8080, http://192.168.1.2, http://192.168.0.0/16, PORT",
			"http://[fd12::1], http://[fd12::1]:8080, http://[fd00::]/8:8080, PORT",
			"moz-extension://A-b:80, moz-extension://a-b, moz-extension://*, CASE PORT", "http://193.168.1.2, , , ",
			"https://example.org, https://www.example.org, https://*.example.org, WWW" })
	void namesThePatternThatAllowsIt(String origin, @Nullable String allowed, @Nullable String entry,
			@Nullable String differences) {
		NearMiss nearMiss = find(origin);
		assertThat((nearMiss != null) ? nearMiss.allowed() : null).isEqualTo(allowed);
		assertThat((nearMiss != null) ? nearMiss.entry() : null).isEqualTo(entry);
		assertThat((nearMiss != null) ? differences(nearMiss) : null).isEqualTo(differences);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://app.example.com", "https://a.example.org", "https://stranger.example", "null", "",
			"://", "https://", "https:///", "app.example.com", "https://app.example.com@stranger.example",
			"https://stranger.example/https://app.example.com", "https://app.example.comm", "https://app.example.co",
			"https://app.example.com\n", "https://äpp.example.com", "ftp://app.example.com",
			"http://www.app.example.com:8080", "https://app.example.com.stranger.example" })
	void findsNothing(String origin) {
		assertThat(find(origin)).isNull();
	}

	@Test
	void nothingIsNearWhereAnyOriginIsAllowed() {
		CompiledPolicy policy = policy(List.of("*"));
		assertThat(NearMiss.of(policy, "nonsense")).isNull();
	}

	@Test
	void saysByWhichPattern() {
		NearMiss nearMiss = find("http://x.example.org.");
		assertThat(nearMiss).isNotNull();
		assertThat(nearMiss.sentence()).isEqualTo("It differs from \"https://x.example.org\", which is allowed (by"
				+ " \"https://*.example.org\"), only by its scheme and the dot at the end of its host.");
	}

	/** The origin is found by look-up, whatever stands before it. */
	@Test
	void workIsBoundedByTheOriginAndNotByTheList() {
		List<String> origins = new ArrayList<>(IntStream.range(0, 30_000)
			.mapToObj((i) -> "https://tenant-" + i + ".example.com:" + (1000 + i))
			.toList());
		origins.add("https://last.example.com");
		origins.add("https://*.last.example.org");
		CompiledPolicy policy = policy(origins);
		NearMiss exact = NearMiss.of(policy, "http://last.example.com");
		assertThat(exact).isNotNull();
		assertThat(exact.entry()).isEqualTo("https://last.example.com");
		NearMiss pattern = NearMiss.of(policy, "http://a.last.example.org");
		assertThat(pattern).isNotNull();
		assertThat(pattern.entry()).isEqualTo("https://*.last.example.org");
		assertThat(NearMiss.of(policy, "https://tenant-29000.example.com")).isNull();
		assertThat(NearMiss.of(policy, "https://tenant-1.example.com")).isNotNull();
	}

	/** Which of many patterns it was is another question, and not worth any price. */
	@Test
	void glancesAtTenThousandPatterns() {
		CompiledPolicy policy = policy(
				IntStream.range(0, 10_001).mapToObj((i) -> "https://*.tenant-" + i + ".example.com").toList());
		NearMiss last = NearMiss.of(policy, "http://a.tenant-9999.example.com");
		assertThat(last).isNotNull();
		assertThat(last.entry()).isEqualTo("https://*.tenant-9999.example.com");
		NearMiss beyond = NearMiss.of(policy, "http://a.tenant-10000.example.com");
		assertThat(beyond).isNotNull();
		assertThat(beyond.entry()).isEqualTo("https://a.tenant-10000.example.com");
	}

	private static String differences(NearMiss nearMiss) {
		return Arrays.stream(NearMiss.Difference.values())
			.filter(nearMiss.differences()::contains)
			.map(NearMiss.Difference::name)
			.collect(Collectors.joining(" "));
	}

	private static @Nullable NearMiss find(String origin) {
		return NearMiss.of(policy(ORIGINS), origin);
	}

	private static CompiledPolicy policy(List<String> origins) {
		return CompiledPolicy.compile("policy", PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, origins));
	}

}
