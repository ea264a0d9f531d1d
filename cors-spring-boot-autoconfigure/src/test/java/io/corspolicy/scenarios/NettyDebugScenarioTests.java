package io.corspolicy.scenarios;

/**
 * What refusals say with {@code cors.debug=true}, on Netty.
 */
class NettyDebugScenarioTests extends NettyScenarioTests {

	@Override
	boolean isDebug() {
		return true;
	}

}
