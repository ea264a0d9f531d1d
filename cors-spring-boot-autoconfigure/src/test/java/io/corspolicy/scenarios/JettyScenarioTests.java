package io.corspolicy.scenarios;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The scenario table on Jetty.
 */
class JettyScenarioTests extends ServerScenarioTests {

	JettyScenarioTests() {
		super(WebApplicationType.SERVLET, ServletScenarioApplication.class, JettyScenarioTests.Server.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Server {

		@Bean
		JettyServletWebServerFactory webServerFactory() {
			return new JettyServletWebServerFactory();
		}

	}

}
