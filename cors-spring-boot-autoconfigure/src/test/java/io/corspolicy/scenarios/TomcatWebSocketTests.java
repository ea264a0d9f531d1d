package io.corspolicy.scenarios;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.standard.StandardWebSocketUpgradeStrategy;

/**
 * WebSockets on Tomcat.
 */
class TomcatWebSocketTests extends ServletWebSocketTests {

	TomcatWebSocketTests() {
		super(ServletWebSocketApplication.class, Server.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Server {

		@Bean
		TomcatServletWebServerFactory webServerFactory() {
			return new TomcatServletWebServerFactory();
		}

		@Bean
		RequestUpgradeStrategy upgradeStrategy() {
			return new StandardWebSocketUpgradeStrategy();
		}

	}

}
