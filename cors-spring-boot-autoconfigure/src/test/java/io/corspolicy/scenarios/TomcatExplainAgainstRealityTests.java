package io.corspolicy.scenarios;

import org.springframework.boot.WebApplicationType;

/**
 * Explanations against reality on Tomcat.
 */
class TomcatExplainAgainstRealityTests extends ExplainAgainstRealityTests {

	TomcatExplainAgainstRealityTests() {
		super(WebApplicationType.SERVLET, ServletScenarioApplication.class, TomcatScenarioTests.Server.class);
	}

}
