package io.corspolicy.scenarios;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The scenario table on Reactor Netty.
 */
class NettyScenarioTests extends ServerScenarioTests {

	NettyScenarioTests() {
		super(WebApplicationType.REACTIVE, ReactiveScenarioApplication.class, Server.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Server {

		@Bean
		NettyReactiveWebServerFactory webServerFactory() {
			return new NettyReactiveWebServerFactory();
		}

	}

}
