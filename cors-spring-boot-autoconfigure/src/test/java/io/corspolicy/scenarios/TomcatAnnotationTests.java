package io.corspolicy.scenarios;

import java.util.List;

import org.springframework.boot.WebApplicationType;

/**
 * The table of annotated controllers on Tomcat.
 */
class TomcatAnnotationTests extends ServerScenarioTests {

	TomcatAnnotationTests() {
		super(WebApplicationType.SERVLET, ServletScenarioApplication.class, TomcatScenarioTests.Server.class,
				AnnotatedControllers.class);
	}

	@Override
	List<Scenario> scenarios() {
		return Scenario.read("annotations.txt");
	}

}
