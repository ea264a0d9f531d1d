package io.corspolicy.observe;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.CompiledPolicy;
import io.corspolicy.engine.CorsDecision;
import io.corspolicy.engine.DecisionListener;
import io.corspolicy.engine.PolicySet;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.TestRequest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DecisionListeners}: who hears of what.
 */
class DecisionListenersTests {

	private static final CompiledPolicy POLICY = CompiledPolicy.compile("api",
			PolicySpec.empty().with(Attribute.ALLOWED_ORIGINS, List.of("https://app.example")));

	private final List<String> heard = new ArrayList<>();

	@Test
	void onlyThoseOfRefusalsHearNothingOfWhatIsAllowed() {
		DecisionListener any = (decision, method, path, origin) -> this.heard.add("any " + decision.isAllowed());
		RefusalListener ofRefusals = (decision, method, path, origin) -> this.heard
			.add("of refusals " + decision.isAllowed());
		DecisionListener listeners = new DecisionListeners(List.of(ofRefusals, any)).forPolicy(POLICY);
		decide(listeners, "https://app.example");
		decide(listeners, "https://other.example");
		assertThat(this.heard).containsExactly("any true", "of refusals false", "any false");
	}

	/** Nothing is called where nobody would listen. */
	@Test
	void whatIsRememberedOfRefusalsAndOfCandidatesIsNoListenerOfOtherPolicies() {
		RecentDecisions recent = new RecentDecisions(InstantSource.system());
		assertThat(recent.forPolicy(POLICY, null)).isSameAs(DecisionListener.NONE);
		assertThat(recent.forPolicy(POLICY, POLICY)).isSameAs(recent);
		assertThat(new DecisionListeners(List.of(recent)).forPolicy(POLICY)).isSameAs(DecisionListener.NONE);
	}

	private static void decide(DecisionListener listeners, String origin) {
		CorsDecision decision = TestRequest.of("GET", "Origin", origin).decide(PolicySet.lenient(List.of(POLICY)));
		listeners.decided(decision, "GET", "/", origin);
	}

}
