package io.corspolicy.contract;

import java.io.IOException;
import java.util.Map;

import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.test.Transport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * {@link Items} on one of the stacks, with a real server in front. Its properties are
 * replaced from one configuration to the next, and read as properties are.
 */
abstract class Application implements AutoCloseable {

	private static final String SOURCE = "generated";

	private final ConfigurableApplicationContext context;

	private @Nullable Configuration configuration;

	Application(WebApplicationType type, Class<?> configuration) {
		// Where nothing else is mapped, Spring looks for files: there are none to look
		// for.
		this.context = new SpringApplicationBuilder(configuration, Items.class).web(type)
			.properties("server.port=0", "spring.config.location=optional:classpath:/contract/",
					"logging.level.root=off", "spring.main.banner-mode=off", "spring.mvc.servlet.load-on-startup=1",
					"spring.web.resources.static-locations=file:target/no-files/")
			.run();
		properties().addFirst(new MapPropertySource(SOURCE, Map.of()));
	}

	/**
	 * A way to the application that leaves out the server: from the container's own
	 * objects on.
	 */
	abstract Transport direct();

	/**
	 * The server's origin.
	 */
	String url() {
		return "http://localhost:" + this.context.getEnvironment().getRequiredProperty("local.server.port");
	}

	/**
	 * Put a configuration in force.
	 * @throws io.corspolicy.engine.InvalidPolicyException if it is none
	 */
	void configure(Configuration configuration) {
		if (configuration.equals(this.configuration)) {
			return;
		}
		this.configuration = null;
		properties().replace(SOURCE, new MapPropertySource(SOURCE, configuration.properties()));
		CorsPolicyRegistry registry = this.context.getBean(CorsPolicyRegistry.class);
		registry.refresh();
		registry.setDebug(configuration.debug());
		this.configuration = configuration;
	}

	private MutablePropertySources properties() {
		return this.context.getEnvironment().getPropertySources();
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() throws IOException {
		this.context.close();
	}

}
