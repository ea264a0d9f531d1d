package io.corspolicy.autoconfigure.properties;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.DefaultsSource;
import io.corspolicy.registry.IncompletePoliciesException;
import io.corspolicy.registry.PolicyDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The policies under {@code cors.policies}, with {@code cors.defaults} inherited. They
 * are read anew each time.
 */
public final class PropertiesPolicySource implements DefaultsSource {

	private final CorsPropertiesReader reader;

	private volatile @Nullable PolicySpec defaults;

	private volatile Set<String> names = Set.of();

	public PropertiesPolicySource(CorsPropertiesReader reader) {
		this.reader = reader;
	}

	@Override
	public Contents read() {
		CorsPropertiesReader.Reading reading = this.reader.read();
		CorsProperties properties = reading.properties();
		PolicySpec defaults = properties.defaults()
			.toSpec()
			.withPlaces((attribute) -> "cors.defaults, " + reading.defaults().place(attribute.name()));
		this.defaults = defaults;
		List<PolicyDefinition> definitions = properties.policies()
			.entrySet()
			.stream()
			.map((entry) -> definition(entry.getKey(), entry.getValue(),
					Objects.requireNonNull(reading.sources().get(entry.getKey())), defaults))
			.toList();
		this.names = definitions.stream().map(PolicyDefinition::name).collect(Collectors.toUnmodifiableSet());
		if (!reading.problems().isEmpty()) {
			throw new IncompletePoliciesException(reading.problems(), definitions);
		}
		return new Contents(definitions, defaults);
	}

	private static PolicyDefinition definition(String name, CorsProperties.Policy policy, AttributeSource source,
			PolicySpec defaults) {
		List<String> paths = (policy.paths() != null) ? policy.paths() : List.of();
		PolicySpec spec = policy.toSpec().withPlaces((attribute) -> source.place(attribute.name())).orElse(defaults);
		return new PolicyDefinition(name, paths, spec, policy.candidate(), source.place(PropertyNames.PATHS));
	}

	/**
	 * A registry of somebody's own may have other sources. A typo stops the start all the
	 * same.
	 */
	public void checkUnlessRead() {
		if (this.defaults == null) {
			read();
		}
	}

	/**
	 * Whether there are policies that inherit the defaults, as last read.
	 */
	public boolean isInherited() {
		return !this.names.isEmpty();
	}

	/**
	 * Whether a policy of a name is among them, as last read.
	 */
	public boolean isDefined(String name) {
		return this.names.contains(name);
	}

	/**
	 * What annotations inherit that name no policy, as last read.
	 */
	public PolicySpec defaults() {
		PolicySpec known = this.defaults;
		return (known != null) ? known : PolicySpec.empty();
	}

}
