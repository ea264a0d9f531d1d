package io.corspolicy.autoconfigure.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

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
		PolicyProperties inherited = reading.defaults();
		PolicySpec defaults = inherited.spec()
			.withPlaces((attribute) -> "cors.defaults, " + inherited.source().place(attribute.name()));
		List<PolicyDefinition> definitions = new ArrayList<>();
		reading.policies().forEach((name, policy) -> definitions.add(definition(name, policy, defaults)));
		this.last = new LastRead(inherited.spec().withPlaces((attribute) -> inherited.source().place(attribute.name())),
				Set.copyOf(reading.policies().keySet()), reading.places());
		return new Contents(List.copyOf(definitions), defaults, reading.problems(), reading.places());
	}

	private static PolicyDefinition definition(String name, PolicyProperties policy, PolicySpec defaults) {
		AttributeSource source = policy.source();
		return new PolicyDefinition(name, (policy.paths() != null) ? policy.paths() : List.of(),
				policy.spec().withPlaces((attribute) -> source.place(attribute.name())).orElse(defaults),
				policy.candidate(), source.place(PropertyNames.PATHS));
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
