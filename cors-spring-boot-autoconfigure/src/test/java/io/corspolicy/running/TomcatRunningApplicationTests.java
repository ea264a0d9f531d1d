package io.corspolicy.running;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A running application on Tomcat.
 */
class TomcatRunningApplicationTests extends RunningApplicationTests {

	TomcatRunningApplicationTests() {
		super(WebApplicationType.SERVLET, Server.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Server {

		@Bean
		TomcatServletWebServerFactory webServerFactory() {
			return new TomcatServletWebServerFactory();
		}

	}

}
