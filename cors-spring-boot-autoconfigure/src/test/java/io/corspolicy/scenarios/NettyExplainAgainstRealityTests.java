package io.corspolicy.scenarios;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Explanations against reality on Reactor Netty.
 */
class NettyExplainAgainstRealityTests extends ExplainAgainstRealityTests {

	NettyExplainAgainstRealityTests() {
		super(WebApplicationType.REACTIVE, ReactiveScenarioApplication.class, Server.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Server {

		@Bean
		NettyReactiveWebServerFactory webServerFactory() {
			NettyReactiveWebServerFactory factory = new NettyReactiveWebServerFactory();
			// Reactor Netty 1.3.7 may stop reading a connection that it keeps alive once
			// a
			// request is answered at once (reactor-netty issue 4361).
			factory.addServerCustomizers((server) -> server.maxKeepAliveRequests(1));
			return factory;
		}

	}

}
