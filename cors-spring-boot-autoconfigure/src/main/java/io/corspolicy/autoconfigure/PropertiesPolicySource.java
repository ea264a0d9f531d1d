package io.corspolicy.autoconfigure;

import java.util.List;

import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.IncompletePoliciesException;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;
import org.jspecify.annotations.Nullable;

/**
 * The policies under {@code cors.policies}, with {@code cors.defaults} inherited. They
 * are read anew each time.
 */
final class PropertiesPolicySource implements PolicySource {

	private final CorsPropertiesReader reader;

	private volatile @Nullable PolicySpec defaults;

	PropertiesPolicySource(CorsPropertiesReader reader) {
		this.reader = reader;
	}

	@Override
	public List<PolicyDefinition> policies() {
		CorsPropertiesReader.Reading reading = this.reader.read();
		CorsProperties properties = reading.properties();
		PolicySpec defaults = properties.defaults().toSpec();
		this.defaults = defaults;
		List<PolicyDefinition> definitions = properties.policies().entrySet().stream().map((entry) -> {
			List<String> paths = entry.getValue().paths();
			return new PolicyDefinition(entry.getKey(), (paths != null) ? paths : List.of(),
					entry.getValue().toSpec().orElse(defaults), entry.getValue().candidate());
		}).toList();
		if (!reading.problems().isEmpty()) {
			throw new IncompletePoliciesException(reading.problems(), definitions);
		}
		return definitions;
	}

	/**
	 * A registry of somebody's own may have other sources. A typo stops the start all the
	 * same.
	 */
	void checkUnlessRead() {
		if (this.defaults == null) {
			policies();
		}
	}

	/**
	 * What annotations inherit that name no policy, as last read.
	 */
	PolicySpec defaults() {
		PolicySpec known = this.defaults;
		return (known != null) ? known : PolicySpec.empty();
	}

}
