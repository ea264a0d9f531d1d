package io.corspolicy.scenarios;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.socket.server.RequestUpgradeStrategy;
import org.springframework.web.socket.server.jetty.JettyRequestUpgradeStrategy;

/**
 * WebSockets on Jetty.
 */
class JettyWebSocketTests extends ServletWebSocketTests {

	JettyWebSocketTests() {
		super(ServletWebSocketApplication.class, Server.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Server {

		@Bean
		JettyServletWebServerFactory webServerFactory() {
			return new JettyServletWebServerFactory();
		}

		@Bean
		RequestUpgradeStrategy upgradeStrategy() {
			return new JettyRequestUpgradeStrategy();
		}

	}

}
