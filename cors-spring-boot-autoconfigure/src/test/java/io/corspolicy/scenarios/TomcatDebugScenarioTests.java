package io.corspolicy.scenarios;

/**
 * What refusals say with {@code cors.debug=true}, on Tomcat.
 */
class TomcatDebugScenarioTests extends TomcatScenarioTests {

	@Override
	boolean isDebug() {
		return true;
	}

}
