package io.corspolicy.running;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A running application on Reactor Netty.
 */
class NettyRunningApplicationTests extends RunningApplicationTests {

	NettyRunningApplicationTests() {
		super(WebApplicationType.REACTIVE, Server.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class Server {

		@Bean
		NettyReactiveWebServerFactory webServerFactory() {
			return new NettyReactiveWebServerFactory();
		}

	}

}
