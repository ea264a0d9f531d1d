package io.corspolicy.autoconfigure;

import java.util.Collection;

import io.corspolicy.autoconfigure.properties.CorsPropertiesReader;
import io.corspolicy.autoconfigure.report.ProblemReport;
import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.registry.CorsPolicyRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Takes over properties that changed while the application runs, or says why not: then
 * the policies stay as they are.
 */
final class ChangedProperties {

	private static final Log logger = LogFactory.getLog(ChangedProperties.class);

	private final CorsPolicyRegistry registry;

	private final CorsPropertiesReader reader;

	ChangedProperties(CorsPolicyRegistry registry, CorsPropertiesReader reader) {
		this.registry = registry;
		this.reader = reader;
	}

	/**
	 * Refresh the policies if they depend on one of the keys.
	 */
	void apply(Collection<String> keys) {
		if (!this.reader.dependsOn(keys)) {
			return;
		}
		refresh(() -> this.registry.setDebug(this.reader.general().debug()));
	}

	/**
	 * Refresh the policies because the whole application is.
	 */
	void applyAll() {
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

}
