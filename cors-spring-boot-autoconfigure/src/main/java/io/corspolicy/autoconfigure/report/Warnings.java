package io.corspolicy.autoconfigure.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.corspolicy.actuate.ApplicationPaths;
import io.corspolicy.autoconfigure.properties.ProblemLocation;
import io.corspolicy.autoconfigure.properties.PropertiesPolicySource;
import io.corspolicy.autoconfigure.properties.StrayKeys;
import io.corspolicy.engine.AnnotatedPolicyName;
import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.text.SafeText;
import io.corspolicy.registry.CorsPolicyRegistry;
import io.corspolicy.registry.RegisteredHandler;
import io.corspolicy.registry.RegisteredPolicy;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;

/**
 * What was configured but has no effect, or another effect than it seems: a line each,
 * with the property and where it was written.
 */
public final class Warnings {

	private static final int MAX_LINES = 50;

	private static final int MAX_VALUE = 100;

	private final CorsPolicyRegistry registry;

	private final ConfigurableEnvironment environment;

	private final PropertiesPolicySource properties;

	private final BooleanSupplier propertiesOnly;

	private final ApplicationPaths application;

	/**
	 * Create warnings.
	 * @param registry the policies as they are
	 * @param environment where their properties were written
	 * @param properties reads the properties
	 * @param propertiesOnly whether there is no other source of policies
	 * @param application where the application is served
	 */
	public Warnings(CorsPolicyRegistry registry, ConfigurableEnvironment environment, PropertiesPolicySource properties,
			BooleanSupplier propertiesOnly, ApplicationPaths application) {
		this.registry = registry;
		this.environment = environment;
		this.properties = properties;
		this.propertiesOnly = propertiesOnly;
		this.application = application;
	}

	void write(Consumer<String> log) {
		List<String> lines = lines();
		lines.stream().limit(MAX_LINES).forEach(log);
		if (lines.size() > MAX_LINES) {
			log.accept("CORS: " + (lines.size() - MAX_LINES) + " more warnings of this kind");
		}
	}

	/**
	 * All warnings.
	 * @return a line each
	 */
	public List<String> lines() {
		List<String> lines = new ArrayList<>();
		if (this.registry.policies().isEmpty() && this.registry.annotatedPolicies().isEmpty()
				&& this.propertiesOnly.getAsBoolean()) {
			lines.add("There is no CORS policy: no response gets a CORS header from this library. Write one below"
					+ " cors.policies.<name>, or set cors.enabled=false if none is wanted.");
		}
		String defaults = defaults();
		if (defaults != null) {
			lines.add(defaults);
		}
		List<PolicyProblem> warnings = new ArrayList<>(this.registry.warnings());
		warnings.addAll(new MisplacedPaths(this.registry, this.application).find());
		this.properties.located(warnings).stream().map(Warnings::line).forEach(lines::add);
		List<String> names = this.registry.policies().stream().map(RegisteredPolicy::name).toList();
		StrayKeys.find(this.environment, names).stream().map(SafeText::visible).forEach(lines::add);
		return lines;
	}

	private @Nullable String defaults() {
		PolicySpec defaults = this.properties.defaults();
		boolean inherited = this.properties.isInherited() || this.registry.routes()
			.stream()
			.flatMap((route) -> route.policies().stream())
			.map(AnnotatedPolicyName::parse)
			.anyMatch((name) -> name != null && name.base().isEmpty());
		if (inherited) {
			return null;
		}
		return Attribute.all()
			.stream()
			.filter((attribute) -> defaults.get(attribute) != null)
			.findFirst()
			.map((attribute) -> "cors.defaults." + attribute.name() + " (" + defaults.writtenAt(attribute)
					+ "): no policy inherits cors.defaults, because there is no policy below cors.policies, nor a"
					+ " @CorsPolicy without a name. Write a policy below cors.policies.<name>.")
			.map(SafeText::visible)
			.orElse(null);
	}

	private static String line(PolicyProblem warning) {
		String value = (warning.value() != null) ? " = " + VisibleText.quoted(warning.value(), MAX_VALUE) : "";
		AnnotatedPolicyName annotated = AnnotatedPolicyName.parse(warning.policy());
		String property;
		if (warning.place() instanceof ProblemLocation place) {
			property = place.property() + value + " (" + place.words() + ")";
		}
		else if (annotated != null) {
			property = "@CorsPolicy on " + annotated.where() + ": " + warning.field() + value;
		}
		else {
			property = "CORS policy \"" + warning.policy() + "\" of a policy source: " + warning.field() + value;
		}
		return SafeText.visible(property + ": " + warning.reason());
	}

}
