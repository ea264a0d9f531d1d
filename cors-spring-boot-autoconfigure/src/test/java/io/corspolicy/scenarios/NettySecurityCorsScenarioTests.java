package io.corspolicy.scenarios;

/**
 * The scenario table on Netty, with an application that calls {@code http.cors()}.
 */
class NettySecurityCorsScenarioTests extends NettyScenarioTests {

	@Override
	boolean hasSecurityCors() {
		return true;
	}

}
