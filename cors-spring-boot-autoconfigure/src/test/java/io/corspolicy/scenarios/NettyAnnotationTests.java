package io.corspolicy.scenarios;

import java.util.List;

import org.springframework.boot.WebApplicationType;

/**
 * The table of annotated controllers on Netty.
 */
class NettyAnnotationTests extends ServerScenarioTests {

	NettyAnnotationTests() {
		super(WebApplicationType.REACTIVE, ReactiveScenarioApplication.class, NettyScenarioTests.Server.class,
				AnnotatedControllers.class);
	}

	@Override
	List<Scenario> scenarios() {
		return Scenario.read("annotations.txt");
	}

}
