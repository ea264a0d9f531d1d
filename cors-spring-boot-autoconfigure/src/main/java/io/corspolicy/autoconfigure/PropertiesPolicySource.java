package io.corspolicy.autoconfigure;

import java.util.List;

import io.corspolicy.engine.InvalidPolicyException;
import io.corspolicy.engine.PolicyProblem;
import io.corspolicy.engine.PolicySpec;
import io.corspolicy.engine.ProblemCode;
import io.corspolicy.registry.PolicyDefinition;
import io.corspolicy.registry.PolicySource;

/**
 * The policies under {@code cors.policies}, with {@code cors.defaults} inherited.
 */
final class PropertiesPolicySource implements PolicySource {

	private final CorsProperties properties;

	PropertiesPolicySource(CorsProperties properties) {
		this.properties = properties;
	}

	@Override
	public List<PolicyDefinition> policies() {
		List<String> inheritedPaths = this.properties.defaults().paths();
		if (inheritedPaths != null) {
			throw new InvalidPolicyException(List.of(new PolicyProblem(ProblemCode.INVALID_PATH, "defaults", "paths",
					inheritedPaths, "paths are not inherited: each policy has its own.",
					List.of(new PolicyProblem.Edit("paths", null)))));
		}
		PolicySpec defaults = this.properties.defaults().toSpec();
		return this.properties.policies().entrySet().stream().map((entry) -> {
			List<String> paths = entry.getValue().paths();
			return new PolicyDefinition(entry.getKey(), (paths != null) ? paths : List.of(),
					entry.getValue().toSpec().orElse(defaults));
		}).toList();
	}

}
