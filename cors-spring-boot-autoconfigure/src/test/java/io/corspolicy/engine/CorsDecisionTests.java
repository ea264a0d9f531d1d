package io.corspolicy.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CorsDecision}: what is left of decisions once the handler has been
 * chosen, and what they write.
 */
class CorsDecisionTests {

	private static final String APP = "https://app.example.com";

	private static final String STRANGER = "https://stranger.example";

	private static final PolicySet POLICY = policy("api", spec());

	private static final CorsDecision ALLOWED = actual(POLICY, APP);

	private static final CorsDecision REFUSED = actual(POLICY, STRANGER);

	private static PolicySpec spec() {
		return PolicySpec.empty()
			.with(Attribute.ALLOWED_ORIGINS, List.of(APP))
			.with(Attribute.ALLOW_CREDENTIALS, true)
			.with(Attribute.CROSS_ORIGIN_RESOURCE_POLICY, CrossOriginResourcePolicy.SAME_SITE);
	}

	private static PolicySet policy(String name, PolicySpec spec) {
		return PolicySet.lenient(List.of(CompiledPolicy.compile(name, spec)));
	}

	private static CorsDecision actual(PolicySet policies, @Nullable String origin) {
		return ((origin != null) ? TestRequest.of("GET", "Origin", origin) : TestRequest.of("GET")).decide(policies);
	}

	@Test
	void theSamePolicyConfirmsWhatItAllowsNoLess() {
		assertThat(ALLOWED.confirms(ALLOWED)).isTrue();
		assertThat(ALLOWED.confirms(REFUSED)).isTrue();
		assertThat(REFUSED.confirms(REFUSED)).isTrue();
		assertThat(REFUSED.confirms(ALLOWED)).isFalse();
		assertThat(ALLOWED.confirms(null)).isFalse();
		assertThat(ALLOWED.confirms(actual(policy("other", spec()), APP))).isFalse();
		CorsDecision rejected = actual(policy("api", spec().with(Attribute.REJECT_DISALLOWED, true)), STRANGER);
		assertThat(rejected.confirms(REFUSED)).isFalse();
	}

	@Test
	void nothingButTheResourcePolicyAndVaryIsLeftOfADecisionOnAnotherHandler() {
		CorsDecision withheld = ALLOWED.withheld();
		assertThat(withheld.headers(APP))
			.isEqualTo(Map.of("Cross-Origin-Resource-Policy", "same-site", "Vary", "Origin"));
		assertThat(withheld.proceeds()).isTrue();
		assertThat(withheld.isAllowed()).isFalse();
		assertThat(withheld).hasToString("ACTUAL HANDLER_CHANGED by api");
		assertThat(REFUSED.withheld()).hasToString("ACTUAL ORIGIN_NOT_ALLOWED by api");
		assertThat(REFUSED.withheld().proceeds()).isTrue();
	}

	@Test
	void whatIsRejectedIsRejectedWith403() {
		PolicySet rejecting = policy("api", spec().with(Attribute.REJECT_DISALLOWED, true));
		CorsDecision silent = TestRequest.of("GET", "Origin", STRANGER).decide(rejecting).withheld();
		assertThat(silent.status()).isEqualTo(403);
		assertThat(silent.body()).isNull();
		CorsDecision explained = TestRequest.of("GET", "Origin", STRANGER).decide(rejecting, true).withheld();
		assertThat(explained.status()).isEqualTo(403);
		assertThat(explained.body()).contains("origin-not-allowed").contains("403");
		CorsDecision preflight = TestRequest.of("OPTIONS", "Origin", APP, "Access-Control-Request-Method", "GET")
			.decide(POLICY);
		assertThat(preflight.proceeds()).isFalse();
		assertThat(preflight.withheld().status()).isZero();
	}

	@Test
	void onlyVaryIsLeftForAHandlerWithoutAPolicy() {
		assertThat(ALLOWED.withdrawn().headers(APP)).isEqualTo(Map.of("Vary", "Origin"));
		assertThat(ALLOWED.withdrawn()).hasToString("ACTUAL HANDLER_CHANGED by api");
		assertThat(REFUSED.withdrawn()).hasToString("ACTUAL ORIGIN_NOT_ALLOWED by api");
		PolicySet open = policy("open",
				PolicySpec.empty()
					.with(Attribute.ALLOWED_ORIGINS, List.of("*"))
					.with(Attribute.SEND_WITHOUT_ORIGIN, true));
		assertThat(actual(open, null).withdrawn().headers(null)).isEmpty();
	}

	@Test
	void onlyRefusalsSayWhy() {
		assertThat(TestRequest.of("GET", "Origin", APP).decide(POLICY, true).body()).isNull();
		assertThat(TestRequest.of("GET", "Origin", STRANGER).decide(POLICY, true).body()).isNull();
		assertThat(TestRequest.of("OPTIONS", "Origin", APP, "Access-Control-Request-Method", "GET")
			.decide(POLICY, true)
			.body()).isNull();
		assertThat(TestRequest.of("OPTIONS", "Origin", STRANGER, "Access-Control-Request-Method", "GET")
			.decide(POLICY, true)
			.body()).contains("origin-not-allowed");
	}

	@Test
	void whatWasWrittenIsRecognised() {
		List<String> names = new ArrayList<>(List.of("Cross-Origin-Resource-Policy", "Access-Control-Allow-Origin",
				"Access-Control-Allow-Credentials"));
		assertThat(ALLOWED.names()).containsExactlyInAnyOrderElementsOf(names);
		assertThat(ALLOWED.isWritten(ALLOWED.headers(APP).entrySet().iterator(), APP)).isTrue();
		assertThat(ALLOWED.isWritten(REFUSED.headers(APP).entrySet().iterator(), APP)).isFalse();
		assertThat(names).allMatch(ALLOWED::governs).noneMatch(ALLOWED::forbids);
		assertThat(REFUSED.forbids("Access-Control-Allow-Origin")).isTrue();
		assertThat(REFUSED.forbids("Cross-Origin-Resource-Policy")).isFalse();
	}

	@Test
	void theOriginOfAnAllowedRequestMayBeKeptBack() {
		PolicySet hiding = policy("api", spec().with(Attribute.FORWARD_ORIGIN, false));
		assertThat(ALLOWED.forwardsOrigin()).isTrue();
		assertThat(actual(hiding, APP).forwardsOrigin()).isFalse();
		assertThat(actual(hiding, STRANGER).forwardsOrigin()).isTrue();
		assertThat(actual(hiding, null).forwardsOrigin()).isTrue();
	}

}
