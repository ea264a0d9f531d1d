package io.corspolicy.engine;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PolicySet}: what is made once and kept.
 */
class PolicySetTests {

	private static final CompiledPolicy ONE = policy("one", "https://one.example.com");

	private static final CompiledPolicy TWO = policy("two", "https://two.example.com");

	private final PolicySet policies = PolicySet.lenient(List.of(TWO, ONE));

	private static CompiledPolicy policy(String name, String origin) {
		return CompiledPolicy.compile(name, PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of(origin)));
	}

	@Test
	void policiesAreInTheOrderOfTheirNames() {
		assertThat(this.policies.names()).containsExactly("one", "two");
	}

	@Test
	void methodsOfTheApplicationAreThoseOfPreflights() {
		PolicySet mapped = this.policies.withMappedMethods(List.of("GET", "PUT", "TRACE"));
		assertThat(this.policies.withMappedMethods(List.of("GET", "PUT", "TRACE"))).isSameAs(mapped);
		assertThat(this.policies.withMappedMethods(List.of("GET"))).isNotSameAs(mapped);
		assertThat(preflight(mapped, "PUT").isAllowed()).isTrue();
		assertThat(preflight(mapped, "DELETE").isAllowed()).isFalse();
		assertThat(preflight(mapped, "PUT").headers("https://one.example.com"))
			.containsEntry("Access-Control-Allow-Methods", "GET, PUT");
	}

	@Test
	void onlySoManyListsOfMethodsAreKept() {
		for (int i = 0; i < 200; i++) {
			assertThat(this.policies.withMappedMethods(List.of("M" + i)).names()).containsExactly("one", "two");
		}
		assertThat(this.policies.withMappedMethods(List.of("M0")))
			.isSameAs(this.policies.withMappedMethods(List.of("M0")));
		assertThat(this.policies.withMappedMethods(List.of("M199")))
			.isNotSameAs(this.policies.withMappedMethods(List.of("M199")));
	}

	@Test
	void aReplacementIsMadeOnce() {
		CompiledPolicy other = policy("one", "https://other.example.com");
		PolicySet replaced = this.policies.with(Map.of(ONE, other));
		assertThat(allows(replaced, "https://other.example.com")).isTrue();
		assertThat(allows(replaced, "https://one.example.com")).isFalse();
		assertThat(allows(replaced, "https://two.example.com")).isTrue();
		assertThat(this.policies.with(Map.of(ONE, other))).isSameAs(replaced);
		assertThat(this.policies.with(Map.of())).isSameAs(this.policies);
		assertThat(this.policies.with(Map.of(policy("three", "https://a.example"), other))).isSameAs(this.policies);
		PolicySet both = this.policies.with(Map.of(ONE, other, TWO, policy("two", "https://b.example.com")));
		assertThat(allows(both, "https://two.example.com")).isFalse();
		assertThat(this.policies.with(Map.of(ONE, other))).isNotSameAs(replaced);
	}

	@Test
	void aReplacementHasTheMethodsOfTheApplication() {
		CompiledPolicy other = policy("one", "https://other.example.com");
		PolicySet replaced = this.policies.withMappedMethods(List.of("PUT")).with(Map.of(ONE, other));
		CorsDecision decision = TestRequest
			.of("OPTIONS", "Origin", "https://other.example.com", "Access-Control-Request-Method", "PUT")
			.decide(replaced);
		assertThat(decision.headers("https://other.example.com")).containsEntry("Access-Control-Allow-Methods", "PUT");
	}

	@Test
	void whoIsNotKnownAllowsNothingAndTurnsAwayWhatOthersDo() {
		CompiledPolicy rejecting = CompiledPolicy.compile("rejecting",
				ONE.spec().with(Attribute.REJECT_DISALLOWED, true));
		CorsDecision nobody = decide(CompiledPolicy.ofNobody("nobody", List.of(ONE, rejecting)));
		assertThat(nobody.isAllowed()).isFalse();
		assertThat(nobody.status()).isEqualTo(403);
		assertThat(decide(CompiledPolicy.ofNobody("nobody", List.of(ONE, TWO))).proceeds()).isTrue();
		assertThat(CompiledPolicy.ofNobody("nobody", List.of())).hasToString("CompiledPolicy[nobody]");
	}

	private static CorsDecision decide(CompiledPolicy policy) {
		return TestRequest.of("GET", "Origin", "https://one.example.com").decide(PolicySet.lenient(List.of(policy)));
	}

	private static CorsDecision preflight(PolicySet policies, String method) {
		return TestRequest.of("OPTIONS", "Origin", "https://one.example.com", "Access-Control-Request-Method", method)
			.decide(policies);
	}

	private static boolean allows(PolicySet policies, String origin) {
		return TestRequest.of("GET", "Origin", origin).decide(policies).isAllowed();
	}

}
