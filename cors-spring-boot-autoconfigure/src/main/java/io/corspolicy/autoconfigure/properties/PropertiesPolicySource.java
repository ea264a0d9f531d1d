package io.corspolicy.autoconfigure.properties;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.registry.DefaultsSource;
import io.corspolicy.registry.PolicyDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The policies under {@code cors.policies}, with {@code cors.defaults} inherited. They
 * are read anew each time.
 */
public final class PropertiesPolicySource implements DefaultsSource {

	private final CorsPropertiesReader reader;

	private volatile @Nullable LastRead last;

	public PropertiesPolicySource(CorsPropertiesReader reader) {
		this.reader = reader;
	}

	@Override
	public Contents read() {
		CorsPropertiesReader.Reading reading = this.reader.read();
		CorsProperties properties = reading.properties();
		PolicySpec written = properties.defaults().toSpec();
		PolicySpec defaults = written
			.withPlaces((attribute) -> "cors.defaults, " + reading.defaults().place(attribute.name()));
		List<PolicyDefinition> definitions = properties.policies()
			.entrySet()
			.stream()
			.map((entry) -> definition(entry.getKey(), entry.getValue(),
					Objects.requireNonNull(reading.sources().get(entry.getKey())), defaults))
			.toList();
		this.last = new LastRead(written.withPlaces((attribute) -> reading.defaults().place(attribute.name())),
				definitions.stream().map(PolicyDefinition::name).collect(Collectors.toUnmodifiableSet()),
				reading.places());
		return new Contents(definitions, defaults, reading.problems(), reading.places());
	}

	private static PolicyDefinition definition(String name, CorsProperties.Policy policy, AttributeSource source,
			PolicySpec defaults) {
		List<String> paths = (policy.paths() != null) ? policy.paths() : List.of();
		PolicySpec spec = policy.toSpec().withPlaces((attribute) -> source.place(attribute.name())).orElse(defaults);
		return new PolicyDefinition(name, paths, spec, policy.candidate(), source.place(PropertyNames.PATHS));
	}

	/**
	 * A registry that the application defines may have other sources. A typo stops the
	 * start all the same.
	 */
	public void checkUnlessRead() {
		if (this.last == null) {
			policies();
		}
	}

	/**
	 * Whether there are policies that inherit the defaults, as last read.
	 */
	public boolean isInherited() {
		return !last().names().isEmpty();
	}

	/**
	 * Whether a policy of a name is among them, as last read.
	 */
	public boolean isDefined(String name) {
		return last().names().contains(name);
	}

	/**
	 * What is written below {@code cors.defaults}, as last read.
	 */
	public PolicySpec defaults() {
		return last().defaults();
	}

	/**
	 * Add to problems where their values were written, as last read.
	 * @param problems problems of any policies
	 * @return the same problems, those of other sources unchanged
	 */
	public List<PolicyProblem> located(List<PolicyProblem> problems) {
		return last().places().apply(problems);
	}

	private LastRead last() {
		LastRead known = this.last;
		return (known != null) ? known : LastRead.NOTHING;
	}

	/**
	 * What is known of the properties when nothing is read.
	 *
	 * @param defaults what is written below {@code cors.defaults}
	 * @param names the names of the policies
	 * @param places adds to problems where their values were written
	 */
	private record LastRead(PolicySpec defaults, Set<String> names, UnaryOperator<List<PolicyProblem>> places) {

		static final LastRead NOTHING = new LastRead(PolicySpec.empty(), Set.of(), UnaryOperator.identity());

	}

}
