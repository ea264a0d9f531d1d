package io.corspolicy.migration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import io.corspolicy.engine.Attribute;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.handler.HandlerMappingModel;
import io.corspolicy.migration.Difference.Subject;
import io.corspolicy.registry.PolicyDefinition;
import org.jspecify.annotations.Nullable;

import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Writes the CORS mechanisms of an application as policies.
 */
public final class Migrator {

	private final PathPatternParser parser;

	private final Set<String> taken;

	private final PolicySpec defaults;

	private final HandlerMappingModel.@Nullable Endpoints endpoints;

	private final Function<List<PolicyDefinition>, List<PolicyProblem>> check;

	/**
	 * Create a migrator.
	 * @param parser how the application's router parses patterns
	 * @param taken names of existing policies
	 * @param defaults what every policy inherits
	 * @param endpoints the actuator endpoints on the application's port, or {@code null}.
	 * Only a pattern that begins with their base path applies to them
	 * @param check finds what would stop the application from starting with policies
	 */
	public Migrator(PathPatternParser parser, Set<String> taken, PolicySpec defaults,
			HandlerMappingModel.@Nullable Endpoints endpoints,
			Function<List<PolicyDefinition>, List<PolicyProblem>> check) {
		this.parser = parser;
		this.taken = Set.copyOf(taken);
		this.defaults = defaults;
		this.endpoints = endpoints;
		this.check = check;
	}

	/**
	 * Write policies.
	 * @param layers the CORS mechanisms
	 * @return the policies, and how they differ
	 */
	public Migration migrate(CorsLayers layers) {
		return plan(layers).migration();
	}

	Plan plan(CorsLayers layers) {
		Set<Finding> found = layers.findings();
		if (found.isEmpty() && layers.processors().isEmpty()) {
			// Thousands of handlers need not be compared pairwise.
			return new Plan(List.of(), List.of(), Map.of(), new Differences());
		}
		HandlerMappingModel.Endpoints served = layers.filters().isEmpty() ? null : this.endpoints;
		boolean reached = served != null && !served.ownCors() && served.basePath().length() > 1;
		Set<String> alone = (served != null && reached) ? Set.of(served.basePath() + "/**") : Set.of();
		PathTable table = PathTable.of(layers, this.parser, alone);
		PolicyNames names = new PolicyNames(this.taken);
		Differences differences = new Differences();
		List<GeneratedPolicy> policies = policies(table, names, differences);
		new StartCheck(this.check).repair(policies, differences);
		policies.removeIf((policy) -> policy.paths().isEmpty());
		List<GeneratedPolicy> unused = unused(layers, names, differences);
		Map<Finding, List<GeneratedPolicy>> byFinding = byFinding(policies);
		new GeneralDifferences(layers, found, table, byFinding).addTo(differences);
		if (served != null && !reached) {
			layers.filters()
				.forEach((filter) -> filter.cors()
					.entries()
					.forEach((entry) -> differences.add(entry.finding(), Subject.ENDPOINTS,
							"The filter also answers for actuator endpoints, which policies do not do here:"
									+ " management.endpoints.web.cors.* decides there.")));
		}
		return new Plan(policies, unused, mechanisms(found, byFinding), differences);
	}

	/** One policy for all paths with the same attributes and the same findings. */
	private List<GeneratedPolicy> policies(PathTable table, PolicyNames names, Differences differences) {
		Map<List<Object>, GeneratedPolicy> policies = new LinkedHashMap<>();
		table.answers().forEach((pattern, answer) -> {
			answer.findings().forEach((finding) -> differences.addAll(finding, answer.differences()));
			Set<PolicySpec> specs = answer.isNothing() ? Set.of(PolicySpec.empty().with(Attribute.ENABLED, false))
					: answer.specs();
			specs.forEach((spec) -> {
				PolicySpec complete = complete(spec, answer.findings(), differences);
				policies
					.computeIfAbsent(List.of(complete, answer.findings()),
							(key) -> new GeneratedPolicy(names.name(pattern), new ArrayList<>(), complete,
									new LinkedHashSet<>(answer.findings())))
					.paths()
					.add(pattern);
			});
		});
		return new ArrayList<>(policies.values());
	}

