package io.corspolicy.autoconfigure.properties;

import java.util.Collection;
import java.util.Objects;

import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Takes over properties that changed while the application runs, or says why not: then
 * the policies stay as they are.
 */
public final class ChangedProperties {

	private static final Log logger = LogFactory.getLog(ChangedProperties.class);

	private final CorsPolicyRegistry registry;

	private final CorsPropertiesReader reader;

	private final ConfigurableEnvironment environment;

	public ChangedProperties(CorsPolicyRegistry registry, CorsPropertiesReader reader,
			ConfigurableEnvironment environment) {
		this.registry = registry;
		this.reader = reader;
		this.environment = environment;
	}

	/**
	 * Refresh the policies if they depend on one of the keys.
	 */
	public void apply(Collection<String> keys) {
		if (keys.stream().noneMatch(ChangedProperties::isOurs) && !isPlaceholder(keys)) {
			return;
		}
		refresh(() -> this.registry.setDebug(this.reader.general().debug()));
	}

	/**
	 * Refresh the policies because the whole application is.
	 */
	public void applyAll() {
		refresh(() -> {
		});
	}

	private void refresh(Runnable then) {
		try {
			this.registry.refresh();
			then.run();
		}
		catch (InvalidPolicyException ex) {
			logger.error("The CORS policies stay as they are.\n\n" + ProblemReport.describe(ex.problems()));
		}
		catch (RuntimeException ex) {
			logger.error("The CORS policies stay as they are: they can't be read.", ex);
		}
	}

	private static boolean isOurs(String key) {
		String uniform = PropertyNames.uniform(key);
		return uniform.startsWith("cors") && key.length() > 4 && !Character.isLetterOrDigit(key.charAt(4));
	}

	/** Whether a property below {@code cors} takes its value from one of the keys. */
	private boolean isPlaceholder(Collection<String> keys) {
		return new WrittenProperties(this.environment).keys()
			.all()
			.stream()
			.map((key) -> key.source().getConfigurationProperty(key.name()))
			.filter(Objects::nonNull)
			.map(ConfigurationProperty::getValue)
			.map(String::valueOf)
			.filter((value) -> value.contains("${"))
			.anyMatch((value) -> keys.stream().anyMatch((key) -> value.contains("${" + key)));
	}

}
