package io.corspolicy.observe;

import java.util.List;
import java.util.stream.IntStream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CandidateChange;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PlainPathReader;
import io.corspolicy.registry.PolicyDefinition;
import org.junit.jupiter.api.Test;

import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link RecentDecisions}.
 */
class RecentDecisionsTests {

	private List<PolicyDefinition> policies = List.of(policy("api", "next"), policy("other", null),
			new PolicyDefinition("next", List.of(),
					PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://next.example"))));

	private final CorsPolicyRegistry registry = new CorsPolicyRegistry(List.of(() -> this.policies),
			() -> PathPatternParser.defaultInstance);

	private static PolicyDefinition policy(String name, String candidate) {
		return new PolicyDefinition(name, List.of("/" + name + "/**"),
				PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example")), candidate, null);
	}

	@Test
	void theSameRequestIsOneEntryAndTheLatestComesFirst() {
		request("https://a.example", "/api/1");
		request("https://b.example", "/api/1");
		request("https://app.example", "/api/1");
		request("https://a.example", "/api/1");
		assertThat(this.registry.recent().refusals()).extracting(RecentRefusal::origin, RecentRefusal::count)
			.containsExactly(tuple("https://a.example", 2L), tuple("https://b.example", 1L));
		assertThat(this.registry.recent().refusals().get(0)).satisfies((refusal) -> {
			assertThat(refusal.kind()).isEqualTo(CorsDecision.Kind.ACTUAL);
			assertThat(refusal.method()).isEqualTo("GET");
			assertThat(refusal.requestedHeaders()).isNull();
			assertThat(refusal.last()).isAfterOrEqualTo(this.registry.recent().since());
		});
	}

	@Test
	void requestsOfEqualLengthInTurnAreCountedEach() {
		for (int i = 0; i < 3; i++) {
			request("https://a.example", "/api/1");
			request("https://b.example", "/api/2");
			request("https://a.example", "/api/2");
		}
		assertThat(this.registry.recent().refusals())
			.extracting(RecentRefusal::origin, RecentRefusal::path, RecentRefusal::count)
			.containsExactly(tuple("https://a.example", "/api/2", 3L), tuple("https://b.example", "/api/2", 3L),
					tuple("https://a.example", "/api/1", 3L));
	}

	/** What was pushed out begins anew, and what was counted lately is not pushed out. */
	@Test
	void thoseOfTheLongestAgoArePushedOut() {
		request("https://old.example", "/api/1");
		request("https://new.example", "/api/1");
		for (int i = 0; i < RecentRefusals.MAX_ENTRIES - 1; i++) {
			request("https://new.example", "/api/1");
			request("https://a.example", "/api/" + i);
		}
		assertThat(this.registry.recent().refusals()).hasSize(RecentRefusals.MAX_ENTRIES)
			.extracting(RecentRefusal::origin)
			.contains("https://new.example")
			.doesNotContain("https://old.example");
		request("https://old.example", "/api/1");
		assertThat(this.registry.recent().refusals().get(0)).extracting(RecentRefusal::origin, RecentRefusal::count)
			.containsExactly("https://old.example", 1L);
	}

	@Test
	void threadsLoseNoRefusal() {
		IntStream.range(0, 4000)
			.parallel()
			.forEach((i) -> request("https://" + (char) ('a' + i % 4) + ".example", "/api/1"));
		assertThat(this.registry.recent().refusals()).hasSize(4)
			.allSatisfy((refusal) -> assertThat(refusal.count()).isEqualTo(1000));
	}

	/** Whoever sends other texts each time pushes out the oldest, and fills nothing. */
	@Test
	void boundedWhateverIsRequested() {
		IntStream.range(0, 5000).forEach((i) -> request("https://" + "x".repeat(i % 400) + ".example", "/api/" + i));
		request("https://a.example", "/api/" + "y".repeat(100_000));
		List<RecentRefusal> refusals = this.registry.recent().refusals();
		assertThat(refusals).hasSize(RecentRefusals.MAX_ENTRIES);
		assertThat(refusals.get(0).path()).hasSize(RecentRefusals.MAX_LENGTH);
		assertThat(refusals.get(0).cut()).isTrue();
		assertThat(refusals.get(1).path()).isEqualTo("/api/4999");
	}

	@Test
	void endsWithThePolicy() {
		request("https://a.example", "/api/1");
		request("https://a.example", "/other/1");
		request("https://next.example", "/api/1");
		assertThat(this.registry.recent().candidateChanges("api")).containsOnlyKeys(CandidateChange.WOULD_ALLOW)
			.containsValue(1L);
		assertThat(this.registry.recent().candidateChanges("other")).isEmpty();
		this.policies = this.policies.subList(1, 3);
		this.registry.refresh();
		assertThat(this.registry.recent().refusals()).extracting(RecentRefusal::policy).containsExactly("other");
		assertThat(this.registry.recent().candidateChanges("api")).isEmpty();
	}

	private void request(String origin, String path) {
		this.registry.decider(new PlainPathReader()).decide(origin, path);
	}

}
