package io.corspolicy.observe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.TestRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RecentRefusals}: what is remembered of a request, and how much of it.
 */
class RecentRefusalsTests {

	private static final String ORIGIN = "https://a.example";

	private static final Instant TIME = Instant.parse("2026-11-29T12:00:00Z");

	private static final PolicySet POLICIES = PolicySet.lenient(List.of(CompiledPolicy.compile("api",
			PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example")))));

	private Instant now = TIME;

	private final RecentRefusals refusals = new RecentRefusals(() -> this.now);

	@Test
	void headersOfThePreflight() {
		refuse("/none", preflight());
		refuse("/one", preflight("x-a, x-b"));
		refuse("/lines", preflight("x-a", "x-b", "x-c"));
		assertThat(this.refusals.all()).extracting(RecentRefusal::requestedHeaders)
			.containsExactly("x-a,x-b,x-c", "x-a, x-b", null);
		assertThat(this.refusals.all()).allSatisfy((refusal) -> {
			assertThat(refusal.kind()).isEqualTo(CorsDecision.Kind.PREFLIGHT);
			assertThat(refusal.cut()).isFalse();
			assertThat(refusal.count()).isOne();
			assertThat(refusal.last()).isEqualTo(TIME);
		});
	}

	@Test
	void headersAndServerAreThoseOfTheLatest() {
		for (String headers : List.of("x-a", "x-b", "x-b")) {
			refuse("/", preflight(headers));
		}
		refuse("/", preflight(ORIGIN, "other.example", 443, "x-b"));
		assertThat(this.refusals.all()).singleElement().satisfies((refusal) -> {
			assertThat(refusal.count()).isEqualTo(4);
			assertThat(refusal.requestedHeaders()).isEqualTo("x-b");
			assertThat(refusal.server()).isEqualTo("https://other.example");
		});
		refuse("/", preflight(ORIGIN, "other.example", 8443, "x-b"));
		assertThat(this.refusals.all().get(0).server()).isEqualTo("https://other.example:8443");
		refuse("/", preflight(ORIGIN, "h".repeat(400), 443, "x-b"));
		assertThat(this.refusals.all().get(0).server()).isNull();
	}

	@Test
	void headersAndServerOfManyAreReadFromTimeToTime() {
		for (int i = 1; i < RecentRefusals.MAX_READ; i++) {
			refuse("/", preflight("x-a"));
		}
		refuse("/", preflight("x-b"));
		assertThat(this.refusals.all().get(0).requestedHeaders()).isEqualTo("x-b");
		for (int later : List.of(0, RecentRefusals.INTERVAL - 1)) {
			pass(later);
			refuse("/", preflight(ORIGIN, "other.example", 443, "x-c"));
			assertThat(this.refusals.all()).singleElement().satisfies((refusal) -> {
				assertThat(refusal.requestedHeaders()).isEqualTo("x-b");
				assertThat(refusal.server()).isEqualTo("https://api.example");
				assertThat(refusal.last()).isEqualTo(this.now);
			});
		}
		pass(1);
		refuse("/", preflight("x-d"));
		assertThat(this.refusals.all().get(0).requestedHeaders()).isEqualTo("x-d");
		pass(-1);
		refuse("/", preflight("x-e"));
		assertThat(this.refusals.all()).singleElement().satisfies((refusal) -> {
			assertThat(refusal.requestedHeaders()).isEqualTo("x-e");
			assertThat(refusal.count()).isEqualTo(RecentRefusals.MAX_READ + 4);
		});
	}

	@Test
	void longHeadersAreCut() {
		String most = "x".repeat(RecentRefusals.MAX_LENGTH);
		refuse("/most", preflight(most));
		refuse("/more", preflight(most + "y"));
		refuse("/lines", preflight(most, "y", "z"));
		refuse("/more", preflight(most + "y"));
		assertThat(this.refusals.all()).extracting(RecentRefusal::requestedHeaders).containsOnly(most);
		assertThat(this.refusals.all()).extracting((refusal) -> refusal.path() + " " + refusal.cut() + refusal.count())
			.containsExactly("/more true2", "/lines true1", "/most false1");
	}

	@Test
	void longTextsAreCut() {
		refuse("/" + "p".repeat(RecentRefusals.MAX_LENGTH - 1), preflight());
		assertThat(this.refusals.all().get(0).cut()).isFalse();
		refuse("/" + "p".repeat(RecentRefusals.MAX_LENGTH), preflight());
		assertThat(this.refusals.all().get(0).cut()).isTrue();
		assertThat(this.refusals.all().get(0).path()).hasSize(RecentRefusals.MAX_LENGTH);
		refuse("/", preflight("https://" + "o".repeat(312), "api.example", 443));
		assertThat(this.refusals.all().get(0).cut()).isFalse();
		refuse("/", preflight("https://" + "o".repeat(313), "api.example", 443));
		assertThat(this.refusals.all().get(0).cut()).isTrue();
		assertThat(this.refusals.all().get(0).origin()).hasSize(320);
	}

	private void pass(int milliseconds) {
		this.now = this.now.plusMillis(milliseconds);
	}

	private void refuse(String path, TestRequest preflight) {
		String origin = Objects.requireNonNull(preflight.origin());
		this.refusals.add(preflight.decide(POLICIES), "PUT", path, origin, preflight, TestRequest.Reader.INSTANCE);
	}

	private static TestRequest preflight(String... lines) {
		return preflight(ORIGIN, "api.example", 443, lines);
	}

	private static TestRequest preflight(String origin, String host, int port, String... lines) {
		List<String> fields = new ArrayList<>(List.of("Origin", origin, "Access-Control-Request-Method", "PUT",
				"Test-Scheme", "https", "Test-Host", host, "Test-Port", String.valueOf(port)));
		for (String line : lines) {
			fields.addAll(List.of("Access-Control-Request-Headers", line));
		}
		return TestRequest.of("OPTIONS", fields.toArray(String[]::new));
	}

}
