package io.corspolicy.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.corspolicy.browsers.Engine;
import io.corspolicy.registry.CorsPolicyRegistry;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.FileSystemResource;

/**
 * Where the page is: stack, port, and what stands before its path.
 */
enum Place {

	/** Below a context path. */
	TOMCAT("servlet", "/shop/actuator/cors", List.of("server.servlet.context-path=/shop")),

	/** At a port of its own, with paths of its own. */
	TOMCAT_MANAGEMENT("servlet", "/manage/ops/policies",
			List.of("server.servlet.context-path=/shop", "management.server.port=0",
					"management.server.base-path=/manage", "management.endpoints.web.base-path=/ops",
					"management.endpoints.web.path-mapping.cors=policies")),

	/** Below a base path. */
	NETTY("reactive", "/shop/actuator/cors", List.of("spring.webflux.base-path=/shop")),

	/** At a port of its own. */
	NETTY_MANAGEMENT("reactive", "/manage/actuator/cors", List.of("spring.webflux.base-path=/shop",
			"management.server.port=0", "management.server.base-path=/manage"));

	/** All places and engines together take minutes: -Dconsole=all. */
	private static final boolean ALL = "all".equals(System.getProperty("console"));

	/** One server of those on the class path can have a management context. */
	private static final List<String> OTHER_SERVERS = List.of(
			"org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyServletManagementContextAutoConfiguration",
			"org.springframework.boot.jetty.autoconfigure.actuate.web.server.JettyReactiveManagementContextAutoConfiguration",
			"org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration");

	private final String stack;

	private final String endpoint;

	private final List<String> properties;

	Place(String stack, String endpoint, List<String> properties) {
		this.stack = stack;
		this.endpoint = endpoint;
		this.properties = properties;
	}

	/** Both stacks, and both kinds of ports, at least. */
	static Stream<Place> tried() {
		return ALL ? Stream.of(values()) : Stream.of(TOMCAT, NETTY_MANAGEMENT);
	}

	/** The two that have least in common, at least. */
	static Stream<Engine> engines() {
		return ALL ? Stream.of(Engine.values()) : Stream.of(Engine.CHROMIUM, Engine.WPE);
	}

	Running start(Path directory, String... further) {
		Path file = directory.resolve(name()).resolve("application.yml");
		write(file, "");
		List<String> arguments = new ArrayList<>(this.properties);
		arguments.addAll(List.of("spring.config.location=" + file.toUri(), "server.port=0",
				"spring.main.web-application-type=" + this.stack, "spring.main.banner-mode=off",
				"spring.security.user.name=ada", "spring.security.user.password={noop}lovelace",
				"management.endpoints.web.exposure.include=cors",
				"spring.autoconfigure.exclude=" + String.join(",", OTHER_SERVERS)));
		arguments.addAll(List.of(further));
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Shop.class)
			.run(arguments.stream().map((argument) -> "--" + argument).toArray(String[]::new));
		return new Running(context, file, this.endpoint);
	}

	private static void write(Path file, String yaml) {
		try {
			Files.createDirectories(file.getParent());
			Files.writeString(file, Running.POLICIES + yaml);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A running service.
	 *
	 * @param context its context
	 * @param file its configuration file
	 * @param endpoint the endpoint's path
	 */
	record Running(ConfigurableApplicationContext context, Path file, String endpoint) implements AutoCloseable {

		static final String POLICIES = """
				cors:
				  policies:
				    api:
				      paths: ["/api/**"]
				      allowed-origins: ["https://app.example.com"]
				      allowed-methods: [GET, PUT]
				      candidate: next
				    next:
				      allowed-origins: ["https://app.example.com", "https://new.example.com"]
				    health:
				      paths: ["/api/health"]
				      enabled: false
				    tenant:
				      hosts: ["{tenant}.api.example.com"]
				      paths: ["/tenants/**"]
				      allowed-origins: ["https://{tenant}.app.example.com"]
				      allow-credentials: true
				""";

		String service() {
			return "http://localhost:" + port("local.server.port") + "/shop";
		}

		String console() {
			boolean own = this.context.getEnvironment().containsProperty("local.management.port");
			return "http://localhost:" + port(own ? "local.management.port" : "local.server.port") + this.endpoint
					+ "/console";
		}

		private String port(String property) {
			return this.context.getEnvironment().getRequiredProperty(property);
		}

		/**
		 * Append to the configuration file, read it anew, and refresh.
		 * @param yaml what is appended to the file as it was at the start
		 */
		void configure(String yaml) throws IOException {
			write(this.file, yaml);
			MutablePropertySources sources = this.context.getEnvironment().getPropertySources();
			String prefix = "reloaded";
			sources.stream()
				.map(PropertySource::getName)
				.filter((name) -> name.startsWith(prefix))
				.toList()
				.forEach(sources::remove);
			// Later documents come first.
			for (PropertySource<?> document : new YamlPropertySourceLoader().load(prefix,
					new FileSystemResource(this.file))) {
				sources.addFirst(document);
			}
			this.context.getBean(CorsPolicyRegistry.class).refresh();
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

}
