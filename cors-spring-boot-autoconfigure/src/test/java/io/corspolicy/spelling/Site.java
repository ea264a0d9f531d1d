package io.corspolicy.spelling;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A running application.
 */
final class Site implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private final Setup setup;

	private final Server server;

	private Site(ConfigurableApplicationContext context, Setup setup, Server server) {
		this.context = context;
		this.setup = setup;
		this.server = server;
	}

	static Site start(Setup setup, Server server, Class<?>... more) {
		List<Class<?>> sources = new ArrayList<>(List.of(more));
		sources.add(server.isServlet() ? ServletSite.class : ReactiveSite.class);
		List<String> properties = new ArrayList<>(Policies.PROPERTIES);
		properties.addAll(setup.properties());
		properties.addAll(List.of("server.port=0", "spring.main.banner-mode=off", "logging.level.root=off",
				"server.tomcat.max-keep-alive-requests=-1", "server.jetty.threads.max=16",
				"spring.web.resources.add-mappings=false", "spring.main.register-shutdown-hook=false"));
		return new Site(new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(server.type())
			.properties(properties.toArray(String[]::new))
			.initializers((context) -> {
				GenericApplicationContext beans = (GenericApplicationContext) context;
				beans.registerBean(Setup.class, () -> setup);
				beans.registerBeanDefinition("webServerFactory", new RootBeanDefinition(server.factory()));
			})
			.run(), setup, server);
	}

	int port() {
		return Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.server.port"));
	}

	Setup setup() {
		return this.setup;
	}

	Server server() {
		return this.server;
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Override
	public String toString() {
		return this.setup + " on " + this.server;
	}

}
