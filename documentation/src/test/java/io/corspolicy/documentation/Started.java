package io.corspolicy.documentation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.corspolicy.engine.Attribute;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RegisteredPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application of nothing but this library's auto-configurations, which reads its
 * properties as Spring Boot does.
 */
final class Started {

	private static final String IMPORTS = "META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports";

	private static final Path DIRECTORY = Path.of("target", "configurations");

	private final Map<String, Object> variables = new TreeMap<>();

	private final List<String> properties = new ArrayList<>();

	/** With a file {@code application.*}. */
	Started file(String name, String text) {
		return property("spring.config.location=" + write(name, text));
	}

	/** Writes a file into a directory of its own. */
	static String write(String name, String text) {
		try {
			Path directory = Files.createDirectories(DIRECTORY.resolve(Integer.toHexString((name + text).hashCode())));
			Files.writeString(directory.resolve(name), text);
			return directory.toAbsolutePath().toUri().toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Started property(String pair) {
		this.properties.add(pair);
		return this;
	}

	Started variable(String name, String value) {
		this.variables.put(name, value);
		return this;
	}

	/** What stops the start, or {@code null}. */
	@Nullable Throwable failure() {
		List<@Nullable Throwable> failures = new ArrayList<>();
		run((context) -> failures.add(context.getStartupFailure()));
		return failures.get(0);
	}

	/** The effective policies: attributes by name, by policy. */
	Map<String, Map<String, Object>> policies() {
		Map<String, Map<String, Object>> policies = new TreeMap<>();
		run((context) -> {
			assertThat(context).hasNotFailed();
			for (RegisteredPolicy policy : context.getBean(CorsPolicyRegistry.class).policies()) {
				Map<String, Object> attributes = new TreeMap<>();
				attributes.put("paths", policy.paths());
				for (Attribute<?> attribute : Attribute.all()) {
					Object value = policy.policy().spec().get(attribute);
					if (value != null) {
						attributes.put(attribute.name(), value);
					}
				}
				policies.put(policy.name(), attributes);
			}
		});
		return policies;
	}

	private void run(Consumer<AssertableWebApplicationContext> consumer) {
		new WebApplicationContextRunner().withConfiguration(AutoConfigurations.of(autoConfigurations()))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
								this.variables)))
			.withPropertyValues(this.properties.toArray(String[]::new))
			.withInitializer(new ConfigDataApplicationContextInitializer())
			.run(consumer::accept);
	}

	private static Class<?>[] autoConfigurations() {
		return names().map((name) -> ClassUtils.resolveClassName(name, Started.class.getClassLoader()))
			.toArray(Class<?>[]::new);
	}

	private static Stream<String> names() {
		try {
			List<String> names = new ArrayList<>();
			for (URL url : Collections.list(Started.class.getClassLoader().getResources(IMPORTS))) {
				try (InputStream stream = url.openStream()) {
					new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines()
						.filter((line) -> line.startsWith("io.corspolicy."))
						.forEach(names::add);
				}
			}
			assertThat(names).isNotEmpty();
			return names.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
