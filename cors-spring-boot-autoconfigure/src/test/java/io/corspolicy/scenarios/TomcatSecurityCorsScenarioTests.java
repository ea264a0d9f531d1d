package io.corspolicy.scenarios;

/**
 * The scenario table on Tomcat, with an application that calls {@code http.cors()}.
 */
class TomcatSecurityCorsScenarioTests extends TomcatScenarioTests {

	@Override
	boolean hasSecurityCors() {
		return true;
	}

}
