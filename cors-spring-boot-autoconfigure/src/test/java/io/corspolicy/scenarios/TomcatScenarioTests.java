package io.corspolicy.scenarios;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The scenario table on Tomcat.
 */
class TomcatScenarioTests extends ServerScenarioTests {

	TomcatScenarioTests() {
		super(WebApplicationType.SERVLET, ServletScenarioApplication.class, TomcatScenarioTests.Server.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Server {

		@Bean
		TomcatServletWebServerFactory webServerFactory() {
			return new TomcatServletWebServerFactory();
		}

	}

}
