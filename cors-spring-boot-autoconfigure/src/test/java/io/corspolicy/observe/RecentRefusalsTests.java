package io.corspolicy.observe;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.CorsEngine;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.fetch.RequestReader;
import org.jspecify.annotations.Nullable;
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

	private final RecentRefusals refusals = new RecentRefusals(Clock.fixed(TIME, ZoneOffset.UTC));

	@Test
	void headersOfThePreflight() {
		refuse("/none", new Asked());
		refuse("/one", new Asked("x-a, x-b"));
		refuse("/lines", new Asked("x-a", "x-b", "x-c"));
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
			refuse("/", new Asked(headers));
		}
		refuse("/", new Asked("x-b").at("other.example", 443));
		assertThat(this.refusals.all()).singleElement().satisfies((refusal) -> {
			assertThat(refusal.count()).isEqualTo(4);
			assertThat(refusal.requestedHeaders()).isEqualTo("x-b");
			assertThat(refusal.server()).isEqualTo("https://other.example");
		});
		refuse("/", new Asked("x-b").at("other.example", 8443));
		assertThat(this.refusals.all().get(0).server()).isEqualTo("https://other.example:8443");
		refuse("/", new Asked("x-b").at("h".repeat(400), 443));
		assertThat(this.refusals.all().get(0).server()).isNull();
	}

	@Test
	void longHeadersAreCut() {
		String most = "x".repeat(RecentRefusals.MAX_LENGTH);
		refuse("/most", new Asked(most));
		refuse("/more", new Asked(most + "y"));
		refuse("/lines", new Asked(most, "y", "z"));
		refuse("/more", new Asked(most + "y"));
		assertThat(this.refusals.all()).extracting(RecentRefusal::requestedHeaders).containsOnly(most);
		assertThat(this.refusals.all()).extracting((refusal) -> refusal.path() + " " + refusal.cut() + refusal.count())
			.containsExactly("/more true2", "/lines true1", "/most false1");
	}

	@Test
	void longTextsAreCut() {
		refuse("/" + "p".repeat(RecentRefusals.MAX_LENGTH - 1), new Asked());
		assertThat(this.refusals.all().get(0).cut()).isFalse();
		refuse("/" + "p".repeat(RecentRefusals.MAX_LENGTH), new Asked());
		assertThat(this.refusals.all().get(0).cut()).isTrue();
		assertThat(this.refusals.all().get(0).path()).hasSize(RecentRefusals.MAX_LENGTH);
		refuse("/", new Asked().from("https://" + "o".repeat(312)));
		assertThat(this.refusals.all().get(0).cut()).isFalse();
		refuse("/", new Asked().from("https://" + "o".repeat(313)));
		assertThat(this.refusals.all().get(0).cut()).isTrue();
		assertThat(this.refusals.all().get(0).origin()).hasSize(320);
	}

	private void refuse(String path, Asked asked) {
		CorsDecision decision = CorsEngine.decide((request, method) -> POLICIES, false, asked.origin(), asked,
				Reader.INSTANCE);
		this.refusals.add(Objects.requireNonNull(decision), "PUT", path, asked.origin(), asked, Reader.INSTANCE);
	}

	/**
	 * A preflight.
	 *
	 * @param origin the origin
	 * @param lines the lines of {@code Access-Control-Request-Headers}
	 * @param host the server's host
	 * @param port the server's port
	 */
	private record Asked(String origin, List<String> lines, String host, int port) {

		Asked(String... lines) {
			this(ORIGIN, List.of(lines), "api.example", 443);
		}

		Asked at(String host, int port) {
			return new Asked(this.origin, this.lines, host, port);
		}

		Asked from(String origin) {
			return new Asked(origin, this.lines, this.host, this.port);
		}

	}

	private enum Reader implements RequestReader<Asked> {

		INSTANCE;

		@Override
		public String method(Asked request) {
			return "OPTIONS";
		}

		@Override
		public @Nullable String header(Asked request, String name) {
			Iterator<String> lines = headers(request, name);
			return lines.hasNext() ? lines.next() : null;
		}

		@Override
		public Iterator<String> headers(Asked request, String name) {
			return switch (name) {
				case "Access-Control-Request-Method" -> List.of("PUT").iterator();
				case "Access-Control-Request-Headers" -> request.lines().iterator();
				default -> List.<String>of().iterator();
			};
		}

		@Override
		public String scheme(Asked request) {
			return "https";
		}

		@Override
		public String host(Asked request) {
			return request.host();
		}

		@Override
		public int port(Asked request) {
			return request.port();
		}

	}

}