	/**
	 * Attributes that would be inherited are written out, since Spring's configurations
	 * inherit nothing.
	 */
	private PolicySpec complete(PolicySpec spec, Set<Finding> findings, Differences differences) {
		PolicySpec complete = spec;
		for (Attribute<?> attribute : this.defaults.attributes()) {
			if (!attribute.isOwn() && complete.get(attribute) == null && isEnabled(spec)) {
				PolicySpec written = withDefault(complete, attribute);
				if (written.equals(complete)) {
					findings.forEach((finding) -> differences.add(finding, Subject.DEFAULTS,
							"cors.defaults." + attribute.name() + " applies, too."));
				}
				complete = written;
			}
		}
		return complete;
	}

	private static boolean isEnabled(PolicySpec spec) {
		return !Boolean.FALSE.equals(spec.get(Attribute.ENABLED));
	}

	private static <T> PolicySpec withDefault(PolicySpec spec, Attribute<T> attribute) {
		return spec.with(attribute, attribute.defaultValue());
	}

	private static List<GeneratedPolicy> unused(CorsLayers layers, PolicyNames names, Differences differences) {
		List<GeneratedPolicy> unused = new ArrayList<>();
		layers.unused().forEach((cors) -> cors.entries().forEach((entry) -> {
			differences.add(entry.finding(), Subject.NOT_IN_FORCE,
					"Nothing is known to read it, so it has no effect now. What it says is in the YAML as a comment.");
			CorsConfiguration configuration = (entry.configuration() != null) ? entry.configuration()
					: cors.lookup().apply(entry.pattern().replace("**", "x"));
			if (configuration != null) {
				List<String> methods = PathPolicies.methodsOf(configuration);
				Translation.of(configuration, methods)
					.specs()
					.forEach((spec) -> unused.add(new GeneratedPolicy(names.name(entry.pattern()),
							List.of(entry.pattern()), spec, Set.of(entry.finding()))));
			}
		}));
		return unused;
	}

	private static Map<Finding, List<GeneratedPolicy>> byFinding(List<GeneratedPolicy> policies) {
		Map<Finding, List<GeneratedPolicy>> byFinding = new LinkedHashMap<>();
		policies.forEach((policy) -> policy.findings()
			.forEach((finding) -> byFinding.computeIfAbsent(finding, (key) -> new ArrayList<>()).add(policy)));
		return byFinding;
	}

	/** In the order in which a request passes them. */
	private static Map<Finding, List<GeneratedPolicy>> mechanisms(Set<Finding> found,
			Map<Finding, List<GeneratedPolicy>> byFinding) {
		Map<Finding, List<GeneratedPolicy>> mechanisms = new LinkedHashMap<>();
		found.forEach((finding) -> mechanisms.put(finding, List.of()));
		mechanisms.putAll(byFinding);
		return mechanisms;
	}

	/**
	 * The result.
	 *
	 * @param policies the policies
	 * @param unused policies for what has no effect
	 * @param mechanisms what was found, each with the policies that replace it
	 * @param differences how the answers differ
	 */
	record Plan(List<GeneratedPolicy> policies, List<GeneratedPolicy> unused,
			Map<Finding, List<GeneratedPolicy>> mechanisms, Differences differences) {

		Migration migration() {
			List<Migration.Mechanism> told = new ArrayList<>();
			this.mechanisms.forEach((finding, own) -> told.add(mechanism(finding, own)));
			return new Migration(YamlText.of(this.policies, this.unused), told);
		}

		private Migration.Mechanism mechanism(Finding finding, List<GeneratedPolicy> own) {
			return new Migration.Mechanism(finding.mechanism().toString(), finding.source(),
					own.stream().map(GeneratedPolicy::name).toList(),
					this.differences.of(finding).stream().map(Difference::sentence).distinct().toList());
		}

	}

}
