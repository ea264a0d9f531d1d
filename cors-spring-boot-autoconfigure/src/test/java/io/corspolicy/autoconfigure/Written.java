package io.corspolicy.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.corspolicy.autoconfigure.properties.CorsPropertiesReader;
import io.corspolicy.autoconfigure.properties.PropertiesPolicySource;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;

import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * An environment as somebody wrote it, the sources that win first.
 */
final class Written {

	private final StandardEnvironment environment = new StandardEnvironment();

	private final List<PolicySource> others = new ArrayList<>();

	private Written() {
		this.environment.getPropertySources().forEach((source) -> {
			boolean variables = source instanceof SystemEnvironmentPropertySource;
			this.environment.getPropertySources()
				.replace(source.getName(), variables ? new SystemEnvironmentPropertySource(source.getName(), Map.of())
						: new MapPropertySource(source.getName(), Map.of()));
		});
	}

	static Written nothing() {
		return new Written();
	}

	static Written yaml(String text) {
		return nothing().andYaml("application.yml", text);
	}

	static Written properties(String text) {
		return nothing().and(new PropertiesPropertySourceLoader(), "application.properties", text);
	}

	Written andYaml(String file, String text) {
		return and(new YamlPropertySourceLoader(), file, text);
	}

	Written andProperties(String file, String text) {
		return and(new PropertiesPropertySourceLoader(), file, text);
	}

	private Written and(PropertySourceLoader loader, String file, String text) {
		try {
			ByteArrayResource resource = new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {

				@Override
				public String getFilename() {
					return file;
				}

				@Override
				public String getDescription() {
					return "file [" + file + "]";
				}

			};
			for (PropertySource<?> source : loader.load(file, resource)) {
				this.environment.getPropertySources().addLast(source);
			}
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Written variables(Map<String, Object> variables) {
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		this.environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
		return this;
	}

	Written systemProperties(Map<String, Object> properties) {
		String name = StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME;
		this.environment.getPropertySources().replace(name, new MapPropertySource(name, properties));
		return this;
	}

	Written commandLine(String... arguments) {
		this.environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
		return this;
	}

	Written source(PolicySource source) {
		this.others.add(source);
		return this;
	}

	StandardEnvironment environment() {
		return this.environment;
	}

	CorsPropertiesReader reader() {
		return new CorsPropertiesReader(this.environment);
	}

	List<PolicyDefinition> policies() {
		return new PropertiesPolicySource(reader()).policies();
	}

	/**
	 * All that is wrong, as the registry finds it.
	 */
	List<PolicyProblem> problems() {
		List<PolicySource> sources = new ArrayList<>();
		sources.add(new PropertiesPolicySource(reader()));
		sources.addAll(this.others);
		Supplier<PathPatternParser> parser = () -> PathPatternParser.defaultInstance;
		try {
			new CorsPolicyRegistry(sources, parser).refresh();
			return List.of();
		}
		catch (InvalidPolicyException ex) {
			return ex.problems();
		}
	}

}
