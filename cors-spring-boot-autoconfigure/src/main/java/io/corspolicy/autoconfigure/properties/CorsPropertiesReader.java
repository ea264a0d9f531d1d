package io.corspolicy.autoconfigure.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyField;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicyProblem.Edit;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PlaceholdersResolver;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Binds what {@link CorsProperties} describes. Boot's own binding stops at the first
 * value that can't be converted and knows policies only by folded names; this one reads
 * as much as it can and says all that is wrong.
 */
public final class CorsPropertiesReader {

	private final ConfigurableEnvironment environment;

	private final PlaceholdersResolver placeholders;

	private final GeneralProperties initial;

	public CorsPropertiesReader(ConfigurableEnvironment environment) {
		this.environment = environment;
		this.placeholders = new PropertySourcesPlaceholdersResolver(environment);
		this.initial = general();
	}

	/**
	 * The properties without the policies, as they were when the application started.
	 * What could not be read has its default; {@link #read()} reports it.
	 */
	public GeneralProperties initial() {
		return this.initial;
	}

	/**
	 * The same as they are now.
	 */
	public GeneralProperties general() {
		return general(WrittenProperties.sources(this.environment), new ArrayList<>());
	}

	/**
	 * Whether the properties depend on one of several keys: one that is below
	 * {@code cors}, or that a placeholder in a value there names.
	 */
	public boolean dependsOn(Collection<String> keys) {
		return keys.stream().anyMatch(CorsPropertiesReader::isOurs) || isPlaceholder(keys);
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

	/**
	 * Read the properties as they are now.
	 */
	Reading read() {
		WrittenProperties written = new WrittenProperties(this.environment);
		List<PolicyProblem> problems = new ArrayList<>();
		GeneralProperties general = general(written.sources(), problems);
		PolicyProperties defaults = policy(new AttributeSource(written.defaults(), "", problems),
				written.defaults().prefix(), conversionProblems(problems));
		if (!general.enabled()) {
			String enabled = this.environment.getProperty("cors.enabled", "false");
			if (enabled.equalsIgnoreCase("false")) {
				return new Reading(defaults, Map.of(), List.of(), ProblemLocator.places(written));
			}
			// Conditions know no other word for it.
			problems.add(new PolicyProblem(ProblemCode.INVALID_VALUE, "", PolicyField.of(PropertyNames.ENABLED),
					enabled, ValueSuggestions.reason(PropertyNames.ENABLED),
					List.of(new Edit(PolicyField.of(PropertyNames.ENABLED), false))));
		}
		checkInterval(general.refreshInterval(), problems);
		checkInherited(defaults, problems);
		problems.addAll(UnknownPropertyFinder.find(written.keys()));
		Map<String, PolicyProperties> policies = new LinkedHashMap<>();
		for (RawPropertyKeys.Policy keys : written.keys().policies()) {
			PolicyProperties policy = policy(new AttributeSource(written.of(keys), keys.name(), problems),
					keys.prefix(), new ConversionProblems(this.placeholders, keys.prefix(), keys.name(), problems));
			if (policy.isEmpty() && PropertyNames.uniform(keys.name()).isEmpty()) {
				// The binder drops all of the name, and finds nothing.
				problems.add(new PolicyProblem(ProblemCode.INVALID_NAME, keys.name(), PolicyField.NAME, keys.name(),
						"a policy's name is made of lower-case letters, digits and hyphens.",
						List.of(new Edit(PolicyField.NAME, "policy"))));
			}
			// A variable that merely looks like ours is not a policy.
			else if ((!policy.isEmpty() || keys.isBinding()) && policies.put(keys.name(), policy) != null) {
				problems.add(new PolicyProblem(ProblemCode.INVALID_NAME, keys.name(), PolicyField.NAME, keys.name(),
						"another key has this name, once in brackets and once without.",
						List.of(new Edit(PolicyField.NAME, keys.name() + "-2"))));
			}
		}
		return new Reading(defaults, policies, List.copyOf(problems), ProblemLocator.places(written));
	}

	private static void checkInterval(@Nullable Duration interval, List<PolicyProblem> problems) {
		if (interval != null && !GeneralProperties.isInterval(interval)) {
			PolicyField field = PolicyField.of(PropertyNames.REFRESH_INTERVAL);
			boolean never = interval.isZero() || interval.isNegative();
			problems.add(new PolicyProblem(ProblemCode.INVALID_VALUE, "", field, interval,
					ValueSuggestions.reason(field.key()), never ? List.of(new Edit(field, null)) : List.of(),
					List.of(new Edit(field, ValueSuggestions.example(field.key())))));
		}
	}

	/**
	 * What each policy has for itself is not inherited.
	 */
	private static void checkInherited(PolicyProperties defaults, List<PolicyProblem> problems) {
		if (defaults.paths() != null) {
			PolicyField field = PolicyField.DEFAULTS.append(PolicyField.PATHS);
			problems.add(new PolicyProblem(ProblemCode.INVALID_PATH, "", field, defaults.paths(),
					"paths are not inherited: each policy has its own.", List.of(new Edit(field, null))));
		}
		if (defaults.candidate() != null) {
			PolicyField field = PolicyField.DEFAULTS.append(PolicyField.CANDIDATE);
			problems.add(new PolicyProblem(ProblemCode.UNKNOWN_POLICY, "", field, defaults.candidate(),
					"candidates are not inherited: each policy has its own.", List.of(new Edit(field, null))));
		}
		PolicySpec spec = defaults.spec();
		for (Attribute<?> attribute : Attribute.all()) {
			if (attribute.isOwn() && spec.get(attribute) != null) {
				PolicyField field = PolicyField.DEFAULTS.append(attribute);
				problems.add(new PolicyProblem(ProblemCode.INVALID_VALUE, "", field, spec.get(attribute),
						"\"" + attribute.name() + "\" is not inherited: each policy has its own.",
						List.of(new Edit(field, null))));
			}
		}
	}

	/**
	 * For everything but the policies.
	 */
	private BindHandler conversionProblems(List<PolicyProblem> problems) {
		return new ConversionProblems(this.placeholders, RawPropertyKeys.CORS, "", problems);
	}

	private GeneralProperties general(Iterable<ConfigurationPropertySource> sources, List<PolicyProblem> problems) {
		WrittenValues values = new WrittenValues(sources, RawPropertyKeys.CORS, this.placeholders);
		return new ValueBinder(RawPropertyKeys.CORS, values::value, new Binder(sources, this.placeholders),
				conversionProblems(problems))
			.general();
	}

	private PolicyProperties policy(AttributeSource source, ConfigurationPropertyName prefix, BindHandler handler) {
		return new ValueBinder(prefix, source::find, new Binder(source.andAll(), this.placeholders), handler)
			.policy(source);
	}

	/**
	 * What was read.
	 *
	 * @param defaults what policies inherit
	 * @param policies the policies by name
	 * @param problems what could not be read
	 * @param places adds to problems where their values were written
	 */
	record Reading(PolicyProperties defaults, Map<String, PolicyProperties> policies, List<PolicyProblem> problems,
			UnaryOperator<List<PolicyProblem>> places) {

	}

}
